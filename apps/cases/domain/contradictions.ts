import type { CaseContent } from './case-content.ts';
import type { CaseEvidence } from './case-evidence.ts';

type Words = { readonly de: string } & Readonly<Record<string, string>>;

/** An answer that a look into a document did not bear out. A hint for people: the machine may have misread it. */
export type Contradiction = { readonly field: string; readonly row: string | undefined; readonly document: Words; readonly hint: Words };

/**
 * The answers to which no document of a kind fits although one was compared with them. Where several documents of one kind were handed in, one that fits is enough: it shows what the others need not.
 */
export function contradictionsOf(content: Pick<CaseContent, 'summary'>, evidence: readonly CaseEvidence[]): Contradiction[] {
  const shown = new Set(content.summary.de.pages.flatMap((page) => page.rows.flatMap(({ field }) => (field === undefined ? [] : [`${page.row ?? ''}/${field}`]))));
  const compared = evidence.filter(({ fileId }) => fileId !== null).flatMap(({ label, hints }) => hints.flatMap(({ outcome, text, fields = [], row }) => fields.map((field) => ({ key: `${label.de}/${row ?? ''}/${field}`, outcome, field, row, document: label, hint: text }))));
  const fits = new Set(compared.filter(({ outcome }) => outcome === 'fits').map(({ key }) => key));
  const found = new Map<string, Contradiction>();
  for (const { key, outcome, field, row, document, hint } of compared) {
    if (outcome === 'differs' && !fits.has(key) && shown.has(`${row ?? ''}/${field}`)) found.set(key, { field, row, document, hint });
  }
  return [...found.values()];
}
