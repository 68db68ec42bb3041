import { hash, timingSafeEqual } from 'node:crypto';

// Crockford's alphabet: no I, L, O and U, so that nothing is misread on paper.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A code for people from random bytes, five bits a character, in groups of four: `7K3M-92QX-4TBN`. */
export function codeFrom(random: Uint8Array, characters: number): string {
  const bits = [...random].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  if (bits.length < characters * 5) throw new RangeError('not enough random bytes');
  const code = Array.from({ length: characters }, (_, index) => ALPHABET[Number.parseInt(bits.slice(index * 5, index * 5 + 5), 2)]).join('');
  return code.match(/.{1,4}/gu)?.join('-') ?? code;
}

/** A code as it was typed, in its one form: letters that look like digits are read as digits, everything else is forgiven. */
export function normalCode(typed: string): string {
  const bare = typed.slice(0, 100).toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/gu, '1').replaceAll(/[^0-9A-Z]/gu, '');
  return bare.match(/.{1,4}/gu)?.join('-') ?? '';
}

/** What is stored of a secret or looked up of a reference. */
export function hashOfCode(code: string): Buffer {
  return hash('sha256', code, 'buffer');
}

/** Whether a secret is the one that was hashed; takes the same time either way. */
export function isSecretOf(secret: string, hash: Uint8Array): boolean {
  return timingSafeEqual(hashOfCode(secret), hash);
}
