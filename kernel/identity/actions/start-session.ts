import { newId, type Tx } from '@allmende/database';
import { insertSession } from '../data/session.ts';
import type { SignInMethod } from '../domain/second-factor.ts';
import { newSessionToken, SESSION_LIFETIME_MS, sessionTokenHash } from '../domain/session.ts';

/** A session that has just begun. The token is shown only here. */
export type StartedSession = { readonly sessionId: string; readonly token: string; readonly expiresAt: Date };

/** Begins a session of an account, with what was shown for it. */
export async function startSession(tx: Tx, accountId: string, now: Date, methods: readonly SignInMethod[] = ['password']): Promise<StartedSession> {
  const token = newSessionToken();
  const session = { id: newId(), accountId, tokenHash: sessionTokenHash(token), createdAt: now, expiresAt: new Date(now.getTime() + SESSION_LIFETIME_MS), methods };
  await insertSession(tx, session);
  return { sessionId: session.id, token, expiresAt: session.expiresAt };
}
