import { rows, type Tx } from '@allmende/database';
import type { PlainDate } from '@allmende/time';
import type { AuthorityId } from '../domain/authority-id.ts';
import type { ComparedPlace } from '../domain/diff-editions.ts';
import type { EditionCounts, RegisterTables } from './tables.ts';

/** The edition in force, as the operator sees it. */
export type EditionInForce = {
  date: PlainDate; populationOn: PlainDate | null; source: string; importedAt: Date; difference: EditionCounts;
  /** What the rows were made of; null when the edition came from a file of the operator. */
  fingerprint: string | null;
};

export async function findEditionInForce(tx: Tx): Promise<EditionInForce | undefined> {
  const row = await rows<RegisterTables>(tx).selectFrom('register.edition').selectAll().orderBy('date', 'desc').limit(1).executeTakeFirst();
  return row && { date: row.date, populationOn: row.population_on, source: row.source, importedAt: row.imported_at, difference: row.difference as EditionCounts, fingerprint: row.fingerprint };
}

/** How many of each kind are present. */
export async function countRegister(tx: Tx): Promise<{ municipalities: number; unincorporatedAreas: number; districts: number; associations: number; authorities: number; postcodes: number }> {
  const { rows: [counts] } = await tx.client.query<{ municipalities: number; areas: number; districts: number; associations: number; authorities: number; postcodes: number }>(`
    select (select count(*) from register.place where vanished_on is null and is_municipality) as municipalities, (select count(*) from register.place where vanished_on is null and not is_municipality) as areas,
      (select count(*) from register.district where vanished_on is null) as districts, (select count(*) from register.association where vanished_on is null) as associations,
      (select count(*) from register.authority where vanished_on is null) as authorities, (select count(*) from register.postcode) as postcodes`);
  const { areas = 0, municipalities = 0, districts = 0, associations = 0, authorities = 0, postcodes = 0 } = counts ?? {};
  return { municipalities, unincorporatedAreas: areas, districts, associations, authorities, postcodes };
}

/** Lets one import run at a time; the others wait until its transaction ends. */
export async function lockRegister(tx: Tx): Promise<void> {
  await tx.client.query("select pg_advisory_xact_lock(hashtext('register.import'))");
}

/** What an import must know of what is there: the present places, and every address ever given. */
export async function loadPresent(tx: Tx): Promise<{ places: ComparedPlace[]; placeSlugs: Map<string, string>; authoritySlugs: Map<AuthorityId, string>; taken: Set<string> }> {
  const places = await tx.client.query<ComparedPlace & { slug: string; vanished: boolean }>('select ags, ars, official_name as name, slug, vanished_on is not null as vanished from register.place');
  const authorities = await tx.client.query<{ id: AuthorityId; slug: string }>('select id, slug from register.authority');
  const slugs = await tx.client.query<{ slug: string }>('select slug from register.slug');
  return {
    places: places.rows.filter(({ vanished }) => !vanished).map(({ ags, ars, name }) => ({ ags, ars, name })),
    placeSlugs: new Map(places.rows.map(({ ags, slug }) => [ags, slug])),
    authoritySlugs: new Map(authorities.rows.map(({ id, slug }) => [id, slug])),
    taken: new Set(slugs.rows.map(({ slug }) => slug)),
  };
}

const WRITTEN = {
  land: { key: ['key'], columns: ['name'] },
  district: { key: ['key'], columns: ['type', 'name', 'official_name', 'seat', 'population', 'vanished_on'] },
  association: { key: ['key'], columns: ['type', 'name', 'official_name', 'seat', 'vanished_on'] },
  authority: { key: ['id'], columns: ['kind', 'key', 'ars', 'name', 'official_name', 'land', 'district', 'population', 'search_strict', 'search_loose', 'vanished_on'], once: ['slug'] },
  place: {
    key: ['ags'], once: ['slug'],
    columns: [
      'ars', 'name', 'official_name', 'type', 'is_municipality', 'land', 'district', 'association', 'population', 'area_hectares', 'postcode', 'has_several_postcodes', 'search_strict', 'search_loose',
      'municipal_authority', 'municipal_reason', 'district_authority', 'district_reason', 'vanished_on',
    ],
  },
  slug: { key: ['slug'], columns: [], once: ['ags', 'authority'] },
  dissolved_key: { key: ['key', 'level'], columns: ['name', 'last_year'] },
} as const satisfies Record<string, { key: readonly string[]; columns: readonly string[]; once?: readonly string[] }>;

/**
 * Writes the rows of one table as a difference: inserts what is new, updates what differs, touches nothing else. Columns that are given once (addresses) are never updated.
 * Returns how many rows were written.
 */
export async function writeRows<Name extends keyof typeof WRITTEN>(tx: Tx, name: Name, written: readonly (Name extends 'dissolved_key' ? RegisterTables['register.dissolved_key'] : RegisterTables[`register.${Name}`])[]): Promise<number> {
  const table: { key: readonly string[]; columns: readonly string[]; once?: readonly string[] } = WRITTEN[name];
  const all = [...table.key, ...table.columns, ...(table.once ?? [])].join(', ');
  const update = table.columns.length === 0 ? 'nothing' : `update set ${table.columns.map((column) => `${column} = excluded.${column}`).join(', ')}
    where (${table.columns.map((column) => `kept.${column}`).join(', ')}) is distinct from (${table.columns.map((column) => `excluded.${column}`).join(', ')})`;
  const { rowCount } = await tx.client.query(
    `insert into register.${name} as kept (${all}) select ${all} from json_populate_recordset(null::register.${name}, $1) on conflict (${table.key.join(', ')}) do ${update}`,
    [JSON.stringify(written)],
  );
  return rowCount ?? 0;
}

/** Marks as vanished what the edition of the day no longer has. Returns how many. */
export async function markVanished(tx: Tx, table: 'place' | 'authority' | 'district' | 'association', keys: readonly string[], on: PlainDate): Promise<number> {
  const key = table === 'place' ? 'ags' : table === 'authority' ? 'id::text' : 'key';
  const { rowCount } = await tx.client.query(`update register.${table} set vanished_on = $2 where vanished_on is null and not (${key} = any($1))`, [keys, on]);
  return rowCount ?? 0;
}

export async function saveEdition(tx: Tx, edition: EditionInForce): Promise<void> {
  const values = { date: edition.date, population_on: edition.populationOn, source: edition.source, imported_at: edition.importedAt, difference: JSON.stringify(edition.difference), fingerprint: edition.fingerprint };
  await rows<RegisterTables>(tx).insertInto('register.edition').values(values).onConflict((on) => on.column('date').doUpdateSet({ population_on: values.population_on, source: values.source, fingerprint: values.fingerprint })).execute();
}

/** Replaces the list of postcodes by another. */
export async function replacePostcodes(tx: Tx, list: readonly { postcode: string; ags: string }[]): Promise<void> {
  await tx.client.query('delete from register.postcode');
  await tx.client.query('insert into register.postcode (postcode, ags) select distinct postcode, ags from json_to_recordset($1) as listed (postcode text, ags text)', [JSON.stringify(list)]);
}

/** Which of these keys belong to present places. */
export async function knownPlaces(tx: Tx): Promise<Set<string>> {
  const { rows: found } = await tx.client.query<{ ags: string }>('select ags from register.place where vanished_on is null');
  return new Set(found.map(({ ags }) => ags));
}
