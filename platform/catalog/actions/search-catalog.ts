import type { Database } from '@allmende/database';
import type { Clock } from '@allmende/time';
import { facetNames, type FacetName } from '../domain/facet.ts';
import { queryWords } from '../domain/search-text.ts';
import type { SolutionCard } from '../domain/solution.ts';
import { facetIndexOf } from '../data/facet-index.ts';
import { searchSimilarSolutions, searchSolutions } from '../data/search-solutions.ts';

export type CatalogSearch = {
  query?: string;
  /** Values by facet; all must fit. */
  facets?: Readonly<Partial<Record<FacetName, readonly string[]>>>;
  /** Language of the texts on the cards; German when missing. */
  language?: string;
  /** From 1. */
  page?: number;
  /** 1 to 100; 20 when missing. */
  pageSize?: number;
};

export type CatalogResult = {
  total: number;
  page: number;
  pages: number;
  entries: readonly SolutionCard[];
  /** Counts among the hits, most frequent first; at most 15 values each, chosen ones always. */
  facets: readonly { facet: FacetName; values: readonly { value: string; count: number; chosen: boolean }[] }[];
  /** Nothing fits exactly: these entries only resemble what was asked. */
  approximate: boolean;
};

const mostValues = 15;

/** Searches the store. Finds words in every language, their stems and beginnings; when nothing fits, names that resemble them. Nothing found is an empty result, not an error. */
export async function searchCatalog(ctx: { database: Pick<Database, 'withoutTenant'>; clock: Clock }, input: CatalogSearch): Promise<CatalogResult> {
  const pageSize = Math.min(Math.max(Math.trunc(input.pageSize ?? 12) || 12, 1), 100);
  const page = Math.min(Math.max(Math.trunc(input.page ?? 1) || 1, 1), 10_000);
  const filters = facetNames.flatMap((facet) => [...new Set(input.facets?.[facet] ?? [])].slice(0, 10).map((value) => ({ facet, value })));
  const query = { words: queryWords(input.query ?? ''), filters, language: input.language ?? 'de', on: ctx.clock.today(), offset: (page - 1) * pageSize, limit: pageSize };
  const { hits, approximate } = await ctx.database.withoutTenant(async (tx) => {
    const index = await facetIndexOf(ctx.database, tx);
    const exact = await searchSolutions(tx, index, query);
    if (exact.total > 0 || query.words.length === 0) return { hits: exact, approximate: false };
    const similar = await searchSimilarSolutions(tx, index, query);
    return { hits: similar, approximate: similar.total > 0 };
  });
  const isChosen = (facet: FacetName, value: string): boolean => input.facets?.[facet]?.includes(value) === true;
  return {
    total: hits.total, page, pages: Math.max(1, Math.ceil(hits.total / pageSize)), entries: hits.cards, approximate,
    facets: facetNames.map((facet) => {
      const all = hits.facets.filter((one) => one.facet === facet);
      return { facet, values: all.filter(({ value }, at) => at < mostValues || isChosen(facet, value)).map(({ value, count }) => ({ value, count, chosen: isChosen(facet, value) })) };
    }),
  };
}
