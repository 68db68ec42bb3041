import { createHash, randomBytes } from 'node:crypto';

/** How long a code for entering lives. */
export const ENTRY_LIFETIME_MS = 60_000;
/** Longest life of a session at an app; it ends earlier with the platform's session or the grant. */
export const APP_SESSION_LIFETIME_MS = 12 * 3_600_000;

/** A fresh secret: 32 random bytes in base64url. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Whether a text has the shape of a secret or of the hash of one. */
export function isSecret(text: string | undefined): text is string {
  return text !== undefined && /^[\w-]{43}$/u.test(text);
}

/** What is stored of a secret. It is random, so a plain SHA-256 cannot be turned back. */
export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** The hash of the browser's secret as it goes through addresses. */
export function stateOf(browserSecret: string): string {
  return secretHash(browserSecret).toString('base64url');
}
