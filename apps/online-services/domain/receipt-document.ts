import type { DocumentBlock, DocumentModel } from '@allmende/documents';
import { languageFacts, translations, type Language } from '@allmende/i18n';
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
    later: 'Das fehlt noch', next: 'Wie es weitergeht', none: 'Keine Angabe', example: 'Beispielwerte', unchecked: 'Automatisch übersetzt, noch nicht geprüft. Es gilt der deutsche Text.',
  },
  en: {
    title: (service: string) => `Confirmation: ${service}`, reference: 'Reference', sent: 'Received on', at: 'Responsible', place: 'Place', results: 'Calculation', provisional: 'The calculation is provisional. The notice is what counts.',
    later: 'Still missing', next: 'What happens next', none: 'Not provided', example: 'Example values', unchecked: 'Translated automatically, not checked yet. The German text applies.',
  },
  'de-leicht': {
    title: (service: string) => `Bestätigung: ${service}`, reference: 'Vorgangs-Nummer', sent: 'Angekommen am', at: 'Dieses Amt ist zuständig', place: 'Ort', results: 'Berechnung', provisional: 'Diese Berechnung ist noch nicht endgültig. Wichtig ist der Brief vom Amt: der Bescheid.',
    later: 'Das fehlt noch', next: 'So geht es weiter', none: 'Nichts eingetragen', example: 'Das ist ein Beispiel', unchecked: 'Ein Computer hat diesen Text in Leichter Sprache geschrieben. Noch kein Mensch hat den Text geprüft. Es gilt der Text in Alltags-Sprache.',
  },
  uk: {
    title: (service: string) => `Підтвердження: ${service}`, reference: 'Номер справи', sent: 'Отримано', at: 'Відповідальний орган', place: 'Місце', results: 'Розрахунок', provisional: 'Розрахунок попередній. Чинним є рішення органу.',
    later: 'Ще бракує', next: 'Що далі', none: 'Не вказано', example: 'Приклади значень', unchecked: 'Перекладено автоматично, ще не перевірено. Чинним є німецький текст.',
  },
  ar: {
    title: (service: string) => `تأكيد: ${service}`, reference: 'رقم المعاملة', sent: 'استُلم في', at: 'الجهة المختصة', place: 'المكان', results: 'الحساب', provisional: 'هذا الحساب مؤقت، والمعتمد هو قرار الجهة.',
    later: 'ما ينقص بعد', next: 'الخطوات التالية', none: 'لم يُذكر', example: 'قيم للتوضيح', unchecked: 'تُرجم هذا النص آليًا ولم يُراجَع بعد. النص الألماني هو المعتمد.',
  },
});

/** The receipt as a document; holds what was sent, in the applicant's language. */
export function receiptDocument(receipt: Receipt, locale: Language): DocumentModel {
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
  if (!languageFacts(locale).checked) blocks.push({ kind: 'callout', text: t.unchecked });
  return {
    kind: 'record', locale, title: t.title(receipt.service), sender: { name: receipt.authority, addressLines: [], contactLines: receipt.contactLines }, reference: receipt.reference, date: receipt.sentOn, blocks,
    ...(receipt.isExample ? { watermark: t.example } : {}),
  };
}
