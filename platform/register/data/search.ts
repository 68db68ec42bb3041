import type { Tx } from '@allmende/database';
import { authorityOf, selectAuthorities } from './authority.ts';
import { placeOf, selectPlaces } from './place.ts';
import type { Authority, Place } from '../domain/place.ts';
import type { SearchForm } from '../domain/search-form.ts';

/**
 * Orders what a name search found: the very name, the name in another spelling, names that begin so, names with words that begin so, names that contain it; the larger place first.
 * Every word of the query must occur in the name.
 */
const RANKED = `
  case when search_strict = $1 then 0 when search_loose = $2 then 1 when search_loose like $2 || '%' then 2 when ' ' || search_loose like '% ' || $2 || '%' then 3
    when ' ' || search_loose like all ($4) then 4 else 5 end`;

async function searchKeys(tx: Tx, table: 'place' | 'authority', key: 'ags' | 'id', form: SearchForm, limit: number): Promise<string[]> {
  const words = form.loose.split(' ');
  const { rows } = await tx.client.query<{ key: string }>({
    name: `search-${table}`,
    text: `select ${key}::text as key from register.${table} where vanished_on is null and search_loose like all ($3) order by ${RANKED}, population desc nulls last, ${key} limit $5`,
    values: [form.strict, form.loose, words.map((word) => `%${word}%`), words.map((word) => `% ${word}%`), limit],
  });
  return rows.map((row) => row.key);
}

/** Present places whose name holds every word of the query, best first. */
export async function searchPlacesByName(tx: Tx, form: SearchForm, limit: number): Promise<Place[]> {
  return placesInOrder(tx, await searchKeys(tx, 'place', 'ags', form, limit));
}

/** Present authorities whose name holds every word of the query, best first. */
export async function searchAuthoritiesByName(tx: Tx, form: SearchForm, limit: number): Promise<Authority[]> {
  const keys = await searchKeys(tx, 'authority', 'id', form, limit);
  if (keys.length === 0) return [];
  const found = new Map((await selectAuthorities(tx).where('authority.id', 'in', keys as Authority['id'][]).execute()).map((row) => [row.id as string, authorityOf(row)]));
  return keys.flatMap((key) => found.get(key) ?? []);
}

/** Present places by AGS (8 digits), or by the beginning of their ARS; the larger first. */
export async function searchPlacesByKey(tx: Tx, by: { ags: string } | { arsPrefix: string }, limit: number): Promise<Place[]> {
  const all = selectPlaces(tx).where('place.vanished_on', 'is', null).orderBy('place.population', (order) => order.desc().nullsLast()).orderBy('place.ags').limit(limit);
  return (await ('ags' in by ? all.where('place.ags', '=', by.ags) : all.where('place.ars', 'like', `${by.arsPrefix}%`)).execute()).map(placeOf);
}

/** Present places that the list of postcodes names or whose seat has the postcode; `listed` tells which. */
export async function searchPlacesByPostcode(tx: Tx, postcode: string, limit: number): Promise<{ place: Place; listed: boolean }[]> {
  const { rows } = await tx.client.query<{ ags: string; listed: boolean }>(
    `select place.ags, bool_or(found.listed) as listed from register.place
     join (select ags, true as listed from register.postcode where postcode = $1 union all select ags, false from register.place where postcode = $1) as found using (ags)
     where vanished_on is null group by place.ags, place.population order by place.population desc nulls last, place.ags limit $2`,
    [postcode, limit],
  );
  const places = await placesInOrder(tx, rows.map(({ ags }) => ags));
  return places.map((place) => ({ place, listed: rows.some((row) => row.ags === place.ags && row.listed) }));
}

/** A key that is no longer valid, with the last year in which it was. */
export async function findDissolvedKey(tx: Tx, key: string): Promise<{ key: string; name: string; lastYear: number } | undefined> {
  const { rows: [row] } = await tx.client.query<{ key: string; name: string; last_year: number }>('select key, name, last_year from register.dissolved_key where key = $1 order by level limit 1', [key]);
  return row && { key: row.key, name: row.name, lastYear: row.last_year };
}

async function placesInOrder(tx: Tx, keys: readonly string[]): Promise<Place[]> {
  if (keys.length === 0) return [];
  const found = new Map((await selectPlaces(tx).where('place.ags', 'in', [...keys]).execute()).map((row) => [row.ags, placeOf(row)]));
  return keys.flatMap((key) => found.get(key) ?? []);
}
