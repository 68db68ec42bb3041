import { newId, type TenantId, type TenantTx } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { endSessionRow, findSession, insertSession } from '../data/session.ts';
import { newToken, SESSION_IDLE_MS, SESSION_LIFETIME_MS, tokenHash } from '../domain/citizen-session.ts';
import type { Level } from '../domain/level.ts';

/** A session that has just begun. The token is given to the browser once. */
export type StartedCitizenSession = { readonly tenant: TenantId; readonly token: string };

/** Begins a session of an account. The session that this browser had before ends: a new proof means a new token. */
export async function startCitizenSession(
  ctx: Pick<ActionContext, 'clock' | 'database'>, tx: TenantTx, begin: { account: string; level: Exclude<Level, 'none'>; source: string; before: string | undefined },
): Promise<StartedCitizenSession> {
  const at = ctx.clock.now();
  const before = begin.before === undefined ? undefined : await findSession(ctx.database, tx.tenant, { tokenHash: tokenHash(begin.before), now: at, usedAfter: new Date(at.getTime() - SESSION_IDLE_MS) });
  if (before) await endSessionRow(tx, { id: before.id, accountId: before.accountId, at });
  const token = newToken();
  await insertSession(tx, { id: newId(), accountId: begin.account, level: begin.level, source: begin.source, tokenHash: tokenHash(token), at, expiresAt: new Date(at.getTime() + SESSION_LIFETIME_MS) });
  return { tenant: tx.tenant, token };
}
