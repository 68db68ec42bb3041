import { createHash } from 'node:crypto';
import { oneTimePassword } from './one-time-password.ts';

const COUNT = 8;

/** Fresh recovery codes, each six groups of four characters: some 119 random bits, so that a plain hash will do (OWASP ASVS 5.0, 6.5.2). Shown once. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: COUNT }, () => oneTimePassword(6));
}

/** What is stored of a code, however it was typed. The code is random, so a plain SHA-256 cannot be turned back. */
export function recoveryCodeHash(accountId: string, typed: string): Buffer {
  const letters = typed.toLowerCase().replaceAll(/[^a-z\d]/gu, '');
  return createHash('sha256').update(`recovery-code:${accountId}:${letters}`).digest();
}
