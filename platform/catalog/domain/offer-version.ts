import { createHash } from 'node:crypto';
import type { Cents } from '@allmende/money';
import type { PlainDate } from '@allmende/time';
import type { Offer } from './offer.ts';
import { priceOn } from './price.ts';
import { rateOn } from './rate.ts';

/** An offer as it stands on a day: what everybody is offered, with the prices in force of all contribution classes. */
export type OfferVersion = {
  readonly id: string; readonly solution: string; readonly kind: string; readonly app: string; readonly plan: string; readonly name: string; readonly description: string; readonly inHouse: boolean;
  readonly prices: readonly { readonly contributionClass: string; readonly centsPerYear: Cents; readonly validFrom: PlainDate; readonly label: string | null }[];
  readonly rate: { readonly flatCents: Cents; readonly centsPerCase: Cents; readonly centsPerUser: Cents; readonly minimumCents: Cents; readonly validFrom: PlainDate; readonly label: string | null } | null;
};

/** The version of an offer on a day, with its SHA-256 over the JSON without spaces: two with the same hash offer the same at the same prices. */
export function offerVersion(offer: Offer, day: PlainDate): { readonly version: OfferVersion; readonly sha256: string } {
  const classes = [...new Set(offer.prices.map(({ contributionClass }) => contributionClass))].toSorted();
  const prices = classes.flatMap((name) => priceOn(offer.prices, name, day) ?? []).map(({ contributionClass, centsPerYear, validFrom, label }) => ({ contributionClass, centsPerYear, validFrom, label }));
  const rate = rateOn(offer.rates, day);
  const version: OfferVersion = {
    id: offer.id, solution: offer.solution, kind: offer.kind, app: offer.appId, plan: offer.plan, name: offer.name, description: offer.description, inHouse: offer.inHouse, prices,
    rate: rate === undefined ? null : { flatCents: rate.flatCents, centsPerCase: rate.centsPerCase, centsPerUser: rate.centsPerUser, minimumCents: rate.minimumCents, validFrom: rate.validFrom, label: rate.label },
  };
  return { version, sha256: createHash('sha256').update(JSON.stringify(version)).digest('hex') };
}
