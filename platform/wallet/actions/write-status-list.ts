import { deflateSync } from 'node:zlib';

/** Places in one list, and bits for each: valid 0, revoked 1, suspended 2 (Token Status List, section 7). */
export const LIST_SIZE = 65_536;
const BITS = 2;
const NUMBERS = { valid: 0, revoked: 1, suspended: 2 } as const;

/** A whole list as the standard writes it, compressed. */
export function writeStatusList(notValid: readonly { readonly index: number; readonly status: keyof typeof NUMBERS }[]): { readonly bits: number; readonly lst: string } {
  const bytes = Buffer.alloc((LIST_SIZE * BITS) / 8);
  for (const { index, status } of notValid) {
    const at = Math.floor(index / 4);
    bytes[at] = (bytes[at] ?? 0) | (NUMBERS[status] << ((index % 4) * BITS));
  }
  return { bits: BITS, lst: deflateSync(bytes, { level: 9 }).toString('base64url') };
}
