import { checkUsage, descriptionFor, getOffer, getSolution, quoteOffer, type Quote, type Usage } from '@allmende/catalog';
import type { TenantId } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { contributionClass } from '@allmende/membership';
import { findAuthority } from '@allmende/register';
import { NotOrderable } from '../domain/errors.ts';
import { frozenPrice } from '../domain/frozen-price.ts';
import type { OrderLine } from '../domain/order-line.ts';

/** An offer as it stands today for an authority, with its price for what is expected of it in a year. Throws NotFound, and NotOrderable when it is withdrawn or has no price for the authority; the message says who has to enter what. */
export async function freezeOffer(ctx: Pick<ActionContext, 'database' | 'clock'>, tenant: TenantId, offerId: string, usage: Usage = {}): Promise<Omit<OrderLine, 'position' | 'parameters' | 'scope'>> {
  const offer = await getOffer(ctx, { id: offerId });
  const today = ctx.clock.today();
  if (offer.withdrawnOn !== null && offer.withdrawnOn <= today) throw new NotOrderable(`„${offer.name}“ wird nicht mehr angeboten.`);
  const [solution, authority] = await Promise.all([getSolution(ctx, { slug: offer.solution }), findAuthority(ctx, { id: tenant })]);
  const group = await contributionClass(ctx, { inhabitants: authority?.population ?? null, on: today });
  const quote = quoteOffer(offer, { contributionClass: group?.name, usage: checkUsage(usage) }, today);
  if (!quote.known) throw new NotOrderable(whyUnknown(quote.missing, offer.name, group?.name));
  const { listing } = solution;
  return {
    offer: offer.id, solution: offer.solution, app: offer.appId, plan: offer.plan, name: offer.name, description: offer.description, runtime: offer.kind === 'first-party' ? 'built-in' : 'unplaced', inHouse: offer.inHouse,
    price: frozenPrice(quote, group?.name, usage),
    listing: {
      name: listing.name, shortDescription: descriptionFor(listing.descriptions, 'de')?.description.shortDescription ?? '', licence: listing.licence?.expression ?? null, softwareVersion: listing.softwareVersion,
      repository: listing.repository, commit: solution.provenance?.commit ?? null, changedAt: solution.changedAt.toISOString(),
    },
  };
}

function whyUnknown(missing: Extract<Quote, { known: false }>['missing'], name: string, group: string | undefined): string {
  if (missing === 'class') return 'Für Ihre Behörde ist keine Beitragsklasse bekannt. Die Betreiberin der Plattform muss die Beitragsklassen eintragen.';
  if (missing === 'cases') return `„${name}“ wird je Fall berechnet. Bitte geben Sie an, wie viele Fälle Sie im Jahr erwarten.`;
  if (missing === 'users') return `„${name}“ wird je Person berechnet. Bitte geben Sie an, wie viele Personen damit arbeiten.`;
  return `Für „${name}“ ist kein Preis${group === undefined ? '' : ` in Ihrer Beitragsklasse ${group}`} eingetragen. Die Betreiberin der Plattform muss ihn eintragen.`;
}
