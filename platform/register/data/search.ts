import { rows, type Tx } from '@allmende/database';
import { sql } from 'kysely';
import { authorityOf, selectAuthorities } from './authority.ts';
import { placeOf, selectPlaces } from './place.ts';
import { prepared } from './prepared.ts';
import type { RegisterTables } from './tables.ts';
import type { Authority, Place } from '../domain/place.ts';
import type { SearchForm } from '../domain/search-form.ts';

function wordsOf(form: SearchForm): string[] {
  return form.loose.split(' ');
}

/** The words of a query as patterns; every one must occur in the name. */
function holdsEveryWord(form: SearchForm) {
  return sql.join(wordsOf(form).map((word) => sql<boolean>`search_loose like ${`%${word}%`}`), sql` and `);
}

/** Ranks what a name search found: the very name, the name in another spelling, names that begin so, names with words that begin so, names that contain it. */
function rankOf(form: SearchForm) {
  const wordsBeginSo = sql.join(wordsOf(form).map((word) => sql`' ' || search_loose like ${`% ${word}%`}`), sql` and `);
  return sql<number>`case when search_strict = ${form.strict} then 0 when search_loose = ${form.loose} then 1 when search_loose like ${`${form.loose}%`} then 2 when ${wordsBeginSo} then 3 else 4 end`;
}

/** Present places whose name holds every word of the query, best first, the larger before the smaller. */
export async function searchPlacesByName(tx: Tx, form: SearchForm, limit: number): Promise<Place[]> {
  const hits = rows<RegisterTables>(tx).selectFrom('register.place').select(['ags', rankOf(form).as('rank')]).where('vanished_on', 'is', null).where(sql<boolean>`${holdsEveryWord(form)}`)
    .orderBy('rank').orderBy('population', (order) => order.desc().nullsLast()).orderBy('ags').limit(limit);
  const ordered = selectPlaces(tx).innerJoin(hits.as('hit'), 'hit.ags', 'place.ags').orderBy('hit.rank').orderBy('place.population', (order) => order.desc().nullsLast()).orderBy('place.ags');
  const found = await prepared(tx, `register-search-places-${wordsOf(form).length}`, ordered);
  return found.map(placeOf);
}

/** Present authorities whose name holds every word of the query, best first, the larger before the smaller. */
export async function searchAuthoritiesByName(tx: Tx, form: SearchForm, limit: number): Promise<Authority[]> {
  const hits = rows<RegisterTables>(tx).selectFrom('register.authority').select(['id', rankOf(form).as('rank')]).where('vanished_on', 'is', null).where(sql<boolean>`${holdsEveryWord(form)}`)
    .orderBy('rank').orderBy('population', (order) => order.desc().nullsLast()).orderBy('id').limit(limit);
  const ordered = selectAuthorities(tx).innerJoin(hits.as('hit'), 'hit.id', 'authority.id').orderBy('hit.rank').orderBy('authority.population', (order) => order.desc().nullsLast()).orderBy('authority.id');
  const found = await prepared(tx, `register-search-authorities-${wordsOf(form).length}`, ordered);
  return found.map(authorityOf);
}

/** Present places by AGS (8 digits), or by the beginning of their ARS; the larger first. */
export async function searchPlacesByKey(tx: Tx, by: { ags: string } | { arsPrefix: string }, limit: number): Promise<Place[]> {
  const all = selectPlaces(tx).where('place.vanished_on', 'is', null).orderBy('place.population', (order) => order.desc().nullsLast()).orderBy('place.ags').limit(limit);
  return (await ('ags' in by ? all.where('place.ags', '=', by.ags) : all.where('place.ars', 'like', `${by.arsPrefix}%`)).execute()).map(placeOf);
}

/** Present places that the list of postcodes names or whose seat has the postcode; `listed` tells which. */
export async function searchPlacesByPostcode(tx: Tx, postcode: string, limit: number): Promise<{ place: Place; listed: boolean }[]> {
  const { rows: found } = await tx.client.query<{ ags: string; listed: boolean }>(
    `select place.ags, bool_or(found.listed) as listed from register.place
     join (select ags, true as listed from register.postcode where postcode = $1 union all select ags, false from register.place where postcode = $1) as found using (ags)
     where vanished_on is null group by place.ags, place.population order by place.population desc nulls last, place.ags limit $2`,
    [postcode, limit],
  );
  const places = await placesInOrder(tx, found.map(({ ags }) => ags));
  return places.map((place) => ({ place, listed: found.some((row) => row.ags === place.ags && row.listed) }));
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
