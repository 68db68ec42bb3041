import type { Database, Tx } from '@allmende/database';
import type { Place } from '../domain/place.ts';
import { MAX_QUERY_LENGTH, searchForm } from '../domain/search-form.ts';
import { findDissolvedKey, searchPlacesByKey, searchPlacesByName, searchPlacesByPostcode } from '../data/search.ts';

/** What in the place the query matched. `postcode-of-seat`: only the postcode of the town hall is known, people under it can live in another place. */
export type MatchedBy = 'name' | 'ags' | 'ars' | 'district' | 'postcode' | 'postcode-of-seat';

export type PlaceSearch = {
  hits: { place: Place; matchedBy: MatchedBy }[];
  /** The query is a key that was valid until the end of this year. */
  dissolvedKey: { key: string; name: string; lastYear: number } | undefined;
};

/**
 * Finds present places by name (any spelling of umlauts, parts of words, abbreviations), AGS (8 digits), ARS (12 digits or the 9 of an association, with or without `DE`) or postcode (5 digits; where no postcode
 * fits, a district key). Best match first, larger places before smaller; at most `limit` (1 to 100, otherwise 10) hits. An empty or unreadable query finds nothing.
 */
export async function searchPlaces(ctx: { database: Pick<Database, 'withoutTenant'> }, input: { query: string; limit?: number }): Promise<PlaceSearch> {
  const query = input.query.trim().slice(0, MAX_QUERY_LENGTH);
  const limit = Math.min(Math.max(Math.trunc(input.limit ?? 10) || 10, 1), 100);
  const digits = query.replace(/^DE(?=\d)/iu, '').replaceAll(/\s/gu, '');
  return ctx.database.withoutTenant(async (tx) => {
    if (!/^\d{4,12}$/u.test(digits)) {
      const form = searchForm(query);
      const places = form.loose === '' ? [] : await searchPlacesByName(tx, form, limit);
      return { hits: places.map((place) => ({ place, matchedBy: 'name' as const })), dissolvedKey: undefined };
    }
    const hits = await searchByDigits(tx, digits, limit);
    return { hits, dissolvedKey: hits.length > 0 ? undefined : await findDissolvedKey(tx, digits) };
  });
}

async function searchByDigits(tx: Tx, digits: string, limit: number): Promise<PlaceSearch['hits']> {
  const marked = (matchedBy: MatchedBy) => (place: Place) => ({ place, matchedBy });
  if (digits.length === 8) return (await searchPlacesByKey(tx, { ags: digits }, limit)).map(marked('ags'));
  if (digits.length === 9 || digits.length === 12) return (await searchPlacesByKey(tx, { arsPrefix: digits }, limit)).map(marked('ars'));
  if (digits.length !== 5) return [];
  const found = await searchPlacesByPostcode(tx, digits, limit);
  if (found.length > 0) return found.map(({ place, listed }) => ({ place, matchedBy: listed ? 'postcode' as const : 'postcode-of-seat' as const }));
  return (await searchPlacesByKey(tx, { arsPrefix: digits }, limit)).map(marked('district'));
}
