import type { Database } from '@allmende/database';
import { contributionClass, type ContributionAnswer } from '@allmende/membership';
import { findAuthorityBySlug, type Authority } from '@allmende/register';
import type { Clock } from '@allmende/time';
import type { Offer } from '../domain/offer.ts';
import { priceOn, type Price } from '../domain/price.ts';
import { listOffers } from './list-offers.ts';

/** What a solution costs an authority today. */
export type AuthorityPrice = {
  authority: Authority;
  /** Undefined while its inhabitants or the table of classes are unknown. */
  contributionClass: ContributionAnswer | undefined;
  /** The offers; a price that nobody has entered is undefined. */
  offers: readonly { offer: Offer; price: Price | undefined }[];
};

/** The prices of a solution's offers for one authority today; undefined when no authority has the address. */
export async function priceForAuthority(ctx: { database: Pick<Database, 'withoutTenant'>; clock: Clock }, input: { solution: string; authority: string }): Promise<AuthorityPrice | undefined> {
  const authority = await findAuthorityBySlug(ctx, { slug: input.authority });
  if (authority === undefined) return undefined;
  const today = ctx.clock.today();
  const [inForce, offers] = await Promise.all([contributionClass(ctx, { inhabitants: authority.population, on: today }), listOffers(ctx, { solution: input.solution })]);
  return { authority, contributionClass: inForce, offers: offers.map((offer) => ({ offer, price: inForce === undefined ? undefined : priceOn(offer.prices, inForce.name, today) })) };
}
