import type { Database } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { Offer } from '../domain/offer.ts';
import { listOffers } from '../data/offer.ts';

/** One offer by id, also a withdrawn one, because contracts refer to it; throws NotFound. */
export async function getOffer(ctx: { database: Pick<Database, 'withoutTenant'> }, input: { id: string }): Promise<Offer> {
  const [offer] = await ctx.database.withoutTenant((tx) => listOffers(tx, { id: input.id }));
  if (offer === undefined) throw new NotFound();
  return offer;
}
