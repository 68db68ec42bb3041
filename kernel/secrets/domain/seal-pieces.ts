import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { HEAD_BYTES, nonceOf, PIECE_BYTES, PIECES_VERSION } from './pieces.ts';
import type { SecretKey } from './seal.ts';

/**
 * Seals what is too large for the memory, piece by piece as it is taken: version, 16 random bytes, then pieces of 1 MiB with a tag each (AES-256-GCM). Place and end of a piece are part of its sealing, so that
 * pieces can be neither swapped nor cut off. `context` must be the same for opening.
 */
export async function* sealPieces(key: SecretKey, source: AsyncIterable<Uint8Array>, context: string): AsyncGenerator<Buffer> {
  const salt = randomBytes(HEAD_BYTES - 1);
  const own = keyOfPieces(key, salt, context);
  yield Buffer.concat([Buffer.of(PIECES_VERSION), salt]);
  let index = 0;
  for await (const { piece, isLast } of piecesOf(source)) {
    const cipher = createCipheriv('aes-256-gcm', own, nonceOf(index++, isLast));
    const body = cipher.update(piece);
    cipher.final();
    yield body;
    yield cipher.getAuthTag();
  }
}

/** A key for one sealed stream alone (HKDF-SHA-256, RFC 5869): one data key may seal many. */
export function keyOfPieces(key: SecretKey, salt: Uint8Array, context: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, `allmende-pieces-1:${context}`, 32));
}

// Full pieces and a last one, which is empty only when there was nothing. The one buffer is used again: a piece is sealed before the next is asked for.
async function* piecesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<{ readonly piece: Buffer; readonly isLast: boolean }> {
  const held = Buffer.allocUnsafeSlow(PIECE_BYTES);
  let length = 0;
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length;) {
      if (length === PIECE_BYTES) {
        yield { piece: held, isLast: false };
        length = 0;
      }
      const taken = chunk.subarray(at, at + PIECE_BYTES - length);
      held.set(taken, length);
      length += taken.length;
      at += taken.length;
    }
  }
  yield { piece: held.subarray(0, length), isLast: true };
}
