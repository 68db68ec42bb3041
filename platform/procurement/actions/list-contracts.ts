import { requirePermission } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { listContracts as loadContracts } from '../data/contract.ts';
import type { Contract } from '../domain/contract.ts';
import { seeOrders } from '../domain/permissions.ts';

/** Contracts of the authority, the newest first; at most 500. */
export async function listContracts(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>): Promise<readonly Contract[]> {
  requirePermission(ctx.actor, seeOrders, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, (tx) => loadContracts(tx));
}
