/** Plain bytes of one sealed piece; every piece but the last is full. */
export const PIECE_BYTES = 1024 ** 2;

/** What a piece grows by. */
export const PIECE_TAG_BYTES = 16;

/** How what was sealed in pieces begins; what was sealed in one begins with 1. */
export const PIECES_VERSION = 2;

/** Version and salt before the first piece. */
export const HEAD_BYTES = 17;

/** The nonce of a piece: its number, and whether it is the last (STREAM, as in the file format age). Each stream has a key of its own. */
export function nonceOf(index: number, isLast: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeBigUInt64BE(BigInt(index), 3);
  bytes[11] = isLast ? 1 : 0;
  return bytes;
}
