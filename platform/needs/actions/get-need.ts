import { requirePermission } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { getNeed as loadNeed } from '../data/need.ts';
import type { Need } from '../domain/need.ts';
import { seeNeeds } from '../domain/permissions.ts';

/** One need of the authority; throws NotFound. */
export async function getNeed(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>, input: { need: string }): Promise<Need> {
  requirePermission(ctx.actor, seeNeeds, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, (tx) => loadNeed(tx, input.need));
}
