import { requirePermission, type Actor } from '@allmende/access';
import { PLATFORM_TENANT, type Database } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { Clock } from '@allmende/time';
import { registerOffers } from '../domain/permissions.ts';
import type { Price } from '../domain/price.ts';
import { listOffers } from '../data/offer.ts';
import { enterPrice } from './enter-price.ts';

/** Enters a price from a day on; earlier prices stay. Throws NotFound for an unknown offer and PriceAlreadySet when another price stands for the class and day. */
export async function setPrice(ctx: { database: Pick<Database, 'inTenant'>; clock: Clock; actor: Actor }, input: { offer: string } & Omit<Price, 'enteredBy'>): Promise<void> {
  requirePermission(ctx.actor, registerOffers, PLATFORM_TENANT);
  const { offer, ...price } = input;
  const at = ctx.clock.now();
  await ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    if ((await listOffers(tx, { id: offer })).length === 0) throw new NotFound();
    await enterPrice(tx, { actor: ctx.actor, offer, price, at });
  });
}
