import type { DocumentModel } from '@allmende/documents';
import { formatDate, type PlainDate } from '@allmende/time';
import { NotPossibleNow } from './errors.ts';

/** Notices that are printed and posted together. */
export type PrintBatch = { readonly id: string; readonly madeAt: Date; readonly madeBy: { readonly accountId: string; readonly name: string }; readonly postedOn: string | null; readonly postedAt: Date | null };

/** A letter of a batch, or one that waits for the post. */
export type Letter = {
  readonly notice: string; readonly case: string; readonly reference: string; readonly service: string; readonly serviceName: { readonly de: string; readonly en: string }; readonly issuedAt: Date;
  /** Null while the PDF is being made. */
  readonly pdfFileId: string | null; readonly postedOn: string | null; readonly dataKeyId: string; readonly isClosed: boolean; readonly version: number;
};

/** More than a caseworker carries to the post at once, and few enough to put together while somebody waits. */
export const MOST_LETTERS = 500;

/** Refuses to post a batch a second time. */
export function requireUnposted(batch: PrintBatch): void {
  if (batch.postedOn !== null) throw new NotPossibleNow('Der Stapel ist schon als abgesendet eingetragen.');
}

/** Refuses to take the posting back on another day than the one on which it was entered: by then somebody may rely on it. */
export function requireUndoable(batch: PrintBatch, isSameDay: (at: Date) => boolean): void {
  if (batch.postedAt === null) throw new NotPossibleNow('Der Stapel ist noch nicht als abgesendet eingetragen.');
  if (!isSameDay(batch.postedAt)) throw new NotPossibleNow('Die Absendung lässt sich nur an dem Tag zurücknehmen, an dem sie eingetragen wurde.');
}

/** The sheet on top of the printed letters: what lies beneath in which order, and a line to sign. No names: who reads the pile reads the letters. */
export function coverSheet(given: { readonly authority: string; readonly batch: PrintBatch; readonly letters: readonly Letter[]; readonly day: PlainDate }): DocumentModel {
  const { authority, batch, letters, day } = given;
  return {
    kind: 'record', locale: 'de', title: `Druckstapel vom ${formatDate(day)}`, sender: { name: authority, addressLines: [] }, reference: batch.id, date: day,
    blocks: [
      { kind: 'paragraph', text: `${letters.length === 1 ? '1 Bescheid' : `${letters.length} Bescheide`} für die Post, zusammengestellt von ${batch.madeBy.name}. Die Briefe folgen in dieser Reihenfolge.` },
      { kind: 'table', caption: 'Briefe', columns: ['Nr.', 'Vorgangsnummer', 'Leistung'], align: ['right', 'left', 'left'], rows: letters.map(({ reference, serviceName }, index) => [String(index + 1), reference, serviceName.de]) },
      { kind: 'callout', title: 'Nach dem Absenden', text: 'Tragen Sie den Tag, an dem die Briefe zur Post gegangen sind, auf der Seite dieses Stapels ein. Von ihm hängt ab, wann die Bescheide als bekannt gegeben gelten.' },
      { kind: 'signatureLine', name: 'Zur Post gegeben am, Unterschrift' },
    ],
  };
}
