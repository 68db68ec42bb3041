import sharp from 'sharp';
import type { Refusal } from './refusal.ts';
import type { UploadKind } from './upload-kind.ts';

/** 60 megapixels: more than any phone of today takes for a document, and some 180 MB while it is open. */
const MOST_PIXELS = 60_000_000;
const LONGEST_SIDE = 4000;

/** Draws a picture anew from its pixels: upright, without metadata, thumbnails or anything behind its end. */
export async function cleanImage(bytes: Uint8Array, kind: Exclude<UploadKind, 'pdf'>): Promise<{ readonly bytes: Buffer } | { readonly refusal: Refusal }> {
  try {
    const image = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true, pages: 1 });
    const { width = 0, height = 0 } = await image.metadata();
    if (width * height > MOST_PIXELS) return { refusal: 'bomb' };
    const upright = image.autoOrient().resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true });
    const drawn = kind === 'jpeg' ? upright.jpeg({ quality: 88 }) : kind === 'png' ? upright.png() : upright.webp({ quality: 88 });
    return { bytes: await drawn.toBuffer() };
  } catch (error) {
    return { refusal: error instanceof Error && /pixel limit/u.test(error.message) ? 'bomb' : 'broken' };
  }
}
