import { requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import type { ActionContext } from '@allmende/house';
import { getOrderForUpdate, saveOrder } from '../data/order.ts';
import { addResolution, type Order } from '../domain/order.ts';
import { checkResolution, type CouncilResolution } from '../domain/order-check.ts';
import { enterResolutions } from '../domain/permissions.ts';

/** Enters the resolution that an order needs by the authority's rules, as evidence: whose, its number and day, where it lies. Throws NotFound, InvalidInput and NotInThisOrderState. */
export async function enterResolution(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: CouncilResolution & { readonly order: string }): Promise<Order> {
  requirePermission(ctx.actor, enterResolutions, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  const resolution = checkResolution(input, ctx.clock.today());
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const at = ctx.clock.now();
    const order = addResolution(await getOrderForUpdate(tx, input.order), { by: accountId, at }, resolution);
    await saveOrder(tx, order);
    await record(tx, { actor: ctx.actor, action: 'procurement/resolution-entered', subject: { kind: 'order', id: order.id }, facts: { version: order.version, body: resolution.body, number: resolution.number, decidedOn: resolution.decidedOn }, at });
    return order;
  });
}
