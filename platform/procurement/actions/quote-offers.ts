import { requirePermission } from '@allmende/access';
import { listOffers, rateOn, type Offer } from '@allmende/catalog';
import type { ActionContext } from '@allmende/house';
import { NotOrderable } from '../domain/errors.ts';
import type { FrozenPrice } from '../domain/order-line.ts';
import { seeOrders } from '../domain/permissions.ts';
import { freezeOffer } from './freeze-offer.ts';

/** An offer with today's price for the authority, or why there is none. */
export type QuotedOffer = { readonly offer: Offer; readonly price: FrozenPrice | undefined; readonly whyNot: string | undefined; /** What must be known for a price by use. */ readonly asks: { readonly cases: boolean; readonly users: boolean } };

/** Everything that can be ordered, with prices for the authority. */
export async function quoteOffers(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>): Promise<readonly QuotedOffer[]> {
  requirePermission(ctx.actor, seeOrders, ctx.tenant);
  return Promise.all((await listOffers(ctx)).map(async (offer): Promise<QuotedOffer> => {
    const rate = rateOn(offer.rates, ctx.clock.today());
    const asks = { cases: (rate?.centsPerCase ?? 0) > 0, users: (rate?.centsPerUser ?? 0) > 0 };
    try {
      return { offer, price: (await freezeOffer(ctx, ctx.tenant, offer.id)).price, whyNot: undefined, asks };
    } catch (error) {
      if (!(error instanceof NotOrderable)) throw error;
      return { offer, price: undefined, whyNot: error.message, asks };
    }
  }));
}
