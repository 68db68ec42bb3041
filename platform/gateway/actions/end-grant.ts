import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { closeGrant } from '../data/grant.ts';
import { manageGrants } from '../domain/permissions.ts';

/** Takes access to an instance away; takes effect within seconds, also where a window is open. Throws NotFound when there is no such grant. */
export async function endGrant(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: { readonly instance: string; readonly grant: string }): Promise<void> {
  requirePermission(ctx.actor, manageGrants, ctx.tenant);
  const at = ctx.clock.now();
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const closed = await closeGrant(tx, { id: input.grant, instance: input.instance, at, by: ctx.actor.kind === 'staff' ? ctx.actor.accountId : undefined });
    if (!closed) throw new NotFound();
    await record(tx, { actor: ctx.actor, action: 'gateway/access-ended', subject: { kind: 'instance', id: input.instance }, facts: { grant: input.grant }, personal: { person: closed.accountId }, at });
  });
}
