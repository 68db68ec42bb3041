import { requireAccount } from '@allmende/access';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { noteVouchedAt } from '../data/session.ts';
import { sessionTokenHash } from '../domain/session.ts';

/** Notes that the provider of the person's authority has just said again who sits there; the next confirmation of this session within five minutes takes it. Throws NotFound for a session that does not live or is not the acting person's. */
export async function noteVouched(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>, input: { readonly token: string }): Promise<void> {
  const { accountId } = requireAccount(ctx.actor);
  if (!(await ctx.database.withoutTenant((tx) => noteVouchedAt(tx, { accountId, tokenHash: sessionTokenHash(input.token), at: ctx.clock.now() })))) throw new NotFound();
}
