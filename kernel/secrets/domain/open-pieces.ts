import { createDecipheriv } from 'node:crypto';
import { CannotOpen } from './errors.ts';
import { HEAD_BYTES, nonceOf, PIECE_BYTES, PIECE_TAG_BYTES, PIECES_VERSION } from './pieces.ts';
import { keyOfPieces } from './seal-pieces.ts';
import type { SecretKey } from './seal.ts';

/** Sealed bytes that lie elsewhere: `end` is the first byte that is not read. */
export type SealedSource = { readonly size: number; read(start: number, end: number): Promise<Uint8Array> };

/** Plain bytes of which any part can be read; `end` is the first byte that is not read. Every piece is checked before anything of it is handed out: throws CannotOpen. */
export type OpenedPieces = { readonly sizeBytes: number; range(start: number, end: number): AsyncGenerator<Buffer> };

// A reader of a ZIP file goes to and fro between its directory and its files.
const KEPT_PIECES = 4;

/** Opens what `sealPieces` sealed, reading only the pieces that are asked for; five of them are in memory at most. Undefined when it was not sealed in pieces. Throws CannotOpen. */
export async function openPieces(key: SecretKey, sealed: SealedSource, context: string): Promise<OpenedPieces | undefined> {
  const head = Buffer.from(await sealed.read(0, Math.min(HEAD_BYTES, sealed.size)));
  if (head[0] !== PIECES_VERSION) return undefined;
  const body = sealed.size - HEAD_BYTES;
  if (body < PIECE_TAG_BYTES) throw new CannotOpen();
  const full = PIECE_BYTES + PIECE_TAG_BYTES;
  const count = Math.ceil(body / full);
  const sizeBytes = body - count * PIECE_TAG_BYTES;
  const own = keyOfPieces(key, head.subarray(1), context);
  const open = async (index: number): Promise<Buffer> => {
    const start = HEAD_BYTES + index * full;
    const piece = await sealed.read(start, Math.min(start + full, sealed.size));
    if (piece.length < PIECE_TAG_BYTES) throw new CannotOpen();
    const decipher = createDecipheriv('aes-256-gcm', own, nonceOf(index, index === count - 1));
    decipher.setAuthTag(piece.subarray(piece.length - PIECE_TAG_BYTES));
    try {
      const plain = decipher.update(piece.subarray(0, piece.length - PIECE_TAG_BYTES));
      decipher.final();
      return plain;
    } catch (error) {
      throw new CannotOpen({ cause: error });
    }
  };
  const kept = new Map<number, Buffer>();
  const pieceAt = async (index: number): Promise<Buffer> => {
    const known = kept.get(index);
    const piece = known ?? (await open(index));
    kept.delete(index);
    kept.set(index, piece);
    if (kept.size > KEPT_PIECES) for (const oldest of kept.keys()) { kept.delete(oldest); break; }
    return piece;
  };
  // The last piece says that nothing was cut off.
  await pieceAt(count - 1);
  return {
    sizeBytes,
    async *range(start, end) {
      if (start < 0 || end > sizeBytes || start > end) throw new RangeError('outside of what was sealed');
      for (let at = start; at < end;) {
        const index = Math.floor(at / PIECE_BYTES);
        const part = (await pieceAt(index)).subarray(at - index * PIECE_BYTES, Math.min(end - index * PIECE_BYTES, PIECE_BYTES));
        yield part;
        at += part.length;
      }
    },
  };
}
