import { requirePermission } from '@allmende/access';
import { getOffer, type Offer } from '@allmende/catalog';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findAuthorityBySlug, type Authority } from '@allmende/register';
import { listPublishedContracts, type PublishedContract } from '../data/published-contract.ts';
import { NotOrderable } from '../domain/errors.ts';
import type { FrozenPrice, Parameters } from '../domain/order-line.ts';
import { seeOrders } from '../domain/permissions.ts';
import { freezeOffer } from './freeze-offer.ts';

/** One of the neighbour's offers, with the price for the own authority or why there is none. */
export type NeighbourOffer = { readonly offer: Offer; readonly parameters: Parameters; readonly scope?: string; readonly price: FrozenPrice | undefined; readonly whyNot: string | undefined };

/** What a neighbour runs under one contract. */
export type NeighbourContract = { readonly contract: string; readonly category: string; readonly since: PublishedContract['since']; readonly offers: readonly NeighbourOffer[] };

/** What another authority uses, as far as members see it, with prices for the own one. Throws NotFound for an unknown neighbour and for oneself. */
export async function seeNeighbour(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: { neighbour: string }): Promise<{ neighbour: Authority; contracts: readonly NeighbourContract[] }> {
  requirePermission(ctx.actor, seeOrders, ctx.tenant);
  const neighbour = await findAuthorityBySlug(ctx, { slug: input.neighbour });
  if (neighbour === undefined || (neighbour.id as string) === (ctx.tenant as string)) throw new NotFound();
  const published = await ctx.database.withoutTenant((tx) => listPublishedContracts(tx, neighbour.id, ctx.clock.today()));
  const contracts = await Promise.all(published.map(async (one) => ({
    contract: one.contract, category: one.category, since: one.since,
    offers: await Promise.all(one.offers.map(async ({ offer, parameters, scope }): Promise<NeighbourOffer> => {
      const ordered = { offer: await getOffer(ctx, { id: offer }), parameters, ...(scope === undefined ? {} : { scope }) };
      try {
        return { ...ordered, price: (await freezeOffer(ctx, ctx.tenant, offer)).price, whyNot: undefined };
      } catch (error) {
        if (!(error instanceof NotOrderable)) throw error;
        return { ...ordered, price: undefined, whyNot: error.message };
      }
    })),
  })));
  return { neighbour, contracts };
}
