import { InvalidInput } from '@allmende/errors';
import type { Refusal, UploadKind } from '@allmende/uploads';

/** Who wrote: the applicant or somebody of the office. */
export type Side = 'applicant' | 'office';

/** What lies sealed of a message. `author` is the name of the member of staff. */
export type MessageContent = { readonly text: string; readonly author?: string };

/** What lies sealed of an attachment. */
export type AttachmentContent = { readonly name: string; readonly kind?: UploadKind; readonly refusal?: Refusal };

/** A file that came with a message; it can be opened once it is clean. */
export type MessageAttachment = AttachmentContent & { readonly id: string; readonly state: 'received' | 'clean' | 'refused'; readonly sizeBytes: number };

/** A message as it is read. */
export type Message = MessageContent & { readonly id: string; readonly from: Side; readonly at: Date; /** When the other side opened it first. */ readonly readAt: Date | null; readonly attachments: readonly MessageAttachment[] };

const LONGEST_MESSAGE = 5_000;
export const MOST_MESSAGES = 300;
export const MOST_FILES = 5;
export const LARGEST_FILE_BYTES = 10_000_000;
/** Of all messages about an application together. */
export const MOST_BYTES = 100_000_000;

/** The other side. */
export function otherSide(side: Side): Side {
  return side === 'office' ? 'applicant' : 'office';
}

/** The words of a message as typed, without what is around them. Throws InvalidInput. */
export function readMessageText(typed: string, words: { readonly empty: string; readonly tooLong: (most: number) => string }): string {
  const text = typed.replaceAll('\r\n', '\n').trim();
  if (text === '') throw new InvalidInput([{ pointer: '/text', code: 'required', message: words.empty }]);
  if (text.length > LONGEST_MESSAGE) throw new InvalidInput([{ pointer: '/text', code: 'too-long', message: words.tooLong(LONGEST_MESSAGE) }]);
  return text;
}
