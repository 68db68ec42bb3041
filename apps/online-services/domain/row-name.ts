import type { CompiledList } from './compile-service-package.ts';
import { formatAnswer } from './format-value.ts';
import type { ServiceTexts } from './service-texts.ts';
import type { RowSituation } from './situation.ts';

const OF: Readonly<Record<string, string>> = { de: 'von', 'de-leicht': 'von', en: 'of', uk: 'з', ar: 'من' };
const NAMES = 2;

/** What one row is called without its answers: "Person 2". */
export function rowName(texts: ServiceTexts, group: string, number: number): string {
  return texts.get(`group.${group}.one`, { number });
}

/** The heading of a row: "Person 2 von 3: Anna Beispiel". The name is left out as long as nothing is known of it. */
export function rowHeading(texts: ServiceTexts, list: CompiledList, row: RowSituation, count: number): string {
  const name = nameOfRow(texts, list, row);
  const place = `${rowName(texts, list.group.id, row.number)} ${OF[texts.language] ?? OF['de']} ${count}`;
  return name === '' ? place : `${place}: ${name}`;
}

/** The answers that name a row, those of `namedBy` or the first short texts of its first page; empty while there are none. */
export function nameOfRow(texts: ServiceTexts, { group, pages }: CompiledList, { row }: RowSituation): string {
  const fields = pages.flatMap((page) => page.fields.map(({ field }) => field));
  const naming = group.namedBy ? fields.filter(({ id }) => group.namedBy?.includes(id)) : (pages[0]?.fields ?? []).map(({ field }) => field).filter(({ type }) => type === 'text').slice(0, NAMES);
  return naming.flatMap((field) => (row.answers[field.id] === undefined ? [] : [formatAnswer(field, row.answers[field.id]!, texts)])).join(' ');
}
