import { descriptionFor, getOffer, getSolution, priceOn } from '@allmende/catalog';
import type { TenantId } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { contributionClass } from '@allmende/membership';
import { findAuthority } from '@allmende/register';
import { NotOrderable } from '../domain/errors.ts';
import type { OrderLine } from '../domain/order-line.ts';

/** An offer as it stands today for an authority, with its price. Throws NotFound, and NotOrderable when it is withdrawn or has no price for the authority; the message says who has to enter what. */
export async function freezeOffer(ctx: Pick<ActionContext, 'database' | 'clock'>, tenant: TenantId, offerId: string): Promise<Omit<OrderLine, 'position' | 'parameters' | 'scope'>> {
  const offer = await getOffer(ctx, { id: offerId });
  const today = ctx.clock.today();
  if (offer.withdrawnOn !== null && offer.withdrawnOn <= today) throw new NotOrderable(`„${offer.name}“ wird nicht mehr angeboten.`);
  const [solution, authority] = await Promise.all([getSolution(ctx, { slug: offer.solution }), findAuthority(ctx, { id: tenant })]);
  const group = await contributionClass(ctx, { inhabitants: authority?.population ?? null, on: today });
  if (group === undefined) throw new NotOrderable('Für Ihre Behörde ist keine Beitragsklasse bekannt. Die Betreiberin der Plattform muss die Beitragsklassen eintragen.');
  const price = priceOn(offer.prices, group.name, today);
  if (price === undefined) throw new NotOrderable(`Für „${offer.name}“ ist kein Preis in Ihrer Beitragsklasse ${group.name} eingetragen. Die Betreiberin der Plattform muss ihn eintragen.`);
  const { listing } = solution;
  return {
    offer: offer.id, solution: offer.solution, app: offer.appId, plan: offer.plan, name: offer.name, description: offer.description, runtime: offer.kind === 'first-party' ? 'built-in' : 'unplaced', inHouse: offer.inHouse,
    price: { centsPerYear: price.centsPerYear, contributionClass: group.name, validFrom: price.validFrom, label: price.label },
    listing: {
      name: listing.name, shortDescription: descriptionFor(listing.descriptions, 'de')?.description.shortDescription ?? '', licence: listing.licence?.expression ?? null, softwareVersion: listing.softwareVersion,
      repository: listing.repository, commit: solution.provenance?.commit ?? null, changedAt: solution.changedAt.toISOString(),
    },
  };
}
