import { createCipheriv, createDecipheriv } from 'node:crypto';
import { WrongRecoveryKey } from './errors.ts';

/** Bytes of one piece of a sealed file; every piece but the last is full. */
export const PIECE_BYTES = 64 * 1024;
/** What a piece grows by. */
export const TAG_BYTES = 16;
/** How a sealed file begins; then follow 32 bytes of the sealer's public key and the pieces. */
export const SEALED_MAGIC = Buffer.from('allmende-sealed-1\n', 'utf8');

// The number of the piece and whether it is the last are the nonce: pieces can be neither swapped nor cut off (STREAM, as in the file format age).
function nonce(index: number, isLast: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeBigUInt64BE(BigInt(index), 3);
  bytes[11] = isLast ? 1 : 0;
  return bytes;
}

/** Seals one piece of a file under the key of that file alone. */
export function sealPiece(key: Uint8Array, index: number, isLast: boolean, plain: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce(index, isLast));
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Opens one piece; throws WrongRecoveryKey when key, place or bytes are not those of the sealing. */
export function openPiece(key: Uint8Array, index: number, isLast: boolean, sealed: Uint8Array): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce(index, isLast));
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES)), decipher.final()]);
  } catch {
    throw new WrongRecoveryKey();
  }
}
