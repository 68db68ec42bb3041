import { rows, type Tx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { Conformance } from '../domain/check-conformance.ts';
import type { FacetName } from '../domain/facet.ts';
import type { SearchText } from '../domain/search-text.ts';
import type { Failure, Solution } from '../domain/solution.ts';
import { storableJson } from './storable-json.ts';
import type { CatalogTables } from './tables.ts';

/** A row to be written, with the texts it is searched by. */
export type WrittenSolution = Omit<Solution, 'firstListedAt' | 'failure'> & {
  identity: string;
  contentHash: string;
  reader: number;
  standing: number;
  facets: readonly { facet: FacetName; value: string }[];
  text: SearchText;
};

/** What an import must know of the entries that are there. */
export type KnownSolution = { slug: string; identity: string; source: string; contentHash: string; reader: number; conformant: boolean };

/** Lets one import run at a time; the others wait until its transaction ends. */
export async function lockCatalog(tx: Tx): Promise<void> {
  await tx.client.query("select pg_advisory_xact_lock(hashtext('catalog.import'))");
}

export async function listKnownSolutions(tx: Tx): Promise<readonly KnownSolution[]> {
  const { rows: known } = await tx.client.query<KnownSolution>('select slug, identity, source, content_hash as "contentHash", reader, conformant from catalog.solution');
  return known;
}

/** Inserts or replaces entries by their identity, in one statement. The slug and the first day stay. */
export async function writeSolutions(tx: Tx, written: readonly WrittenSolution[]): Promise<void> {
  if (written.length === 0) return;
  const facets = await facetIds(tx, written.flatMap((one) => one.facets));
  const values = written.map((one) => ({
    slug: one.slug, identity: one.identity, name: one.listing.name, origin: one.origin, source: one.source, content_hash: one.contentHash, reader: one.reader, listing: one.listing,
    normalised: one.normalised, conformant: one.conformance.conformant, conformance: one.conformance, provenance: one.provenance, changed_at: one.changedAt, last_good_read_at: one.lastGoodReadAt,
    standing: one.standing, facets: one.facets.map(({ facet, value }) => facets.get(`${facet}:${value}`)), name_folded: one.text.nameFolded, head_folded: one.text.headFolded,
    rest_folded: one.text.restFolded, german: one.text.german, english: one.text.english,
  }));
  await tx.client.query(`
    with given as materialized (
      select * from jsonb_to_recordset($1::jsonb) as given (slug text, identity text, name text, origin text, source text, content_hash text, reader integer, listing jsonb, normalised jsonb, conformant boolean,
        conformance jsonb, provenance jsonb, changed_at timestamptz, last_good_read_at timestamptz, standing smallint, facets integer[], name_folded text, head_folded text, rest_folded text, german text,
        english text)
    ), kept as (
      insert into catalog.solution as kept (slug, identity, name, origin, source, content_hash, reader, listing, normalised, conformant, conformance, provenance, first_listed_at, changed_at, last_good_read_at)
        select slug, identity, name, origin, source, content_hash, reader, listing, normalised, conformant, conformance, provenance, changed_at, changed_at, last_good_read_at from given
      on conflict (identity) do update set name = excluded.name, origin = excluded.origin, source = excluded.source, content_hash = excluded.content_hash, reader = excluded.reader,
        listing = excluded.listing, normalised = excluded.normalised, conformant = excluded.conformant, conformance = excluded.conformance, provenance = excluded.provenance,
        changed_at = excluded.changed_at, last_good_read_at = excluded.last_good_read_at, failure = null
      returning number, identity
    )
    insert into catalog.search_entry (number, standing, name_folded, facets, head, head_folded, search)
      select number, standing, name_folded, facets, setweight(to_tsvector('simple', name_folded), 'A') || setweight(to_tsvector('simple', head_folded), 'B'), head_folded,
        catalog.search_vector(name_folded, head_folded, rest_folded, german, english)
      from kept join given using (identity)
    on conflict (number) do update set standing = excluded.standing, name_folded = excluded.name_folded, facets = excluded.facets, head = excluded.head, head_folded = excluded.head_folded,
      search = excluded.search`, [storableJson(values)]);
}

/** The strict verdicts of entries, by slug. */
export async function listVerdicts(tx: Tx, slugs: readonly string[]): Promise<ReadonlyMap<string, Conformance>> {
  const { rows: found } = await tx.client.query<{ slug: string; conformance: Conformance }>('select slug, conformance from catalog.solution where slug = any($1)', [slugs]);
  return new Map(found.map(({ slug, conformance }) => [slug, conformance]));
}

/** Notes that an unchanged file was read well again. */
export async function noteGoodRead(tx: Tx, slugs: readonly string[], at: Date): Promise<void> {
  if (slugs.length === 0) return;
  await tx.client.query('update catalog.solution set last_good_read_at = $2, failure = null where slug = any($1)', [slugs, at]);
}

/** Notes that the newest file of an entry could not be read; the entry stays. */
export async function noteFailure(tx: Tx, source: string, failure: Failure): Promise<void> {
  await tx.client.query('update catalog.solution set failure = $2 where source = $1', [source, storableJson(failure)]);
}

/** Takes an entry out of what searches find. */
export async function hideSolution(tx: Tx, slug: string): Promise<void> {
  await tx.client.query('delete from catalog.search_entry using catalog.solution where solution.number = search_entry.number and solution.slug = $1', [slug]);
}

/** Ends a change of solutions: facets are counted, searches see the new rows fast, and processes forget what they remember. */
export async function settleCatalog(tx: Tx): Promise<void> {
  await tx.client.query('select catalog.settle()');
}


/** One entry by its address; throws NotFound. */
export async function getSolution(tx: Tx, slug: string): Promise<Solution> {
  const row = await rows<CatalogTables>(tx).selectFrom('catalog.solution')
    .select(['slug', 'origin', 'listing', 'conformance', 'normalised', 'provenance', 'source', 'first_listed_at', 'changed_at', 'last_good_read_at', 'failure'])
    .where('slug', '=', slug).executeTakeFirst();
  if (row === undefined) throw new NotFound();
  return {
    slug: row.slug, origin: row.origin, listing: row.listing, conformance: row.conformance, normalised: row.normalised, provenance: row.provenance, source: row.source,
    firstListedAt: row.first_listed_at, changedAt: row.changed_at, lastGoodReadAt: row.last_good_read_at, failure: row.failure,
  };
}

async function facetIds(tx: Tx, wanted: readonly { facet: FacetName; value: string }[]): Promise<ReadonlyMap<string, number>> {
  const distinct = [...new Map(wanted.map((one) => [`${one.facet}:${one.value}`, one])).values()];
  const given = storableJson(distinct);
  await tx.client.query('insert into catalog.facet (facet, value) select facet, value from jsonb_to_recordset($1::jsonb) as given (facet text, value text) on conflict do nothing', [given]);
  const { rows: found } = await tx.client.query<{ id: number; facet: string; value: string }>(
    'select id, facet, value from catalog.facet join jsonb_to_recordset($1::jsonb) as given (facet text, value text) using (facet, value)', [given]);
  return new Map(found.map(({ id, facet, value }) => [`${facet}:${value}`, id]));
}
