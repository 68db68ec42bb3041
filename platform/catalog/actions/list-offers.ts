import type { Database } from '@allmende/database';
import type { Offer } from '../domain/offer.ts';
import { listOffers as loadOffers } from '../data/offer.ts';

/** Offers that can be ordered, with all prices: of one solution, of one app, or all; `withdrawn` gives those too that were taken back. */
export async function listOffers(ctx: { database: Pick<Database, 'withoutTenant'> }, input: { solution?: string; appId?: string; withdrawn?: boolean } = {}): Promise<readonly Offer[]> {
  return ctx.database.withoutTenant(async (tx) => (await loadOffers(tx, input)).filter(({ withdrawnOn }) => input.withdrawn === true || withdrawnOn === null));
}
