import { requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import type { ActionContext } from '@allmende/house';
import { NotFound } from '@allmende/errors';
import { getOrderForUpdate, saveOrder } from '../data/order.ts';
import { withoutLine, type Order } from '../domain/order.ts';
import { placeOrders } from '../domain/permissions.ts';

/** Takes a line out of a draft. Throws NotFound and NotInThisOrderState. */
export async function removeLine(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: { order: string; position: number }): Promise<Order> {
  requirePermission(ctx.actor, placeOrders, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const before = await getOrderForUpdate(tx, input.order);
    const line = before.lines.find((one) => one.position === input.position);
    if (line === undefined) throw new NotFound();
    const order = withoutLine(before, input.position, accountId);
    await saveOrder(tx, order);
    await record(tx, { actor: ctx.actor, action: 'procurement/line-removed', subject: { kind: 'order', id: order.id }, facts: { offer: line.offer }, at: ctx.clock.now() });
    return order;
  });
}
