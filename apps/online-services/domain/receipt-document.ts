import type { DocumentBlock, DocumentModel } from '@allmende/documents';
import { translations, type Locale } from '@allmende/i18n';
import { formatInstant } from '@allmende/time';
import type { AnswerSummary } from './answer-summary.ts';

/** Everything the receipt shows. */
export type Receipt = {
  readonly service: string;
  readonly authority: string;
  readonly place: string;
  readonly contactLines: readonly string[];
  readonly reference: string;
  readonly submittedAt: Date;
  readonly sentOn: string;
  readonly summary: AnswerSummary;
  readonly later: readonly string[];
  readonly next: string | undefined;
  /** Values of the authority are examples only. */
  readonly isExample: boolean;
};

const texts = translations({
  de: {
    title: (service: string) => `Bestätigung: ${service}`, reference: 'Vorgangsnummer', sent: 'Eingegangen am', at: 'Zuständig', place: 'Ort', results: 'Berechnung', provisional: 'Die Berechnung ist vorläufig. Verbindlich ist der Bescheid.',
    later: 'Das fehlt noch', next: 'Wie es weitergeht', none: 'Keine Angabe', example: 'Beispielwerte',
  },
  en: {
    title: (service: string) => `Confirmation: ${service}`, reference: 'Reference', sent: 'Received on', at: 'Responsible', place: 'Place', results: 'Calculation', provisional: 'The calculation is provisional. The notice is what counts.',
    later: 'Still missing', next: 'What happens next', none: 'Not provided', example: 'Example values',
  },
});

/** The receipt as a document; holds what was sent, in the applicant's language. */
export function receiptDocument(receipt: Receipt, locale: Locale): DocumentModel {
  const t = texts(locale);
  const blocks: DocumentBlock[] = [
    { kind: 'definitions', items: [
      { term: t.reference, description: receipt.reference }, { term: t.sent, description: formatInstant(receipt.submittedAt, locale) },
      { term: t.at, description: receipt.authority }, { term: t.place, description: receipt.place },
    ] },
    ...receipt.summary.pages.flatMap((page): DocumentBlock[] => [
      { kind: 'heading', level: 2, text: page.title },
      { kind: 'definitions', items: page.rows.map((row) => ({ term: row.label, description: row.value ?? t.none })) },
    ]),
  ];
  if (receipt.summary.results.length > 0) {
    blocks.push({ kind: 'heading', level: 2, text: t.results }, { kind: 'definitions', items: receipt.summary.results.map((result) => ({ term: result.label, description: result.value })) }, { kind: 'paragraph', text: t.provisional });
  }
  if (receipt.later.length > 0) blocks.push({ kind: 'heading', level: 2, text: t.later }, { kind: 'list', items: receipt.later });
  if (receipt.next !== undefined) blocks.push({ kind: 'heading', level: 2, text: t.next }, { kind: 'paragraph', text: receipt.next });
  return {
    kind: 'record', locale, title: t.title(receipt.service), sender: { name: receipt.authority, addressLines: [], contactLines: receipt.contactLines }, reference: receipt.reference, date: receipt.sentOn, blocks,
    ...(receipt.isExample ? { watermark: t.example } : {}),
  };
}
