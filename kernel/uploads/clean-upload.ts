import { cleanImage } from './clean-image.ts';
import { cleanPdf } from './clean-pdf.ts';
import type { Refusal } from './refusal.ts';
import { sniffUpload } from './sniff-upload.ts';
import type { UploadKind } from './upload-kind.ts';

/** An upload made harmless, or why it is not taken. */
export type CleanedUpload = { readonly kind: UploadKind; readonly bytes: Uint8Array } | { readonly refusal: Refusal };

/** Sniffs an upload and writes it anew without anything that could act or tell more than is seen. Works in this thread; `inspectUpload` keeps it in one of its own. */
export async function cleanUpload(bytes: Uint8Array, accepts: readonly UploadKind[]): Promise<CleanedUpload> {
  const sniffed = await sniffUpload(bytes, accepts);
  if ('refusal' in sniffed) return sniffed;
  const { kind } = sniffed;
  const cleaned = kind === 'pdf' ? await cleanPdf(bytes) : await cleanImage(bytes, kind);
  return 'refusal' in cleaned ? cleaned : { kind, bytes: cleaned.bytes };
}
