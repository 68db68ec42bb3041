import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import type { ActionContext } from '@allmende/house';
import { getNeedForUpdate, saveNeedState } from '../data/need.ts';
import { unpublishNeed } from '../data/published-need.ts';
import { requireOpen } from '../domain/need.ts';
import { recordNeeds } from '../domain/permissions.ts';

/** Takes an open need back; other members no longer see it. Throws NotFound and NeedNotOpen. */
export async function withdrawNeed(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: { need: string }): Promise<void> {
  requirePermission(ctx.actor, recordNeeds, ctx.tenant);
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const need = await getNeedForUpdate(tx, input.need);
    requireOpen(need);
    await saveNeedState(tx, need.id, 'withdrawn');
    await unpublishNeed(tx, need.id);
    await record(tx, { actor: ctx.actor, action: 'needs/need-withdrawn', subject: { kind: 'need', id: need.id }, facts: { category: need.category }, at: ctx.clock.now() });
  });
}
