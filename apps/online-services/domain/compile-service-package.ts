import { compileEvidence, type CompiledEvidence } from './compile-evidence.ts';
import type { Evaluate } from './rules/compile-expression.ts';
import { compileRules } from './rules/compile-rules.ts';
import type { Value } from './rules/value.ts';
import { isParameterValue, validFromOf } from './overlay.ts';
import { vocabularyOf } from './rule-types.ts';
import { compileTexts, type ServiceTexts } from './service-texts.ts';
import { tailorPackage } from './tailor-package.ts';
import { MAX_ROWS, type Field, type Group, type ListPage, type Overlay, type ServicePackage } from './service-package.ts';

export type CompiledField = {
  readonly field: Field;
  /** Absent when the field is always asked. */
  readonly when: Evaluate | undefined;
  readonly required: boolean | Evaluate;
};

export type CompiledPage = {
  readonly id: string;
  /** Place in the order of asking, from 0. The check page comes after the last. */
  readonly index: number;
  readonly when: Evaluate | undefined;
  readonly fields: readonly CompiledField[];
  readonly checks: readonly CompiledCheck[];
  /** For a page that lists the rows of a group: the group, and the pages that each row is asked. */
  readonly list?: CompiledList;
};

export type CompiledList = { readonly group: Group; readonly pages: readonly CompiledPage[] };

/** A page that is asked for each row of a list, with the page that lists them. */
export type InnerPage = { readonly page: CompiledPage; readonly listPage: CompiledPage; readonly list: CompiledList };

export type CompiledCheck = { readonly id: string; readonly field: string; readonly must: Evaluate };

/** A package joined with an overlay, ready to answer requests. Immutable; keep one per pair of hashes. */
export type CompiledService = {
  readonly package: ServicePackage;
  readonly overlay: Overlay;
  readonly pages: readonly CompiledPage[];
  /** The check page with the declaration; it is no question page and has no place in the path. */
  readonly checkPage: CompiledPage;
  /** A page of the path or the check page; inner pages of lists are found by `innerPage`. */
  readonly page: (id: string) => CompiledPage | undefined;
  readonly innerPage: (id: string) => InnerPage | undefined;
  readonly field: (id: string) => Field | undefined;
  readonly rule: (name: string) => Evaluate | undefined;
  readonly evidence: readonly CompiledEvidence[];
  readonly results: readonly { readonly name: string; readonly value: Evaluate }[];
  /** What is worth a second look before sending. */
  readonly hints: readonly { readonly id: string; readonly field: string; readonly when: Evaluate }[];
  readonly texts: (language: string) => ServiceTexts;
};

/** The id of the page on which all answers are checked before sending; question pages cannot have it. */
export const CHECK_PAGE = 'check';

/**
 * Compiles a checked package with an overlay. Takes some milliseconds, so callers keep the result by the two hashes. A package that
 * `checkServicePackage` refuses must not come here. Values of the overlay that the package does not allow count as not set.
 */
export function compileServicePackage(described: ServicePackage, overlay: Overlay): CompiledService {
  const servicePackage = tailorPackage(described, overlay);
  const parameters = allowedParameters(servicePackage, overlay);
  const rules = compileRules({
    rules: servicePackage.rules.rules, vocabulary: vocabularyOf(servicePackage), tables: servicePackage.tables?.tables,
    parameter: (id) => parameters.get(id), validFrom: (id) => validFromOf(servicePackage, overlay, id),
  });

  const condition = (name: string | undefined) => (name === undefined ? undefined : rules.rule(name));
  const fields = new Map(servicePackage.fields.map((field) => [field.id, field]));
  const compiledFields = new Map(servicePackage.fields.map((field) => [field.id, {
    field, when: condition(field.when), required: condition(field.requiredWhen) ?? field.required ?? true,
  } satisfies CompiledField]));
  const page = (id: string, index: number, when: string | undefined, ids: readonly string[]): CompiledPage => ({
    id, index, when: condition(when),
    fields: ids.flatMap((fieldId) => compiledFields.get(fieldId) ?? []),
    checks: servicePackage.rules.checks.filter((check) => ids.includes(check.field)).map((check) => ({ id: check.id, field: check.field, must: rules.expression(check.must) })),
  });
  const groups = new Map(servicePackage.flow.groups?.map((group) => [group.id, group]));
  const listPage = ({ id, when, repeat, pages: inner }: ListPage, index: number): CompiledPage => ({
    ...page(id, index, when, [repeat]),
    list: { group: groups.get(repeat) ?? { id: repeat, min: 0, max: MAX_ROWS }, pages: inner.map((each, place) => page(each.id, place, each.when, each.fields)) },
  });
  const pages = servicePackage.flow.pages.map((each, index) => (each.repeat === undefined ? page(each.id, index, each.when, each.fields) : listPage(each, index)));
  const checkPage = page(CHECK_PAGE, pages.length, undefined, servicePackage.flow.declaration);
  const innerPages = new Map(pages.flatMap((each) => (each.list?.pages ?? []).map((inner): [string, InnerPage] => [inner.id, { page: inner, listPage: each, list: each.list! }])));
  const pagesById = new Map([...pages, checkPage].map((each) => [each.id, each]));

  return {
    package: servicePackage, overlay, pages, checkPage,
    page: (id) => pagesById.get(id),
    innerPage: (id) => innerPages.get(id),
    field: (id) => fields.get(id),
    rule: rules.rule,
    evidence: compileEvidence(servicePackage.evidence.evidence, condition),
    results: servicePackage.rules.results.map((name) => ({ name, value: rules.rule(name) ?? (() => undefined) })),
    hints: (servicePackage.rules.hints ?? []).map(({ id, field, when }) => ({ id, field, when: rules.expression(when) })),
    texts: compileTexts(servicePackage),
  };
}

function allowedParameters(servicePackage: ServicePackage, overlay: Overlay): ReadonlyMap<string, Value> {
  const allowed = new Map<string, Value>();
  for (const parameter of servicePackage.overlay.parameters) {
    const value = overlay.parameters[parameter.id];
    if (Object.hasOwn(overlay.parameters, parameter.id) && isParameterValue(parameter, value)) allowed.set(parameter.id, value);
  }
  return allowed;
}
