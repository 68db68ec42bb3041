import { requirePermission } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { listNeeds as loadNeeds } from '../data/need.ts';
import type { Need } from '../domain/need.ts';
import { seeNeeds } from '../domain/permissions.ts';

/** What the authority looks for, the newest first; at most 500. */
export async function listNeeds(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>): Promise<readonly Need[]> {
  requirePermission(ctx.actor, seeNeeds, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, (tx) => loadNeeds(tx));
}
