import { parseEuro, type Cents } from '@allmende/money';
import type { SealedFields, SealingSheet, SheetField } from '@allmende/sealing';
import type { Competition } from './competition.ts';

/** A sealed offer as it lies here. */
export type Offer = {
  readonly id: string;
  readonly bidder: string;
  readonly bidderName: string;
  /** SHA-256 of the envelope; also in the audit log and in the bidder's receipt. */
  readonly digest: string;
  readonly file: string;
  readonly receivedAt: Date;
};

/** What an opened offer says; undefined price when it is none. */
export type OpenedOffer = { readonly offer: string; readonly price: Cents | null; readonly answers: Readonly<Record<string, string>>; readonly note: string; readonly files: readonly { readonly name: string; readonly file: string }[]; /** Why it cannot be read. */ readonly fault: string | null };

/** Files of an offer together. */
export const MOST_FILE_BYTES = 5_000_000;
/** The sealed offer, base64 twice over. */
export const MOST_ENVELOPE_BYTES = 12_000_000;

const PRICE = '\\d{1,3}(\\.\\d{3})*(,\\d{2})?|\\d{1,11}(,\\d{2})?';

/** What an envelope is for; nobody else's fits. */
export function purposeOf(competition: string, bidder: string): string {
  return `dynamic-purchasing/${competition}/${bidder}`;
}

/** The fields of an offer: price, an answer to each criterion, a note. */
export function offerFields({ award }: Competition['content']): readonly SheetField[] {
  return [
    { name: 'price', label: 'Gesamtpreis in Euro (netto)', required: true, pattern: PRICE, maxLength: 20 },
    ...award.criteria.map((one) => ({ name: one.id, label: one.title, required: true, maxLength: 4000 })),
    { name: 'note', label: 'Anmerkungen', required: false, maxLength: 4000 },
  ];
}

/** What a bidder needs to seal an offer. */
export function sealingSheet(competition: Pick<Competition, 'id' | 'content'>, bidder: string): SealingSheet {
  const { officers, threshold } = competition.content;
  return {
    v: 1, purpose: purposeOf(competition.id, bidder), threshold, recipients: officers.map(({ name, thumbprint, key }) => ({ name, thumbprint, key })), fields: offerFields(competition.content), maxFileBytes: MOST_FILE_BYTES,
  };
}

/** Reads what stood in an envelope. Nothing in it can be believed before. */
export function readOffer(content: CompetitionFields, sealed: SealedFields): Pick<OpenedOffer, 'price' | 'answers' | 'note' | 'fault'> {
  const text = (name: string) => (sealed.fields[name] ?? '').slice(0, 4000);
  const price = parseEuro(text('price'));
  const answers = Object.fromEntries(content.award.criteria.map((one) => [one.id, text(one.id)]));
  const missing = content.award.criteria.filter((one) => (answers[one.id] ?? '').trim() === '').map((one) => one.title);
  const fault = price === undefined || price < 0 ? 'Das Angebot nennt keinen lesbaren Preis.' : missing.length > 0 ? `Es fehlen Angaben zu: ${missing.join(', ')}.` : null;
  return { price: price === undefined || price < 0 ? null : price, answers, note: text('note'), fault };
}

type CompetitionFields = Pick<Competition['content'], 'award'>;
