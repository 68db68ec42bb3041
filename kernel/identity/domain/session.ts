import { createHash, randomBytes } from 'node:crypto';
import { newId } from '@allmende/ids';
import type { SignInMethod } from './second-factor.ts';

/** Longest life of a session, whatever happens in it: a working day. */
export const SESSION_LIFETIME_MS = 12 * 3_600_000;
/** A session that nobody used for so long is over. */
export const SESSION_IDLE_MS = 60 * 60_000;
/** How exactly the last use is kept. */
export const SESSION_TOUCH_MS = 60_000;

/** For so long after signing in or confirming, sensitive acts ask for nothing. */
export const CONFIRMED_FOR_MS = 15 * 60_000;

/** A fresh token: 32 random bytes in base64url. Shown once, to the browser or program that signed in. */
export function newSessionToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token. The token is random, so a plain SHA-256 cannot be turned back. */
export function sessionTokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** The authority's own provider vouched again: so long a confirmation may take it. */
export const VOUCHED_FOR_MS = 5 * 60_000;

/** For sessions that an authority's own provider vouches for: which authority, and when the person showed there who they are. */
export type SessionGround = { readonly vouchedBy?: string; readonly confirmedAt?: Date };

/** A session as it is stored when it begins. */
export type NewSession = { readonly id: string; readonly accountId: string; readonly tokenHash: Buffer; readonly createdAt: Date; readonly expiresAt: Date; readonly methods: readonly SignInMethod[] } & SessionGround;

/** A session that begins now, and its token, which is nowhere stored. */
export function newSession(accountId: string, now: Date, methods: readonly SignInMethod[], ground: SessionGround = {}): { readonly session: NewSession; readonly token: string } {
  const token = newSessionToken();
  return { token, session: { id: newId(), accountId, tokenHash: sessionTokenHash(token), createdAt: now, expiresAt: new Date(now.getTime() + SESSION_LIFETIME_MS), methods, ...ground } };
}
