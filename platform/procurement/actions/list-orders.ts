import { requirePermission } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { listOrders as loadOrders } from '../data/order.ts';
import type { Order } from '../domain/order.ts';
import { seeOrders } from '../domain/permissions.ts';

/** Orders of the authority, all or those of one need, the newest first; at most 500. */
export async function listOrders(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>, input: { need?: string } = {}): Promise<readonly Order[]> {
  requirePermission(ctx.actor, seeOrders, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, (tx) => loadOrders(tx, input));
}
