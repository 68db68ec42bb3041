import type { Database } from '@allmende/database';
import { InvalidInput } from '@allmende/errors';
import { contributionClass, type ContributionAnswer } from '@allmende/membership';
import { findAuthorityBySlug, type Authority } from '@allmende/register';
import type { Clock } from '@allmende/time';
import type { Offer } from '../domain/offer.ts';
import { checkUsage, quoteOffer, type Quote, type Usage } from '../domain/quote.ts';
import { listOffers } from './list-offers.ts';

/** For whom a price is worked out: an authority of the register, or just a number of inhabitants; and what is expected in a year. */
export type Situation = Usage & { readonly authority?: string | undefined; readonly inhabitants?: number | undefined };

/** What the offers of a solution would cost today. */
export type PriceSimulation = {
  readonly authority: Authority | undefined;
  /** As told, else as the register has it; null where unknown. */
  readonly inhabitants: number | null;
  /** Undefined while inhabitants or the table of classes are unknown. */
  readonly contributionClass: ContributionAnswer | undefined;
  readonly usage: Usage;
  readonly offers: readonly { readonly offer: Offer; readonly quote: Quote }[];
};

const MOST_INHABITANTS = 10_000_000;

/** Works the prices of a solution's offers out for a situation, before anybody orders. Undefined when no authority has the address; throws InvalidInput for numbers beyond reason. */
export async function simulatePrice(ctx: { database: Pick<Database, 'withoutTenant'>; clock: Clock }, input: Situation & { readonly solution: string }): Promise<PriceSimulation | undefined> {
  const usage = checkUsage({ cases: input.cases, users: input.users });
  const told = input.inhabitants;
  if (told !== undefined && (!Number.isInteger(told) || told < 0 || told > MOST_INHABITANTS)) {
    throw new InvalidInput([{ pointer: '/inhabitants', code: 'number', message: 'Bitte geben Sie eine ganze Zahl von 0 bis 10.000.000 an.' }]);
  }
  const authority = input.authority === undefined ? undefined : await findAuthorityBySlug(ctx, { slug: input.authority });
  if (input.authority !== undefined && authority === undefined) return undefined;
  const today = ctx.clock.today();
  const inhabitants = told ?? authority?.population ?? null;
  const [inForce, offers] = await Promise.all([contributionClass(ctx, { inhabitants, on: today }), listOffers(ctx, { solution: input.solution })]);
  return { authority, inhabitants, contributionClass: inForce, usage, offers: offers.map((offer) => ({ offer, quote: quoteOffer(offer, { contributionClass: inForce?.name, usage }, today) })) };
}
