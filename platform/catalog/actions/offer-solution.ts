import { requirePermission, type Actor } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId, PLATFORM_TENANT, type Database } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { Clock } from '@allmende/time';
import type { Offer } from '../domain/offer.ts';
import { registerOffers as permission } from '../domain/permissions.ts';
import type { Price } from '../domain/price.ts';
import { listOffers, saveOffer } from '../data/offer.ts';
import { lockCatalog } from '../data/solution.ts';
import { getSolution } from './get-solution.ts';
import { enterPrice } from './enter-price.ts';

/** A plan under which the platform runs a solution of others. */
export type SolutionPlan = {
  /** Slug of an entry of the store. */
  solution: string;
  /** The program that operations starts, such as `node-red`. */
  appId: string;
  plan: string;
  name: string;
  description: string;
  inHouse: boolean;
  prices: readonly Omit<Price, 'enteredBy'>[];
};

/**
 * Makes a solution of others orderable: the platform runs it. Safe to repeat. Throws NotFound when the store has no such entry, and PriceAlreadySet when another price
 * stands for a class and day.
 */
export async function offerSolution(ctx: { database: Pick<Database, 'inTenant' | 'withoutTenant'>; clock: Clock; actor: Actor }, input: SolutionPlan): Promise<Offer> {
  requirePermission(ctx.actor, permission, PLATFORM_TENANT);
  const { slug } = await getSolution(ctx, { slug: input.solution });
  const at = ctx.clock.now();
  return ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    await lockCatalog(tx);
    const before = (await listOffers(tx, { appId: input.appId })).find((one) => one.plan === input.plan);
    const { prices, ...plan } = input;
    const id = await saveOffer(tx, { ...plan, solution: slug, id: before?.id ?? newId(), kind: 'foreign', withdrawnOn: null });
    for (const price of prices) await enterPrice(tx, { actor: ctx.actor, offer: id, price, at });
    if (!before) await record(tx, { actor: ctx.actor, action: 'catalog/solution-offered', subject: { kind: 'solution', id: slug }, facts: { app: input.appId, plan: input.plan }, at });
    const offer = (await listOffers(tx, { appId: input.appId })).find((one) => one.id === id);
    if (!offer) throw new NotFound();
    return offer;
  });
}
