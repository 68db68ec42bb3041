import { requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import type { ActionContext } from '@allmende/house';
import { getOrderForUpdate, saveOrder } from '../data/order.ts';
import { withLine, type Order } from '../domain/order.ts';
import { checkParameters, type Parameters } from '../domain/order-line.ts';
import { placeOrders } from '../domain/permissions.ts';
import { freezeOffer } from './freeze-offer.ts';

/** Puts an offer into a draft, with the price of today. Throws NotFound, InvalidInput, NotOrderable and NotInThisOrderState. */
export async function addLine(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: { order: string; offer: string; parameters?: Parameters }): Promise<Order> {
  requirePermission(ctx.actor, placeOrders, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  const parameters = checkParameters(input.parameters ?? {});
  const frozen = await freezeOffer(ctx, ctx.tenant, input.offer);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const order = withLine(await getOrderForUpdate(tx, input.order), { ...frozen, parameters }, accountId);
    await saveOrder(tx, order);
    await record(tx, {
      actor: ctx.actor, action: 'procurement/line-added', subject: { kind: 'order', id: order.id }, at: ctx.clock.now(),
      facts: { offer: frozen.offer, app: frozen.app, plan: frozen.plan, centsPerYear: frozen.price.centsPerYear, contributionClass: frozen.price.contributionClass, priceValidFrom: frozen.price.validFrom },
    });
    return order;
  });
}
