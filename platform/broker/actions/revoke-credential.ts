import { requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { endCredential } from '../data/credential.ts';
import { manageMarketplaces } from '../domain/permissions.ts';

/** Ends a credential at once. What was ordered with it stays as it is. Throws NotFound, also when it has ended already. */
export async function revokeCredential(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: { readonly credential: string }): Promise<void> {
  requirePermission(ctx.actor, manageMarketplaces, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  const at = ctx.clock.now();
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    if (!(await endCredential(tx, input.credential, { at, account: accountId }))) throw new NotFound();
    await record(tx, { actor: ctx.actor, action: 'broker/credential-revoked', subject: { kind: 'broker-credential', id: input.credential }, facts: {}, at });
  });
}
