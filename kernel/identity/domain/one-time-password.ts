import { randomInt } from 'node:crypto';

// Without 0, 1, i, l and o, which look alike on paper and on the telephone.
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password for one first sign-in, such as `h7kd-m3xq-w9fp-r2tc`: 16 random characters, some 79 bits, unless told how many groups of four. */
export function oneTimePassword(groups = 4): string {
  return Array.from({ length: groups }, () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')).join('-');
}
