import { requireAccount } from '@allmende/access';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { endSessionOfAccount } from '../data/session.ts';

/** Ends one own session, such as that of a lost device. Throws NotFound for one that is not the person's own or over already. */
export async function endOwnSession(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>, input: { readonly sessionId: string }): Promise<void> {
  const { accountId } = requireAccount(ctx.actor);
  if (!(await ctx.database.withoutTenant((tx) => endSessionOfAccount(tx, accountId, input.sessionId, ctx.clock.now())))) throw new NotFound();
}
