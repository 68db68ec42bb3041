import { rows, type Tx } from '@allmende/database';
import type { AuthorityId } from '../domain/authority-id.ts';
import type { DefaultCompetence } from '../domain/derive-authorities.ts';
import type { Place } from '../domain/place.ts';
import { prepared } from './prepared.ts';
import type { PlaceRow, RegisterTables } from './tables.ts';

/** A place row with the names of what it belongs to. */
export type PlaceDetails = PlaceRow & {
  land_name: string; district_name: string | null; association_name: string | null; association_type: RegisterTables['register.association']['type'] | null;
  successor_ags: string | null; successor_slug: string | null; successor_name: string | null;
};

/** The query that all readers of places start from. */
export function selectPlaces(tx: Tx) {
  return rows<RegisterTables>(tx).selectFrom('register.place as place')
    .innerJoin('register.land as land', 'land.key', 'place.land')
    .leftJoin('register.district as district', 'district.key', 'place.district')
    .leftJoin('register.association as association', 'association.key', 'place.association')
    .leftJoin('register.successor as succession', 'succession.ags', 'place.ags')
    .leftJoin('register.place as heir', 'heir.ags', 'succession.successor')
    .selectAll('place')
    .select(['land.name as land_name', 'district.name as district_name', 'association.name as association_name', 'association.type as association_type'])
    .select(['heir.ags as successor_ags', 'heir.slug as successor_slug', 'heir.name as successor_name']);
}

export function placeOf(row: PlaceDetails): Place {
  return {
    ags: row.ags, ars: row.ars, slug: row.slug, name: row.name, officialName: row.official_name, type: row.type, isMunicipality: row.is_municipality,
    land: { key: row.land, name: row.land_name },
    district: row.district === null || row.district_name === null ? null : { key: row.district, name: row.district_name },
    association: row.association === null || row.association_name === null || row.association_type === null ? null : { key: row.association, name: row.association_name, type: row.association_type },
    population: row.population, areaHectares: row.area_hectares, postcodeOfSeat: row.postcode, hasSeveralPostcodes: row.has_several_postcodes, vanishedOn: row.vanished_on,
    successor: row.successor_ags === null || row.successor_slug === null || row.successor_name === null ? null : { ags: row.successor_ags, slug: row.successor_slug, name: row.successor_name },
  };
}

export async function findPlace(tx: Tx, by: { slug: string } | { ags: string }): Promise<Place | undefined> {
  const [row] = await ('slug' in by
    ? prepared(tx, 'register-place-by-slug', selectPlaces(tx).where('place.slug', '=', by.slug))
    : prepared(tx, 'register-place-by-ags', selectPlaces(tx).where('place.ags', '=', by.ags)));
  return row && placeOf(row);
}

/** What the register says by default about who answers for a place. */
export async function findDefaultCompetence(tx: Tx, ags: string): Promise<DefaultCompetence | undefined> {
  const [row] = await prepared(tx, 'register-default-competence', rows<RegisterTables>(tx).selectFrom('register.place').where('ags', '=', ags)
    .select(['ags', 'municipal_authority', 'municipal_reason', 'district_authority', 'district_reason']));
  return row && { ags: row.ags, municipal: row.municipal_authority, municipalReason: row.municipal_reason, district: row.district_authority, districtReason: row.district_reason };
}

/** The present places for which an authority answers by default or by an entry that is valid on the day for some service, by name. */
export async function listPlacesOfAuthority(tx: Tx, authority: AuthorityId, on: string): Promise<Place[]> {
  const found = await selectPlaces(tx).where('place.vanished_on', 'is', null)
    .where((is) => is.or([
      is('place.municipal_authority', '=', authority), is('place.district_authority', '=', authority),
      is('place.ags', 'in', rows<RegisterTables>(tx).selectFrom('register.competence as entry').select('entry.ags').where('entry.authority', '=', authority)
        .where('entry.valid_from', '<=', on as never).where((until) => until.or([until('entry.valid_until', 'is', null), until('entry.valid_until', '>=', on as never)]))),
    ])).orderBy('place.search_strict').orderBy('place.ags').execute();
  return found.map(placeOf);
}

/** Places that are missing from the edition in force; `waiting` leaves out those that have a successor. */
export async function listVanishedPlaces(tx: Tx, waiting: boolean): Promise<Place[]> {
  const all = selectPlaces(tx).where('place.vanished_on', 'is not', null).orderBy('place.vanished_on', 'desc').orderBy('place.ags');
  return (await (waiting ? all.where('succession.ags', 'is', null) : all).execute()).map(placeOf);
}

export async function saveSuccessor(tx: Tx, succession: RegisterTables['register.successor']): Promise<void> {
  await rows<RegisterTables>(tx).insertInto('register.successor').values(succession).onConflict((on) => on.column('ags').doUpdateSet(succession)).execute();
}
