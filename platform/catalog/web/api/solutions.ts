import { defineApi } from '@allmende/http';
import { Type } from 'typebox';
import { getSolution } from '../../actions/get-solution.ts';
import { listOffers } from '../../actions/list-offers.ts';
import { listUses } from '../../actions/list-uses.ts';
import { searchCatalog } from '../../actions/search-catalog.ts';
import { sustainabilityOf } from '../../actions/sustainability-of.ts';
import { chosenFacets, StoreQuery } from '../store-query.ts';
import { showStatement } from './show-statement.ts';
import { SearchResultSchema, SolutionSchema } from './solutions.schema.ts';

export const searchSolutionsApi = defineApi({
  method: 'GET', path: '/solutions', tag: 'catalog', operationId: 'searchSolutions', access: 'anyone', query: StoreQuery, response: SearchResultSchema,
  summary: 'Search the store, with the counts of all facets among the hits',
  async handle({ ctx, query }) {
    const found = await searchCatalog(ctx, { query: query.q ?? '', facets: chosenFacets(query), language: ctx.locale, page: Number(query.page ?? 1) });
    return { ...found, entries: found.entries.map((entry) => ({ ...entry, categories: [...entry.categories] })), facets: found.facets.map(({ facet, values }) => ({ facet, values: [...values] })) };
  },
});

export const getSolutionApi = defineApi({
  method: 'GET', path: '/solutions/:solution', tag: 'catalog', operationId: 'getSolution', access: 'anyone', params: Type.Object({ solution: Type.String({ pattern: '^[a-z0-9-]{1,80}$' }) }), response: SolutionSchema,
  summary: 'One solution with its offers, who uses it, and the strict verdict on its file',
  async handle({ ctx, params }) {
    const solution = await getSolution(ctx, { slug: params.solution });
    const [offers, uses, stated] = await Promise.all([listOffers(ctx, { solution: solution.slug }), listUses(ctx, { solution: solution.slug }), sustainabilityOf(ctx, { solutions: [solution.slug] })]);
    return {
      slug: solution.slug, origin: solution.origin, listing: solution.listing, conformance: { ...solution.conformance, problems: [...solution.conformance.problems] }, normalised: [...solution.normalised],
      provenance: solution.provenance, lastGoodReadAt: solution.lastGoodReadAt.toISOString(), failure: solution.failure,
      offers: offers.map(({ id, plan, name, description, appId, inHouse, prices }) => ({
        id, plan, name, description, appId, inHouse, prices: prices.map(({ contributionClass, centsPerYear, validFrom, label }) => ({ contributionClass, centsPerYear, validFrom, label })),
      })),
      users: uses.map(({ authority, since }) => ({ authority, since })), sustainability: (stated.get(solution.slug) ?? []).map(showStatement),
    };
  },
});
