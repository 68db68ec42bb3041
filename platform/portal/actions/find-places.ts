import type { ActionContext } from '@allmende/house';
import { searchForm, searchPlaces, type Place, type PlaceSearch } from '@allmende/register';

/** More than anybody reads; whoever sees so many types another letter. */
const MOST_HITS = 25;

/** What a search for a place found. */
export type FoundPlaces = PlaceSearch & { readonly hasMore: boolean; /** The one that is meant without doubt. */ readonly only: Place | undefined };

/** Finds places by name, part of an address with its place, or postcode. */
export async function findPlaces(ctx: Pick<ActionContext, 'database'>, input: { readonly query: string }): Promise<FoundPlaces> {
  const query = placeIn(input.query);
  const found = await searchPlaces(ctx, { query, limit: MOST_HITS + 1 });
  return { ...found, hits: found.hits.slice(0, MOST_HITS), hasMore: found.hits.length > MOST_HITS, only: theOneMeant(query, found.hits) };
}

/** Of an address the part that names the place: `Lindenweg 3, 74072 Heilbronn` is `Heilbronn`, and `74072` where nothing follows it. Anything else stays as it is. */
export function placeIn(address: string): string {
  const text = address.trim();
  const behindPostcode = /(?:^|[\s,])(\d{5})[\s,]+([\p{L}][\p{L}\s.()/-]*)$/u.exec(text);
  if (behindPostcode?.[2]) return behindPostcode[2].trim();
  const postcode = /[\s,](\d{5})$/u.exec(text);
  if (postcode?.[1]) return postcode[1];
  const last = text.includes(',') ? text.split(',').at(-1)?.trim() ?? '' : '';
  return last === '' ? text : last;
}

// The postcode of a town hall says little about where somebody lives: even a single hit is only a proposal.
function theOneMeant(query: string, hits: PlaceSearch['hits']): Place | undefined {
  const exact = hits.filter(({ place, matchedBy }) => (matchedBy === 'name' ? searchForm(place.name).strict === searchForm(query).strict : matchedBy !== 'postcode-of-seat'));
  return exact.length === 1 ? exact[0]?.place : undefined;
}
