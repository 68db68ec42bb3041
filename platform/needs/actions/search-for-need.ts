import { requirePermission } from '@allmende/access';
import { listOffers, searchCatalog, type Offer, type SolutionCard } from '@allmende/catalog';
import type { ActionContext } from '@allmende/house';
import type { Need } from '../domain/need.ts';
import { storeCategories } from '../domain/own-category.ts';
import { seeNeeds } from '../domain/permissions.ts';

/** An entry of the store that may meet a need, with what can be ordered of it. */
export type FittingSolution = { readonly card: SolutionCard; readonly offers: readonly Offer[] };

/** What the store was asked for a need, how much it has, and what was found. */
export type NeedSearch = {
  readonly categories: readonly string[];
  /** How many entries each part of the search has in the store; `approximate` when nothing fits the words and similar names were taken. */
  readonly found: readonly { readonly by: 'category' | 'words'; readonly value: string; readonly total: number; readonly approximate: boolean }[];
  readonly solutions: readonly FittingSolution[];
  /** How many more there are at most: entries that several parts found beyond `most` count once for each. */
  readonly leftOut: number;
};

/** Searches the store for a need: by its category and by words, those of its title unless told; what can be ordered first, at most `most` entries of each part and in all (1 to 100). */
export async function searchForNeed(
  ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant' | 'locale' | 'clock'>, input: { readonly need: Pick<Need, 'title' | 'category'>; readonly words?: string; readonly most: number },
): Promise<NeedSearch> {
  requirePermission(ctx.actor, seeNeeds, ctx.tenant);
  const words = input.words ?? input.need.title;
  const categories = storeCategories(input.need.category);
  const asked = [...categories.map((value) => ({ by: 'category' as const, value })), { by: 'words' as const, value: words }];
  const [offers, ...results] = await Promise.all([
    listOffers(ctx), ...asked.map(({ by, value }) => searchCatalog(ctx, { ...(by === 'category' ? { facets: { category: [value] } } : { query: value }), language: ctx.locale, pageSize: input.most })),
  ]);
  const cards = [...new Map(results.flatMap((one) => one.entries.map((card) => [card.slug, card] as const))).values()];
  const sorted = cards.map((card) => ({ card, offers: offers.filter((one) => one.solution === card.slug) })).toSorted((one, other) => Number(other.offers.length > 0) - Number(one.offers.length > 0));
  const leftOut = Math.max(0, sorted.length - input.most) + results.reduce((sum, one) => sum + one.total - one.entries.length, 0);
  return { categories, found: asked.map((one, at) => ({ ...one, total: results[at]?.total ?? 0, approximate: results[at]?.approximate ?? false })), solutions: sorted.slice(0, input.most), leftOut };
}
