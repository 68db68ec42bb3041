import { requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import type { ActionContext } from '@allmende/house';
import { getOrderForUpdate, saveOrder } from '../data/order.ts';
import { confirmBudget as decide, type Order } from '../domain/order.ts';
import { checkBudget, type BudgetCheck } from '../domain/order-check.ts';
import { checkBudgets } from '../domain/permissions.ts';

/** The treasurer's office states that the budget covers an order. Of two people at the same moment the second is told that it is done. Throws NotFound, InvalidInput, SecondPersonNeeded and NotInThisOrderState. */
export async function confirmBudget(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: BudgetCheck & { readonly order: string }): Promise<Order> {
  requirePermission(ctx.actor, checkBudgets, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  const check = checkBudget({ position: input.position, note: input.note });
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const at = ctx.clock.now();
    const order = decide(await getOrderForUpdate(tx, input.order), { by: accountId, at }, check);
    await saveOrder(tx, order);
    await record(tx, { actor: ctx.actor, action: 'procurement/budget-confirmed', subject: { kind: 'order', id: order.id }, facts: { version: order.version, position: check.position }, at });
    return order;
  });
}
