import { transcode } from 'node:buffer';

/**
 * The bytes of a page in UTF-8. As soon as one letter of a page lies beyond Latin-1 (a dash is enough) the usual ways take several times as long: a page of forty questions spent a fifth of its time there.
 * What has no form in UTF-8, half of a surrogate pair, becomes U+FFFD as everywhere.
 */
export function pageBytes(text: string): Buffer {
  try {
    return transcode(Buffer.from(text, 'utf16le'), 'utf16le', 'utf8');
  } catch {
    return Buffer.from(text, 'utf8');
  }
}
