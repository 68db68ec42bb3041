import { requirePermission } from '@allmende/access';
import { listOffers, searchCatalog, type Offer, type SolutionCard } from '@allmende/catalog';
import type { ActionContext } from '@allmende/house';
import type { Need } from '../domain/need.ts';
import { storeCategories } from '../domain/own-category.ts';
import { seeNeeds } from '../domain/permissions.ts';

/** An entry of the store that may meet a need, with what can be ordered of it. */
export type FittingSolution = { readonly card: SolutionCard; readonly offers: readonly Offer[] };

const MOST = 12;

/** Entries of the store for a need: by its category and by the words of its title, what can be ordered first. */
export async function findSolutions(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant' | 'locale' | 'clock'>, input: { need: Pick<Need, 'title' | 'category'> }): Promise<readonly FittingSolution[]> {
  requirePermission(ctx.actor, seeNeeds, ctx.tenant);
  const searches = await Promise.all([
    ...storeCategories(input.need.category).map((category) => searchCatalog(ctx, { facets: { category: [category] }, language: ctx.locale, pageSize: MOST })),
    searchCatalog(ctx, { query: input.need.title, language: ctx.locale, pageSize: MOST }),
  ]);
  const cards = new Map(searches.flatMap((one) => one.entries.map((card) => [card.slug, card] as const)));
  const offers = await listOffers(ctx);
  return [...cards.values()].map((card) => ({ card, offers: offers.filter((one) => one.solution === card.slug) }))
    .toSorted((one, other) => Number(other.offers.length > 0) - Number(one.offers.length > 0)).slice(0, MOST);
}
