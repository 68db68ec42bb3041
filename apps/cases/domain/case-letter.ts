import { formatInstant } from '@allmende/time';

/** A file that came with a message; `read` is missing where it was refused or is still being checked. */
export type LetterFile = { readonly id: string; readonly name: string; readonly contentType: string; readonly read: (() => Promise<Uint8Array>) | undefined };

/** A message between the applicant and the office, as it belongs to the file of a case. */
export type CaseLetter = { readonly id: string; readonly from: 'applicant' | 'office'; /** Name of the member of staff. */ readonly author: string | undefined; readonly at: Date; /** When the other side opened it first. */ readonly readAt: Date | null; readonly text: string; readonly files: readonly LetterFile[] };

/** Who wrote a message, in words. */
export function writerOf({ from, author }: Pick<CaseLetter, 'from' | 'author'>): string {
  if (from === 'applicant') return 'antragstellende Person';
  return author === undefined ? 'Behörde' : `Behörde, ${author}`;
}

/** A message as a plain text with who wrote it when, and when it was read. */
export function letterText(letter: CaseLetter): string {
  return [`Von: ${writerOf(letter)}`, `Gesendet: ${formatInstant(letter.at)}`, `Gelesen: ${letter.readAt === null ? 'noch nicht' : formatInstant(letter.readAt)}`, '', letter.text, ''].join('\n');
}
