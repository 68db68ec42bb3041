import type { Tx } from '@allmende/database';
import { insertSession } from '../data/session.ts';
import type { SignInMethod } from '../domain/second-factor.ts';
import { newSession, type SessionGround } from '../domain/session.ts';

/** A session that has just begun. The token is shown only here. */
export type StartedSession = { readonly sessionId: string; readonly token: string; readonly expiresAt: Date };

/** Begins a session of an account, with what was shown for it. */
export async function startSession(tx: Tx, accountId: string, now: Date, methods: readonly SignInMethod[] = ['password'], ground: SessionGround = {}): Promise<StartedSession> {
  const { session, token } = newSession(accountId, now, methods, ground);
  await insertSession(tx, session);
  return { sessionId: session.id, token, expiresAt: session.expiresAt };
}
