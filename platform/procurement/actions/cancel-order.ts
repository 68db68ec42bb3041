import { requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import type { ActionContext } from '@allmende/house';
import { getOrderForUpdate, saveOrder } from '../data/order.ts';
import { cancel, type Order } from '../domain/order.ts';
import { placeOrders } from '../domain/permissions.ts';

/** Takes an order back while there is no contract. Throws NotFound and NotInThisOrderState. */
export async function cancelOrder(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: { order: string }): Promise<Order> {
  requirePermission(ctx.actor, placeOrders, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const at = ctx.clock.now();
    const before = await getOrderForUpdate(tx, input.order);
    const order = cancel(before, { by: accountId, at });
    await saveOrder(tx, order);
    await record(tx, { actor: ctx.actor, action: 'procurement/order-cancelled', subject: { kind: 'order', id: order.id }, facts: { version: order.version, from: before.state }, at });
    return order;
  });
}
