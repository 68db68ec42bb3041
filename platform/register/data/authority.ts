import { PLATFORM_TENANT, rows, type Database, type Tx } from '@allmende/database';
import type { AuthorityId } from '../domain/authority-id.ts';
import type { Authority } from '../domain/place.ts';
import { prepared } from './prepared.ts';
import type { AuthorityRow, RegisterTables } from './tables.ts';

/** The query that all readers of authorities start from. */
export function selectAuthorities(tx: Tx) {
  return rows<RegisterTables>(tx).selectFrom('register.authority as authority')
    .innerJoin('register.land as land', 'land.key', 'authority.land')
    .leftJoin('register.district as district', 'district.key', 'authority.district')
    .selectAll('authority').select(['land.name as land_name', 'district.name as district_name']);
}

export function authorityOf(row: AuthorityRow & { land_name: string; district_name: string | null }): Authority {
  return {
    id: row.id, kind: row.kind, key: row.key, ars: row.ars, slug: row.slug, name: row.name, officialName: row.official_name, land: { key: row.land, name: row.land_name },
    district: row.district === null || row.district_name === null ? null : { key: row.district, name: row.district_name }, population: row.population, vanishedOn: row.vanished_on,
  };
}

export async function findAuthority(tx: Tx, by: { id: AuthorityId } | { slug: string }): Promise<Authority | undefined> {
  const [row] = await ('id' in by
    ? prepared(tx, 'register-authority-by-id', selectAuthorities(tx).where('authority.id', '=', by.id))
    : prepared(tx, 'register-authority-by-slug', selectAuthorities(tx).where('authority.slug', '=', by.slug)));
  return row && authorityOf(row);
}

/** Authorities by id; those that do not exist are missing from the answer. */
export async function listAuthorities(tx: Tx, ids: readonly AuthorityId[]): Promise<Authority[]> {
  if (ids.length === 0) return [];
  return (await selectAuthorities(tx).where('authority.id', 'in', [...ids]).orderBy('authority.search_strict').execute()).map(authorityOf);
}

/** What an address or a heading needs of an authority. */
export type NamedAuthority = { readonly id: string; readonly slug: string; readonly name: string; readonly land: string };

/** Names of authorities, in the order of lists, in one round trip. */
export async function readAuthorityNames(database: Pick<Database, 'readInTenant'>, ids: readonly string[]): Promise<NamedAuthority[]> {
  if (ids.length === 0) return [];
  // The register belongs to no authority; the platform's own is named only because the fast lane asks for one.
  return database.readInTenant<NamedAuthority>(PLATFORM_TENANT, {
    name: 'register-authority-names', text: `select id, slug, name, land from register.authority where id = any(string_to_array($1, ' ')::uuid[]) order by search_strict`, values: [ids.join(' ')],
  });
}

/** All federal states by key. */
export async function listLands(tx: Tx): Promise<{ key: string; name: string }[]> {
  return rows<RegisterTables>(tx).selectFrom('register.land').select(['key', 'name']).orderBy('key').execute();
}
