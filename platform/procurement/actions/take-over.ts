import { requirePermission } from '@allmende/access';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { recordNeed } from '@allmende/needs';
import { stillOffered } from '@allmende/operations';
import { findAuthorityBySlug } from '@allmende/register';
import { findTakeOver } from '../data/order.ts';
import { getPublishedContract } from '../data/published-contract.ts';
import type { Order } from '../domain/order.ts';
import type { OrderableApps } from '../domain/orderable-app.ts';
import { placeOrders } from '../domain/permissions.ts';
import { addLine } from './add-line.ts';
import { createOrder } from './create-order.ts';
import { findParameterSchema } from './find-parameter-schema.ts';
import { freezeOffer } from './freeze-offer.ts';

/**
 * Takes over what a neighbour runs under one contract: records the need and makes a draft with the same offers and services at the own price; services that nobody can order any more are left out. Asked again while the draft is
 * open, it returns that draft. Throws NotFound and NotOrderable; then nothing is written.
 */
export async function takeOver(
  ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, apps: OrderableApps, input: { neighbour: string; contract: string },
): Promise<Order> {
  requirePermission(ctx.actor, placeOrders, ctx.tenant);
  const neighbour = await findAuthorityBySlug(ctx, { slug: input.neighbour });
  const model = await ctx.database.withoutTenant((tx) => getPublishedContract(tx, input.contract));
  if (neighbour === undefined || model.authority !== neighbour.id || model.authority === ctx.tenant || (model.until !== null && model.until < ctx.clock.today())) throw new NotFound();
  const open = await ctx.database.inTenant(ctx.tenant, (tx) => findTakeOver(tx, model.contract));
  if (open !== undefined) return open;
  for (const { offer } of model.offers) await freezeOffer(ctx, ctx.tenant, offer);
  const need = await recordNeed(ctx, { title: `Wie ${neighbour.name}: ${model.offers.map((one) => one.name).join(', ')}`.slice(0, 150), details: '', category: model.category, casesPerYear: null, wantedBy: null });
  let order = await createOrder(ctx, { need: need.id, takenOverFrom: model.contract });
  for (const { offer, app, parameters } of model.offers) {
    if (order.lines.some((line) => line.offer === offer)) continue;
    const schema = await findParameterSchema({ ...ctx, locale: 'de' }, apps, app);
    order = await addLine(ctx, apps, { order: order.id, offer, parameters: stillOffered(schema, parameters) });
  }
  return order;
}
