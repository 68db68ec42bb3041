import { requireAccount } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { endSessionsOfAccount } from '../data/session.ts';
import { sessionTokenHash } from '../domain/session.ts';

/** Ends all own sessions but the one of this token; returns how many ended. */
export async function endOtherSessions(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>, token: string): Promise<number> {
  const { accountId } = requireAccount(ctx.actor);
  return ctx.database.withoutTenant((tx) => endSessionsOfAccount(tx, accountId, ctx.clock.now(), sessionTokenHash(token)));
}
