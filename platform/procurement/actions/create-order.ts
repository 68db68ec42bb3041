import { requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { getNeed, requireOpen } from '@allmende/needs';
import { findOrder, findTakeOver, insertOrder } from '../data/order.ts';
import { PLAIN_CHAIN } from '../domain/approval-rule.ts';
import { OPEN_TERM } from '../domain/contract-term.ts';
import type { Order } from '../domain/order.ts';
import { placeOrders } from '../domain/permissions.ts';

/** Begins an order from a need of the authority, as a draft without lines. Throws NotFound and NeedNotOpen. A neighbour's contract that is being taken over in a draft gives that draft; an `id` that is there already gives that order as it is. */
export async function createOrder(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: { need: string; takenOverFrom?: string; id?: string }): Promise<Order> {
  requirePermission(ctx.actor, placeOrders, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  const { id } = input;
  const known = id === undefined ? undefined : await ctx.database.inTenant(ctx.tenant, (tx) => findOrder(tx, id));
  if (known !== undefined) return known;
  const need = await getNeed(ctx, { need: input.need });
  requireOpen(need);
  const at = ctx.clock.now();
  const order: Order = {
    id: id ?? newId(), need: need.id, title: need.title, category: need.category, state: 'draft', version: 1, authors: [accountId], createdAt: at, takenOverFrom: input.takenOverFrom ?? null, lines: [], ground: null,
    commitment: null, choice: null, choiceSha256: null, term: OPEN_TERM, chain: PLAIN_CHAIN, checks: { budget: null, council: null }, submitted: null, approved: null, proven: null, closed: null, declared: null, contract: null,
  };
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    if (!(await insertOrder(tx, order))) {
      const there = input.takenOverFrom === undefined ? undefined : await findTakeOver(tx, input.takenOverFrom);
      if (there !== undefined) return there;
      throw new Error('the order was not written');
    }
    await record(tx, {
      actor: ctx.actor, action: 'procurement/order-created', subject: { kind: 'order', id: order.id }, at, facts: { need: need.id, ...(order.takenOverFrom === null ? {} : { takenOverFrom: order.takenOverFrom }) },
    });
    return order;
  });
}
