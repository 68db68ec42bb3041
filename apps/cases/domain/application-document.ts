import type { DocumentBlock, DocumentModel } from '@allmende/documents';
import { formatInstant } from '@allmende/time';
import type { CaseContent } from './case-content.ts';

/** The application as a document (PDF/UA), in German: questions and answers as its applicant saw them, and what was worked out from them. */
export function applicationDocument(content: CaseContent, authority: string): DocumentModel {
  const { pages, results } = content.summary.de;
  const part = (title: string, rows: CaseContent['summary']['de']['results']): DocumentBlock[] => [
    { kind: 'heading', level: 2, text: title }, { kind: 'definitions', items: rows.map(({ label, value }) => ({ term: label, description: value ?? '–' })) },
  ];
  return {
    kind: 'record', locale: 'de', title: `${content.service.name.de}, ${content.reference}`, subject: content.service.name.de, sender: { name: authority, addressLines: [] }, reference: content.reference,
    date: `Eingegangen am ${formatInstant(new Date(content.submittedAt))}`,
    blocks: [...pages.filter(({ rows }) => rows.length > 0).flatMap(({ title, rows }) => part(title, rows)), ...(results.length === 0 ? [] : part('Berechnung', results))],
    ...(content.hasExampleValues ? { watermark: 'Beispielwerte' } : {}),
  };
}
