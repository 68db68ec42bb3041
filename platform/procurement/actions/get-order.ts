import { requirePermission } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { getOrder as loadOrder } from '../data/order.ts';
import type { Order } from '../domain/order.ts';
import { seeOrders } from '../domain/permissions.ts';

/** One order of the authority; throws NotFound. */
export async function getOrder(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>, input: { order: string }): Promise<Order> {
  requirePermission(ctx.actor, seeOrders, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, (tx) => loadOrder(tx, input.order));
}
