import { createHash, randomBytes } from 'node:crypto';

/** Longest life of a session, whatever happens in it. */
export const SESSION_LIFETIME_MS = 4 * 3_600_000;
/** A session that nobody used for so long is over. */
export const SESSION_IDLE_MS = 30 * 60_000;
/** How exactly the last use is kept. */
export const SESSION_TOUCH_MS = 60_000;
/** After so long the token in the browser is replaced by another. */
export const TOKEN_LIFETIME_MS = 10 * 60_000;
/** How long the token before is still taken: requests that were under way when it was replaced. Whoever brings it later has stolen it, or was stolen from. */
export const TOKEN_OVERLAP_MS = 60_000;
/** How long somebody may take at the other side to prove who they are. */
export const REQUEST_LIFETIME_MS = 15 * 60_000;
/** How long the ticket lives that an answer leaves for the browser that asked. */
export const TICKET_LIFETIME_MS = 2 * 60_000;

const TOKEN = /^[\w-]{43}$/u;

/** A fresh token: 32 random bytes in base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Whether a text could be one of our tokens. */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/** What is stored of a token. It is random, so a plain SHA-256 cannot be turned back. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
