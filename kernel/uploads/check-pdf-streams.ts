import { inflateSync } from 'node:zlib';

const MOST_BYTES_OF_ONE = 150_000_000;
const MOST_BYTES = 800_000_000;
const DEEPEST = 4;

/** Whether something inside of a PDF grows out of proportion when it is unpacked, also when it was packed several times. Unpacks one stream at a time within a limit. */
export function hasBomb(pdf: Uint8Array): boolean {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.length);
  let total = 0;
  for (let at = bytes.indexOf('stream'); at >= 0; at = bytes.indexOf('stream', at + 6)) {
    if (bytes.subarray(at - 3, at).toString('latin1') === 'end') continue;
    let start = at + 6;
    if (bytes[start] === 0x0d) start += 1;
    if (bytes[start] === 0x0a) start += 1;
    const end = bytes.indexOf('endstream', start);
    let packed: Buffer = bytes.subarray(start, end < 0 ? bytes.length : end);
    for (let depth = 0; looksPacked(packed); depth += 1) {
      if (depth === DEEPEST) return true;
      try {
        packed = inflateSync(packed, { maxOutputLength: MOST_BYTES_OF_ONE });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return true;
        break;
      }
      total += packed.length;
      if (total > MOST_BYTES) return true;
    }
  }
  return false;
}

function looksPacked(bytes: Buffer): boolean {
  return bytes.length > 64 && ((bytes[0] ?? 0) & 0x0f) === 8 && (((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)) % 31 === 0;
}
