import { inLanguage, isLanguage } from '@allmende/i18n';
import type { CompiledField, CompiledList, CompiledService } from './compile-service-package.ts';
import { formatAnswer, formatValue } from './format-value.ts';
import { nameOfRow, rowHeading } from './row-name.ts';
import { placeholderOf, type ServiceTexts, type TextValues } from './service-texts.ts';
import { typeOfRules } from './rule-types.ts';
import { originWords, originWordsForOffice } from './origin-words.ts';
import type { Origin, Origins } from './prefill.ts';
import type { Answers, PageSituation, Situation } from './situation.ts';
import type { ServicePackage } from './service-package.ts';
import type { ValueType } from './rules/value.ts';

export type SummaryRow = {
  readonly field: string;
  readonly label: string;
  /** With where it comes from, where nobody typed it. */
  readonly value: string | undefined;
  readonly origin?: Origin;
  /** For a field of a group: the inner page that asks it. */
  readonly page?: string;
};

export type AnswerSummary = {
  /** In the order of asking. A list gives one entry for each of its rows, with the row's heading as title; an empty list one that says so. */
  readonly pages: readonly { readonly id: string; readonly title: string; readonly rows: readonly SummaryRow[]; readonly row?: string }[];
  /** Results with a text of their own when unknown (`result.<name>.unknown`); those without either are left out. */
  readonly results: readonly { readonly name: string; readonly label: string; readonly value: string; readonly known: boolean }[];
};

/** Whom the words of a summary address. */
export type SummaryReader = 'applicant' | 'caseworker';

// The check page's own title asks somebody to check; once sent, what stands there is a declaration.
const declarationTitles = {
  applicant: { de: 'Ihre Erklärung', en: 'Your declaration', uk: 'Ваша заява про достовірність', ar: 'إقرارك' },
  caseworker: { de: 'Erklärung der antragstellenden Person', en: 'Declaration of the applicant' },
} as const;

/** All answers that count, in words: for the check page, the receipt and the caseworker. Empty optional answers have no value. */
export function answerSummary(situation: Situation, language: string, reader: SummaryReader = 'applicant'): AnswerSummary {
  const { service } = situation;
  const texts = service.texts(language);
  const values = textValues(situation, language);
  const asked = [...situation.pages, situation.checkPage].filter(({ state, fields, page }) => state !== 'skipped' && (fields.length > 0 || page.list));
  const types = ruleTypes(service.package);
  return {
    pages: asked.flatMap((each) => {
      const { page, fields } = each;
      if (page.list) return listSummary(each, page.list, texts, values);
      const title = page === situation.checkPage.page ? inLanguage(declarationTitles[reader], isLanguage(texts.language) ? texts.language : 'de') : texts.get(`page.${page.id}.title`, values);
      return [{ id: page.id, title, rows: rowsOf(fields, situation.answers, texts, values).map((row) => withOrigin(row, situation.draft.origins, language, reader)) }];
    }),
    results: service.results.flatMap(({ name, value }) => {
      const result = value(situation.environment);
      const words = result === undefined ? texts.find(`result.${name}.unknown`, values) : formatValue(result, types.get(name), texts.language);
      return words === undefined ? [] : [{ name, label: texts.get(`result.${name}.label`, values), value: words, known: result !== undefined }];
    }),
  };
}

function listSummary({ page, rows = [] }: PageSituation, list: CompiledList, texts: ServiceTexts, values: TextValues): AnswerSummary['pages'] {
  const group = list.group.id;
  if (rows.length === 0) {
    return [{ id: page.id, title: texts.get(`page.${page.id}.title`, values), rows: [{ field: group, label: texts.get(`group.${group}.title`, values), value: texts.find(`group.${group}.empty`, values) }] }];
  }
  return rows.map((row) => {
    const own = { ...values, number: row.number, name: nameOfRow(texts, list, row) };
    return {
      id: page.id, row: row.id, title: rowHeading(texts, list, row, rows.length),
      rows: row.pages.flatMap((inner) => rowsOf(inner.fields, row.row.answers, texts, own).map((each) => ({ ...each, page: inner.page.id }))),
    };
  });
}

function withOrigin(row: SummaryRow, origins: Origins | undefined, language: string, reader: SummaryReader): SummaryRow {
  const origin = row.value === undefined ? undefined : origins?.[row.field];
  if (origin === undefined) return row;
  const spoken = isLanguage(language) ? language : 'de';
  return { ...row, origin, value: `${row.value} (${reader === 'caseworker' ? originWordsForOffice(origin, spoken) : originWords(origin, spoken)})` };
}

function rowsOf(fields: readonly CompiledField[], answers: Answers, texts: ServiceTexts, values: TextValues): SummaryRow[] {
  return fields.map(({ field }) => {
    const answer = answers[field.id];
    return { field: field.id, label: texts.get(`field.${field.id}.label`, values), value: answer === undefined ? undefined : formatAnswer(field, answer, texts) };
  });
}

/** What texts may mention: overlay values and results in words, by placeholder name. Unknown ones are missing. */
export function textValues(situation: Situation, language: string): TextValues {
  const types = ruleTypes(situation.service.package);
  const values: Record<string, string | number> = overlayTextValues(situation.service, language);
  for (const { name, value } of situation.service.results) {
    const result = value(situation.environment);
    if (result !== undefined) values[placeholderOf(name)] = typeof result === 'number' && types.get(name) === 'integer' ? result : formatValue(result, types.get(name), language);
  }
  return values;
}

const overlayValues = new WeakMap<CompiledService, Map<string, Readonly<Record<string, string | number>>>>();

/** The part of `textValues` that needs no draft, for the start page. Worked out once per service and language. */
export function overlayTextValues(service: CompiledService, language: string): Record<string, string | number> {
  const known = overlayValues.get(service) ?? new Map<string, Readonly<Record<string, string | number>>>();
  overlayValues.set(service, known);
  const values = known.get(language) ?? overlayValuesIn(service, language);
  known.set(language, values);
  return { ...values };
}

function overlayValuesIn(service: CompiledService, language: string): Record<string, string | number> {
  const values: Record<string, string | number> = {};
  for (const parameter of service.package.overlay.parameters) {
    const value = service.overlay.parameters[parameter.id];
    if (value === undefined) continue;
    // An option stays as it is: texts choose their words by it (`select`).
    if (parameter.type === 'choice') values[placeholderOf(parameter.id)] = String(value);
    else values[placeholderOf(parameter.id)] = parameter.type === 'integer' ? Number(value) : formatValue(value, parameter.type === 'money' || parameter.type === 'date' ? parameter.type : undefined, language);
  }
  return values;
}

const typesByPackage = new WeakMap<ServicePackage, ReadonlyMap<string, ValueType | undefined>>();

function ruleTypes(servicePackage: ServicePackage): ReadonlyMap<string, ValueType | undefined> {
  let types = typesByPackage.get(servicePackage);
  if (!types) typesByPackage.set(servicePackage, (types = typeOfRules(servicePackage).types));
  return types;
}
