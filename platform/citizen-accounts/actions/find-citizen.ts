import type { TenantId } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { endSessionRow, findSession, rotateToken, touchSession } from '../data/session.ts';
import { isToken, newToken, SESSION_IDLE_MS, SESSION_TOUCH_MS, tokenHash, TOKEN_LIFETIME_MS, TOKEN_OVERLAP_MS } from '../domain/citizen-session.ts';
import type { Level } from '../domain/level.ts';

/** A citizen whom an authority knows, and how surely. No actor with rights: it only opens what is the person's own. */
export type Citizen = { readonly tenant: TenantId; readonly account: string; readonly session: string; readonly level: Exclude<Level, 'none'> };

/** The citizen behind a token. `token` is set when the browser must be given another one. */
export type FoundCitizen = { readonly citizen: Citizen; readonly token?: string };

/**
 * The citizen behind a session token; undefined for unknown, ended, idle and expired ones. After ten minutes the token is replaced. Who comes with the replaced one later than a request can be under way ends the session: one of two who hold it has stolen it.
 */
export async function findCitizen(ctx: Pick<ActionContext, 'database' | 'clock'>, input: { tenant: TenantId; token: string | undefined; /** The caller cannot take another token. */ keepsToken?: boolean }): Promise<FoundCitizen | undefined> {
  const { tenant, token } = input;
  if (token === undefined || !isToken(token)) return undefined;
  const now = ctx.clock.now();
  const found = await findSession(ctx.database, tenant, { tokenHash: tokenHash(token), now, usedAfter: new Date(now.getTime() - SESSION_IDLE_MS) });
  if (!found) return undefined;
  const age = now.getTime() - found.rotatedAt.getTime();
  if (found.isPrevious && age > TOKEN_OVERLAP_MS) {
    await ctx.database.inTenant(tenant, (tx) => endSessionRow(tx, { id: found.id, accountId: found.accountId, at: now }));
    return undefined;
  }
  const citizen: Citizen = { tenant, account: found.accountId, session: found.id, level: found.level };
  if (!input.keepsToken && !found.isPrevious && age >= TOKEN_LIFETIME_MS) {
    const next = newToken();
    const isRotated = await ctx.database.inTenant(tenant, (tx) => rotateToken(tx, { id: found.id, from: tokenHash(token), to: tokenHash(next), at: now }));
    return isRotated ? { citizen, token: next } : { citizen };
  }
  if (now.getTime() - found.lastUsedAt.getTime() >= SESSION_TOUCH_MS) await ctx.database.inTenant(tenant, (tx) => touchSession(tx, found.id, now));
  return { citizen };
}
