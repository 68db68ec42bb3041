import type { FieldProblem } from '@allmende/errors';
import { parsePlainDate, type PlainDate } from '@allmende/time';
import { inputValuesOf, parseField, typedValues, type FormBody, type Readable } from './parse-field.ts';
import { problemText, type ProblemCode } from './problem-texts.ts';
import type { Overlay, OverlaySource, Parameter, ServicePackage } from './service-package.ts';
import { compileTexts } from './service-texts.ts';
import type { Value } from './rules/expression.ts';

export type OverlayInput = {
  readonly overlay: Overlay;
  readonly problems: readonly FieldProblem[];
  readonly typed: Readonly<Record<string, string>>;
};

/** Who enters the values, for the record beside each rate. */
export type EnteredBy = { readonly name: string; readonly on: PlainDate };

/**
 * Reads the form in which an authority sets its values. Nothing is required here: an unfinished overlay can be kept, `activationProblems`
 * says what is missing before the service goes on. Messages are German; the pointer is `/<input name>`.
 */
export function parseOverlayInput(servicePackage: ServicePackage, body: FormBody, enteredBy: EnteredBy): OverlayInput {
  const label = compileTexts(servicePackage)('de').get;
  const parameters: Record<string, Value> = {};
  const sources: Record<string, OverlaySource> = {};
  const inserts: Record<string, Record<string, string>> = {};
  const problems: FieldProblem[] = [];
  const typed: Record<string, string> = {};
  const read = (field: Readable, labelKey: string): Value | undefined => {
    Object.assign(typed, typedValues(field, body));
    const result = parseField(field, body);
    if ('problem' in result) problems.push(problem(field.id, result.problem, label(labelKey), result.limit));
    return 'value' in result ? result.value : undefined;
  };
  for (const parameter of servicePackage.overlay.parameters) {
    const value = read(readableOf(parameter), `parameter.${parameter.id}.label`);
    if (value !== undefined) parameters[parameter.id] = value;
  }
  for (const group of servicePackage.overlay.groups.filter(({ sourced }) => sourced)) {
    const [statute, statuteDate, validFrom] = sourceFields(group.id).map((field) => read(field, `source.${field.part}.label`));
    const example = read({ id: `source.${group.id}.example`, type: 'boolean' }, 'source.example.label') === true;
    if (statute === undefined && statuteDate === undefined && validFrom === undefined) continue;
    const missing = sourceFields(group.id).filter((_, index) => [statute, statuteDate, validFrom][index] === undefined && !problems.some(({ pointer }) => pointer === `/${sourceFields(group.id)[index]?.id}`));
    problems.push(...missing.map((field) => problem(field.id, field.type === 'date' ? 'date-incomplete' : 'required', label(`source.${field.part}.label`))));
    if (typeof statute === 'string' && typeof statuteDate === 'string' && typeof validFrom === 'string') {
      sources[group.id] = { statute, statuteDate, validFrom, enteredBy: enteredBy.name, enteredOn: enteredBy.on, example };
    }
  }
  for (const insert of servicePackage.overlay.inserts) {
    for (const language of servicePackage.service.languages) {
      const words = read({ id: `insert.${insert.id}.${language}`, type: 'longText', maxLength: insert.maxLength }, `insert.${insert.id}.label`);
      if (words !== undefined) (inserts[insert.id] ??= {})[language] = String(words);
    }
  }
  return { overlay: { format: 1, service: servicePackage.service.id, parameters, sources, inserts }, problems, typed };
}

/** The inputs of the form filled with what is set already. */
export function overlayInputValues(servicePackage: ServicePackage, overlay: Overlay): Record<string, string> {
  const values: Record<string, string> = {};
  for (const parameter of servicePackage.overlay.parameters) Object.assign(values, inputValuesOf(readableOf(parameter), overlay.parameters[parameter.id]));
  for (const group of servicePackage.overlay.groups.filter(({ sourced }) => sourced)) {
    const source = overlay.sources[group.id];
    for (const field of sourceFields(group.id)) Object.assign(values, inputValuesOf(field, source?.[field.part]));
    values[`source.${group.id}.example`] = source?.example ? 'yes' : '';
  }
  for (const insert of servicePackage.overlay.inserts) {
    for (const language of servicePackage.service.languages) values[`insert.${insert.id}.${language}`] = overlay.inserts[insert.id]?.[language] ?? '';
  }
  return values;
}

/**
 * What stands in the way of switching the service on: values that are not set, groups without a statute, rates that do not apply yet. German,
 * the pointer names the input. Empty means the service may go on.
 */
export function activationProblems(servicePackage: ServicePackage, overlay: Overlay, today: PlainDate): FieldProblem[] {
  const label = compileTexts(servicePackage)('de').get;
  const problems: FieldProblem[] = servicePackage.overlay.parameters
    .filter((parameter) => parameter.required && overlay.parameters[parameter.id] === undefined)
    .map((parameter) => problem(parameter.id, parameter.type === 'choice' || parameter.type === 'boolean' ? 'choose' : 'required', label(`parameter.${parameter.id}.label`)));
  for (const group of servicePackage.overlay.groups.filter(({ sourced }) => sourced)) {
    const used = servicePackage.overlay.parameters.filter((parameter) => parameter.group === group.id && overlay.parameters[parameter.id] !== undefined);
    const source = overlay.sources[group.id];
    if (used.length === 0) continue;
    if (!source) {
      if (used.some((parameter) => overlay.sources[parameter.id] === undefined)) problems.push({ pointer: `/source.${group.id}.statute`, code: 'source-missing', message: `Nennen Sie die Satzung, aus der die Werte „${label(`group.${group.id}.title`)}“ stammen.` });
    } else if (parsePlainDate(source.validFrom) === undefined || source.validFrom > today) {
      problems.push({ pointer: `/source.${group.id}.validFrom`, code: 'not-valid-yet', message: `Die Werte „${label(`group.${group.id}.title`)}“ gelten noch nicht. Schalten Sie den Dienst ab dem Tag ein, an dem sie gelten.` });
    }
  }
  return problems;
}

function readableOf(parameter: Parameter): Readable {
  return parameter.type === 'text' ? { maxLength: 300, ...parameter } : parameter;
}

function sourceFields(group: string) {
  return [
    { id: `source.${group}.statute`, type: 'text', maxLength: 300, part: 'statute' },
    { id: `source.${group}.statuteDate`, type: 'date', part: 'statuteDate' },
    { id: `source.${group}.validFrom`, type: 'date', part: 'validFrom' },
  ] as const;
}

function problem(id: string, code: ProblemCode, label: string, limit?: string): FieldProblem {
  return { pointer: `/${id}`, code, message: problemText(code, 'de', limit === undefined ? { label } : { label, limit }) };
}
