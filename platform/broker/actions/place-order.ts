import { getOffer } from '@allmende/catalog';
import { isNeedCategory, recordNeed, withdrawNeed, getNeed } from '@allmende/needs';
import { NotFound } from '@allmende/errors';
import { addLine, cancelOrder, createOrder, getOrder, submitOrder, type Order } from '@allmende/procurement';
import type { Hold } from '../data/service-instance.ts';
import type { AppsPort } from '../domain/apps-port.ts';
import type { ServiceInstance } from '../domain/service-instance.ts';
import { isBeforeContract, standingOf } from '../domain/standing.ts';
import type { Caller } from './authenticate.ts';
import { requireHold } from './hold.ts';

/**
 * Brings the order of a marketplace to where a second person has to decide: need, draft, line, handing in. Every step is repeatable, because the ids were chosen before; whoever repeats goes on
 * where a killed request stopped. Throws what the acts of procurement throw.
 */
export async function placeOrder({ ctx, credential }: Caller, port: Pick<AppsPort, 'apps' | 'vettingOf'>, one: ServiceInstance, options: { readonly hold: Hold; readonly category: string | undefined }): Promise<Order> {
  const offer = await getOffer(ctx, { id: one.plan });
  const category = options.category !== undefined && isNeedCategory(options.category) ? options.category : 'other';
  await recordNeed(ctx, {
    id: one.need, title: `${offer.name} über ${credential.name}`.slice(0, 150), details: `Bestellt über den Marktplatz „${credential.name}“, dort „${one.name}“.`, category, casesPerYear: null, wantedBy: null,
  });
  let order = await createOrder(ctx, { id: one.order, need: one.need });
  if (order.state === 'draft' && order.lines.length === 0) order = await addLine(ctx, port.apps, { order: order.id, offer: one.plan, parameters: one.parameters });
  if (order.state !== 'draft') return order;
  await requireHold(ctx, one.id, options.hold);
  const isEveryday = order.lines.every((line) => line.price.centsPerYear <= credential.everydayUpTo);
  return submitOrder(ctx, { order: order.id, ground: 'in-house', commitment: { kind: isEveryday ? 'everyday' : 'declaration', basis: credential.basis, reason: credential.reason } }, port.vettingOf);
}

/** Takes back what `placeOrder` did, as far as it came and as long as no contract stands; true when nothing is left of it. */
export async function takeBackOrder({ ctx }: Pick<Caller, 'ctx'>, one: ServiceInstance): Promise<boolean> {
  const order = await getOrder(ctx, { order: one.order }).catch(ifMissing);
  if (order?.state === 'contracted') return false;
  if (order !== undefined && isBeforeContract(standingOf(order, undefined))) await cancelOrder(ctx, { order: order.id });
  const need = await getNeed(ctx, { need: one.need }).catch(ifMissing);
  if (need?.state === 'open') await withdrawNeed(ctx, { need: need.id });
  return true;
}

function ifMissing(error: unknown): undefined {
  if (error instanceof NotFound) return undefined;
  throw error;
}
