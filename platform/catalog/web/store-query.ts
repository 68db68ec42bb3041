import { withQuery } from '@allmende/tenancy';
import { Type, type Static } from 'typebox';
import { facetNames, type FacetName } from '../domain/facet.ts';

const Value = Type.Optional(Type.String({ maxLength: 120 }));

/** What the address of the store's list holds; one value a facet. */
export const StoreQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 400 })), page: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,3}$' })),
  origin: Value, category: Value, status: Value, type: Value, platform: Value, licence: Value, language: Value,
});
export type StoreQuery = Static<typeof StoreQuery>;

/** The facet values that an address chooses. */
export function chosenFacets(query: StoreQuery): Partial<Record<FacetName, readonly string[]>> {
  return Object.fromEntries(facetNames.flatMap((facet) => (query[facet] ? [[facet, [query[facet]]]] : [])));
}

/** The address of the same list with something changed; a changed filter leads to the first page. */
export function storeAddress(base: string, query: StoreQuery, change: Partial<Record<FacetName | 'page', string | undefined>>): string {
  const { page: _, ...kept } = query;
  return withQuery(base, { ...kept, ...change });
}
