import { requirePermission } from '@allmende/access';
import { listOffers, type Offer } from '@allmende/catalog';
import type { ActionContext } from '@allmende/house';
import { NotOrderable } from '../domain/errors.ts';
import type { FrozenPrice } from '../domain/order-line.ts';
import { seeOrders } from '../domain/permissions.ts';
import { freezeOffer } from './freeze-offer.ts';

/** An offer with today's price for the authority, or why there is none. */
export type QuotedOffer = { readonly offer: Offer; readonly price: FrozenPrice | undefined; readonly whyNot: string | undefined };

/** Everything that can be ordered, with prices for the authority. */
export async function quoteOffers(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>): Promise<readonly QuotedOffer[]> {
  requirePermission(ctx.actor, seeOrders, ctx.tenant);
  return Promise.all((await listOffers(ctx)).map(async (offer): Promise<QuotedOffer> => {
    try {
      return { offer, price: (await freezeOffer(ctx, ctx.tenant, offer.id)).price, whyNot: undefined };
    } catch (error) {
      if (!(error instanceof NotOrderable)) throw error;
      return { offer, price: undefined, whyNot: error.message };
    }
  }));
}
