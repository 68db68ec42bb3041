import { requirePermission } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { selectInstances } from '../data/instance.ts';
import type { Instance } from '../domain/instance.ts';
import { seeInstances } from '../domain/permissions.ts';

/** All instances of the authority, the newest first. */
export async function listInstances(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>): Promise<Instance[]> {
  requirePermission(ctx.actor, seeInstances, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, selectInstances);
}
