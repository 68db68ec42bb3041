import type { EvidenceItem } from './evidence.ts';
import type { ServiceTexts } from './service-texts.ts';

/** What a piece of evidence is called, with the row that it belongs to: `Lohnabrechnung, Person 2`. */
export function evidenceLabel({ evidence, row }: Pick<EvidenceItem, 'evidence' | 'row'>, texts: ServiceTexts): string {
  const label = texts.get(`evidence.${evidence.id}.label`);
  if (row === undefined) return label;
  const values = { number: row.number };
  return `${label}, ${texts.find(`evidence.${evidence.id}.row`, values) ?? texts.find(`group.${evidence.per ?? ''}.one`, values) ?? String(row.number)}`;
}
