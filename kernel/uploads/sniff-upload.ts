import type { Refusal } from './refusal.ts';
import type { UploadKind } from './upload-kind.ts';

const KINDS: Readonly<Record<string, UploadKind>> = { pdf: 'pdf', jpg: 'jpeg', png: 'png', webp: 'webp' };
/** What phones take photos in when nobody tells them otherwise. There is no decoder for it here; the refusal says how to send a JPEG. */
const HEIC: readonly string[] = ['heic', 'heif'];
/** Beginnings of what does not belong behind a picture or a PDF. */
const SECOND_FILES = [Buffer.from('PK\u0003\u0004', 'latin1'), Buffer.from('PK\u0005\u0006', 'latin1'), Buffer.from('Rar!\u001a\u0007', 'latin1'), Buffer.from('7z\u00bc\u00af\u0027\u001c', 'latin1'), Buffer.from('%PDF-')];
const MARKUP = /<(?:!doctype|html|script|svg|iframe|body|head|\?php)/iu;
const BOUNDARY_BYTES = 2048;

/**
 * Tells from the content alone what an upload is; name and declared type are not asked. Refuses what is none of the accepted kinds, and what is two kinds at once: a file that
 * begins like one thing and ends like another is opened differently by whoever comes later.
 */
export async function sniffUpload(bytes: Uint8Array, accepts: readonly UploadKind[]): Promise<{ readonly kind: UploadKind } | { readonly refusal: Refusal }> {
  if (bytes.length === 0) return { refusal: 'empty' };
  // Loaded with the first upload: most processes never see one.
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (found && HEIC.includes(found.ext)) return { refusal: 'heic' };
  const kind = found && KINDS[found.ext];
  if (kind === undefined || !accepts.includes(kind)) return { refusal: 'not-accepted' };
  return hasSecondFile(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), kind) ? { refusal: 'two-kinds' } : { kind };
}

function hasSecondFile(bytes: Buffer, kind: UploadKind): boolean {
  if (kind === 'pdf' && bytes.subarray(0, 5).toString('latin1') !== '%PDF-') return true;
  const end = endOf(bytes, kind);
  const behind = bytes.subarray(end);
  if (SECOND_FILES.some((beginning) => behind.includes(beginning))) return true;
  // Browsers and servers guess markup from the first and last stretch of a file.
  return [behind.subarray(0, BOUNDARY_BYTES), behind.subarray(-BOUNDARY_BYTES), kind === 'pdf' ? Buffer.alloc(0) : bytes.subarray(0, BOUNDARY_BYTES)].some((part) => MARKUP.test(part.toString('latin1').replaceAll(XMP, '')));
}

const XMP = /<\?xpacket[\s\S]*?(?:<\?xpacket end|$)/gu;

/** Where the file of this kind ends by its own structure; what follows belongs to something else. */
function endOf(bytes: Buffer, kind: UploadKind): number {
  if (kind === 'pdf') {
    const last = bytes.lastIndexOf('%%EOF');
    // A zip archive puts its own comment behind everything, so a PDF inside of one has its end before the directory of the archive.
    return last < 0 ? bytes.length : last + 5;
  }
  if (kind === 'png') {
    const end = bytes.indexOf('IEND');
    return end < 0 ? bytes.length : end + 8;
  }
  if (kind === 'webp') return Math.min(bytes.length, bytes.length >= 12 ? bytes.readUInt32LE(4) + 8 : 12);
  return endOfJpeg(bytes);
}

function endOfJpeg(bytes: Buffer): number {
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return bytes.length;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xd9) return at + 2;
    if (marker === 0xff || (marker >= 0xd0 && marker <= 0xd7)) { at += marker === 0xff ? 1 : 2; continue; }
    at += 2 + bytes.readUInt16BE(at + 2);
    if (marker !== 0xda) continue;
    // Inside of the picture's data 0xFF is followed by 0x00 or a restart marker.
    while (at + 1 < bytes.length && !(bytes[at] === 0xff && bytes[at + 1] !== 0x00 && !((bytes[at + 1] ?? 0) >= 0xd0 && (bytes[at + 1] ?? 0) <= 0xd7))) at += 1;
  }
  return bytes.length;
}
