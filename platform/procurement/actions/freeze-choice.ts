import { getSolution, listOffers, listUses, offerVersion, quoteOffer, sustainabilityOf, sustainabilityWords, type Offer } from '@allmende/catalog';
import { InvalidInput, NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { contributionClass } from '@allmende/membership';
import { getNeed, searchForNeed } from '@allmende/needs';
import { findAuthority } from '@allmende/register';
import { checkChoice, type ChoiceInput } from '../domain/check-choice.ts';
import type { ChoiceCandidate, FrozenOffer, OrderChoice } from '../domain/order-choice.ts';
import type { Order } from '../domain/order.ts';
import type { VettingOf } from '../domain/vetting-of.ts';
import { frozenPrice } from '../domain/frozen-price.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant' | 'locale'>;
type Usage = { readonly cases?: number | undefined; readonly users?: number | undefined };

const MOST_CANDIDATES = 50;

/**
 * Searches the store for the need of a draft and gathers what it shows today of each solution found, compared or ordered: offers in their versions with prices for the authority, vetting, sustainability. Of those found at
 * most 50, what can be ordered first. Reads only. Throws InvalidInput (`/choice/…`).
 */
export async function freezeChoice(ctx: Context, vettingOf: VettingOf, order: Order, input: ChoiceInput): Promise<Omit<OrderChoice, 'frozenAt'>> {
  const need = await getNeed(ctx, { need: order.need });
  const { words, compared, reason } = checkChoice(input, order);
  const search = await searchForNeed(ctx, { need: order, words, most: MOST_CANDIDATES });
  const found = search.solutions.map(({ card }) => card.slug);
  const ordered = order.lines.map(({ solution }) => solution);
  const slugs = [...new Set([...ordered, ...compared, ...found])];
  const [authority, offers, statements] = await Promise.all([findAuthority(ctx, { id: ctx.tenant }), listOffers(ctx), sustainabilityOf(ctx, { solutions: slugs })]);
  const today = ctx.clock.today();
  const group = await contributionClass(ctx, { inhabitants: authority?.population ?? null, on: today });
  const expected: Usage = { cases: need.casesPerYear ?? undefined, ...usageOf(order) };
  const priced = (offer: Offer): FrozenOffer => {
    const line = order.lines.find((one) => one.offer === offer.id);
    const usage = line === undefined ? expected : line.price.usage ?? {};
    const quote = quoteOffer(offer, { contributionClass: group?.name, usage }, today);
    const { version, sha256 } = offerVersion(offer, today);
    return { offer: offer.id, name: offer.name, ordered: line !== undefined, sha256, version, price: quote.known ? frozenPrice(quote, group?.name, usage) : null };
  };
  const candidates = await Promise.all(slugs.map(async (slug): Promise<ChoiceCandidate> => {
    const [{ listing, provenance, changedAt }, uses, vetting] = await Promise.all([solutionOf(ctx, slug), listUses(ctx, { solution: slug }), vettingOf(ctx, slug)]);
    return {
      solution: slug, name: listing.name, foundBy: [...(ordered.includes(slug) ? ['order' as const] : []), ...(compared.includes(slug) ? ['comparison' as const] : []), ...(found.includes(slug) ? ['search' as const] : [])],
      licence: listing.licence?.expression ?? null, softwareVersion: listing.softwareVersion, repository: listing.repository, commit: provenance?.commit ?? null, changedAt: changedAt.toISOString(), users: uses.length, vetting,
      sustainability: (statements.get(slug) ?? []).filter(({ isExpired }) => !isExpired).map((one) => ({
        topic: one.topic, value: one.value, words: sustainabilityWords(one), statedOn: one.statedOn, lastDay: one.lastDay, author: one.author, authorName: one.authorName, confirmedOn: one.confirmedOn, source: one.source, link: one.link, sha256: one.sha256,
      })),
      offers: offers.filter(({ solution }) => solution === slug).map(priced),
    };
  }));
  return {
    format: 'allmende-order-choice/1', order: order.id, need: { id: need.id, title: need.title, category: need.category, casesPerYear: need.casesPerYear }, takenOverFrom: order.takenOverFrom,
    search: { words, categories: search.categories, language: ctx.locale, found: search.found, leftOut: search.leftOut }, compared, reason, candidates,
  };
}

async function solutionOf(ctx: Context, slug: string): ReturnType<typeof getSolution> {
  try {
    return await getSolution(ctx, { slug });
  } catch (error) {
    if (error instanceof NotFound) throw new InvalidInput([{ pointer: '/choice/compared', code: 'unknown', message: `Die Lösung „${slug}“ steht nicht im Store. Bitte prüfen Sie die Adresse des Vergleichs.` }]);
    throw error;
  }
}

function usageOf({ lines }: Order): Usage {
  const told = <Key extends keyof Usage>(key: Key) => lines.map(({ price }) => price.usage?.[key]).find((count) => count !== undefined);
  const [cases, users] = [told('cases'), told('users')];
  return { ...(cases === undefined ? {} : { cases }), ...(users === undefined ? {} : { users }) };
}
