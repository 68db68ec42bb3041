import { requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import type { ActionContext } from '@allmende/house';
import { getOrderForUpdate, saveOrder } from '../data/order.ts';
import { refuse, type Order } from '../domain/order.ts';
import { approveOrders } from '../domain/permissions.ts';

/** Refuses an order as a second person, with a reason. Throws NotFound, InvalidInput, SecondPersonNeeded and NotInThisOrderState. */
export async function refuseOrder(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: { order: string; reason: string }): Promise<Order> {
  requirePermission(ctx.actor, approveOrders, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const at = ctx.clock.now();
    const order = refuse(await getOrderForUpdate(tx, input.order), { by: accountId, at }, input.reason);
    await saveOrder(tx, order);
    await record(tx, { actor: ctx.actor, action: 'procurement/order-refused', subject: { kind: 'order', id: order.id }, facts: { version: order.version }, personal: { reason: input.reason }, at });
    return order;
  });
}
