import { loadGrants, requireAccount, type Grant } from '@allmende/access';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findAccount } from '../data/account.ts';
import { listSessions } from '../data/session.ts';
import { SESSION_IDLE_MS, sessionTokenHash } from '../domain/session.ts';
import { hasSecondFactor } from './has-second-factor.ts';

/** What somebody sees of the own account. `grants` are the roles of today, also while a one-time password keeps them closed. */
export type OwnAccount = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly mustChange: boolean;
  readonly passwordSetAt: Date;
  readonly hasSecondFactor: boolean;
  readonly grants: readonly Grant[];
  readonly sessions: readonly { readonly id: string; readonly createdAt: Date; readonly lastUsedAt: Date; readonly methods: readonly string[]; readonly isCurrent: boolean }[];
};

/** The own account with roles and living sessions; `token` tells which of them is the current one. */
export async function ownAccount(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>, token?: string): Promise<OwnAccount> {
  const { accountId } = requireAccount(ctx.actor);
  const now = ctx.clock.now();
  const current = token === undefined ? undefined : sessionTokenHash(token);
  return ctx.database.withoutTenant(async (tx) => {
    const account = await findAccount(tx, accountId);
    if (!account) throw new NotFound();
    const grants = await loadGrants(tx, accountId, ctx.clock.today());
    const sessions = await listSessions(tx, accountId, { now, usedAfter: new Date(now.getTime() - SESSION_IDLE_MS) });
    const { id, email, name, passwordMustChange: mustChange, passwordSetAt } = account;
    const secondFactor = await hasSecondFactor(tx, id);
    return { id, email, name, mustChange, passwordSetAt, hasSecondFactor: secondFactor, grants, sessions: sessions.map(({ id: session, tokenHash, createdAt, lastUsedAt, methods }) => ({ id: session, createdAt, lastUsedAt, methods, isCurrent: current?.equals(tokenHash) ?? false })) };
  });
}
