import { createHash } from 'node:crypto';
import type { ParcelContent } from './parcel-content.ts';

// Crockford's alphabet, as all references of the platform have it.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The platform's reference of a submission that came from elsewhere: always the same for the same one, in the form `7K3M-92QX-4TBN`. */
export function referenceOfArrival(submission: string): string {
  const bytes = createHash('sha256').update(`delivery/arrival:${submission}`).digest();
  return Array.from({ length: 12 }, (_, index) => `${index > 0 && index % 4 === 0 ? '-' : ''}${ALPHABET[(bytes[index] ?? 0) & 31]}`).join('');
}

/** The id under which an attachment becomes evidence (UUID version 8, RFC 9562 §5.8). Senders choose the ids of attachments: the same one in two submissions must not be one thing. */
export function evidenceIdOf(submission: string, attachment: string): string {
  const bytes = createHash('sha256').update(`delivery/attachment:${submission}:${attachment}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5');
}

/** The content with a page for the caseworker about how it came: the sender's own reference and the attachments by name. */
export function withOrigin(content: ParcelContent, origin: { readonly senderReference: string | undefined; readonly attachments: readonly string[] }): ParcelContent {
  const page = {
    title: 'Über FIT-Connect eingegangen',
    rows: [{ label: 'Vorgangsnummer des Absenders', value: origin.senderReference }, ...origin.attachments.map((name, index) => ({ label: `Anlage ${index + 1}`, value: name }))],
  };
  return { ...content, summary: { ...content.summary, de: { ...content.summary.de, pages: [...content.summary.de.pages, page] } } };
}
