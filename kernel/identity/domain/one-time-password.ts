import { randomInt } from 'node:crypto';

// Without 0, 1, i, l and o, which look alike on paper and on the telephone.
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password for one first sign-in, such as `h7kd-m3xq-w9fp-r2tc`: 16 random characters, some 79 bits. */
export function oneTimePassword(): string {
  return Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')).join('-');
}
