import { requirePermission } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { selectHeads } from '../data/tree.ts';
import { seeLogOf } from '../domain/permissions.ts';
import { bundleAudit } from './bundle-audit.ts';
import { record } from './record.ts';

/** The log of `ctx.tenant` as one bundle (see `bundleAudit`), made while it is read. That somebody took it away is recorded first. */
export async function bundleLog(ctx: Pick<ActionContext, 'config' | 'database' | 'clock' | 'actor' | 'tenant'>): Promise<AsyncIterable<string>> {
  requirePermission(ctx.actor, seeLogOf(ctx.tenant), ctx.tenant);
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const [head] = await selectHeads(tx, ctx.tenant);
    await record(tx, { actor: ctx.actor, action: 'audit/bundle-exported', subject: { kind: 'log', id: ctx.tenant }, facts: { size: head?.size ?? 0 }, at: ctx.clock.now() });
  });
  return bundleAudit(ctx.database, ctx.config.checkpointsDir, ctx.tenant, ctx.clock.now());
}
