import { definePage, redirect, show } from '@allmende/http';
import { searchAuthorities, searchForm, searchPlaces, type Place, type PlaceSearch } from '@allmende/register';
import { Type } from 'typebox';
import { placesView } from './places.view.ts';

/** More than anybody reads; whoever sees so many types another letter. */
const MOST_HITS = 25;

/** Search for one's place; the one that is meant without doubt opens at once. */
export const placesPage = definePage({
  method: 'GET', path: '/places', access: 'anyone', speaksAll: true, query: Type.Object({ q: Type.Optional(Type.String({ maxLength: 200 })) }),
  async handle({ ctx, query: { q = '' }, language, urlFor }) {
    const query = q.trim();
    const [found, authorities] = await Promise.all([
      searchPlaces(ctx, { query, limit: MOST_HITS + 1 }),
      searchAuthorities(ctx, { query, limit: 8 }).then((all) => all.filter(({ kind }) => kind !== 'town')),
    ]);
    const only = theOneMeant(query, found.hits);
    if (only) return redirect(urlFor.place(only.slug));
    const hits = found.hits.slice(0, MOST_HITS);
    return show(placesView({ query, found: { ...found, hits }, authorities, hasMore: found.hits.length > MOST_HITS }, { locale: language, urlFor }));
  },
});

// The postcode of a town hall says little about where somebody lives: even a single hit is only a proposal.
function theOneMeant(query: string, hits: PlaceSearch['hits']): Place | undefined {
  const exact = hits.filter(({ place, matchedBy }) => (matchedBy === 'name' ? searchForm(place.name).strict === searchForm(query).strict : matchedBy !== 'postcode-of-seat'));
  return exact.length === 1 ? exact[0]?.place : undefined;
}
