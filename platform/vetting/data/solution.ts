import { rows, type TenantTx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { createDataKey, openBytes, openDataKey, sealBytes, type DataKey, type KeyStore } from '@allmende/secrets';
import type { PlainDate } from '@allmende/time';
import { AlreadyInVetting } from '../domain/errors.ts';
import type { ListingState, VettedSolution, WorkState } from '../domain/solution.ts';
import type { Releases } from '../domain/standing.ts';
import type { VettingTables } from './tables.ts';

const COLUMNS = [
  'id', 'supplier', 'name', 'identity', 'state', 'listing', 'revision', 'published_revision as publishedRevision', 'slug', 'reason', 'created_at as createdAt', 'changed_at as changedAt',
] as const;

/** A description as it is handed in. */
export type NewRevision = { readonly number: number; readonly hash: string; readonly content: Uint8Array; readonly version: string | null; readonly releasedOn: PlainDate | null; readonly at: Date };

/** Writes a new solution with a key of its own; throws AlreadyInVetting when one with this repository is there. */
export async function insertSolution(tx: TenantTx, keys: KeyStore, solution: Pick<VettedSolution, 'id' | 'supplier' | 'name' | 'identity' | 'createdAt'>): Promise<DataKey> {
  await refuseDouble(tx, solution);
  const dataKey = await createDataKey(tx, keys);
  await rows<VettingTables>(tx).insertInto('vetting.solution').values({
    tenant_id: tx.tenant, id: solution.id, supplier: solution.supplier, name: solution.name, identity: solution.identity, state: 'draft', listing: 'unlisted', revision: 1, published_revision: null, approved_revision: null, approved_by: null,
    slug: null, reason: null, data_key_id: dataKey.id, created_at: solution.createdAt, changed_at: solution.createdAt,
  }).execute();
  return dataKey;
}

/** Throws AlreadyInVetting when another solution has this repository; the other suppliers wait until the transaction ends. */
export async function refuseDouble(tx: TenantTx, solution: Pick<VettedSolution, 'id' | 'identity'>): Promise<void> {
  if (solution.identity === null) return;
  await tx.client.query("select pg_advisory_xact_lock(hashtextextended('vetting/identity/' || $1, 0))", [solution.identity]);
  const other = await rows<VettingTables>(tx).selectFrom('vetting.solution').select('id').where('tenant_id', '=', tx.tenant).where('identity', '=', solution.identity).where('listing', '!=', 'withdrawn').where('id', '!=', solution.id).executeTakeFirst();
  if (other !== undefined) throw new AlreadyInVetting();
}

/** Writes a description, sealed. */
export async function insertRevision(tx: TenantTx, dataKey: DataKey, solution: string, revision: NewRevision): Promise<void> {
  await rows<VettingTables>(tx).insertInto('vetting.revision').values({
    tenant_id: tx.tenant, solution_id: solution, number: revision.number, hash: revision.hash, content: sealBytes(dataKey.key, revision.content, contextOf(tx, solution, revision.number)), version: revision.version, released_on: revision.releasedOn,
    handed_in_at: revision.at, published_on: null,
  }).execute();
}

/** A description as it was handed in; throws NotFound. */
export async function readRevision(tx: TenantTx, keys: KeyStore, solution: string, number: number): Promise<Uint8Array> {
  const row = await rows<VettingTables>(tx).selectFrom('vetting.revision').select(['content']).where('tenant_id', '=', tx.tenant).where('solution_id', '=', solution).where('number', '=', number).executeTakeFirst();
  if (row === undefined) throw new NotFound();
  const dataKey = await keyOfSolution(tx, keys, solution);
  return openBytes(dataKey.key, row.content, contextOf(tx, solution, number));
}

/** The key of a solution; throws NotFound. */
export async function keyOfSolution(tx: TenantTx, keys: KeyStore, solution: string): Promise<DataKey> {
  const row = await rows<VettingTables>(tx).selectFrom('vetting.solution').select('data_key_id').where('tenant_id', '=', tx.tenant).where('id', '=', solution).executeTakeFirst();
  if (row === undefined) throw new NotFound();
  return openDataKey(tx, keys, row.data_key_id);
}

/** One solution; throws NotFound. With a `supplier` only its own. */
export async function getSolutionRow(tx: TenantTx, asked: { readonly id: string; readonly supplier?: string | undefined }, lock = false): Promise<VettedSolution> {
  let query = rows<VettingTables>(tx).selectFrom('vetting.solution').select(COLUMNS).where('tenant_id', '=', tx.tenant).where('id', '=', asked.id);
  if (asked.supplier !== undefined) query = query.where('supplier', '=', asked.supplier);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  if (row === undefined) throw new NotFound();
  return row;
}

/** The solutions of a supplier, the last changed first; at most 200. */
export async function listOfSupplier(tx: TenantTx, supplier: string): Promise<VettedSolution[]> {
  return rows<VettingTables>(tx).selectFrom('vetting.solution').select(COLUMNS).where('tenant_id', '=', tx.tenant).where('supplier', '=', supplier).orderBy('changed_at', 'desc').orderBy('id').limit(200).execute();
}

/** Solutions in a state of the work, the longest waiting first; at most 500. */
export async function listInState(tx: TenantTx, state: WorkState): Promise<VettedSolution[]> {
  return rows<VettingTables>(tx).selectFrom('vetting.solution').select(COLUMNS).where('tenant_id', '=', tx.tenant).where('state', '=', state).where('listing', '!=', 'withdrawn').orderBy('changed_at').orderBy('id').limit(500).execute();
}

/** The newest solution of the vetting behind an entry of the store; undefined when there is none. */
export async function findBySlug(tx: TenantTx, slug: string): Promise<VettedSolution | undefined> {
  return rows<VettingTables>(tx).selectFrom('vetting.solution').select(COLUMNS).where('tenant_id', '=', tx.tenant).where('slug', '=', slug).orderBy('changed_at', 'desc').executeTakeFirst();
}

/** The solution of the vetting with this repository that is not withdrawn; undefined when there is none. */
export async function findByIdentity(tx: TenantTx, identity: string): Promise<VettedSolution | undefined> {
  return rows<VettingTables>(tx).selectFrom('vetting.solution').select(COLUMNS).where('tenant_id', '=', tx.tenant).where('identity', '=', identity).where('listing', '!=', 'withdrawn').executeTakeFirst();
}

/** The solutions, not withdrawn, that have a bill of materials. */
export async function listWithSbom(tx: TenantTx): Promise<string[]> {
  const { rows: found } = await tx.client.query<{ id: string }>(`select id from vetting.solution where tenant_id = $1 and listing <> 'withdrawn'
    and exists (select from vetting.evidence where evidence.tenant_id = $1 and evidence.solution_id = solution.id and evidence.check_id = 'sbom-valid' and evidence.outcome = 'passed') order by id`, [tx.tenant]);
  return found.map(({ id }) => id);
}

/** Saves what can change about a solution. */
export async function saveSolution(tx: TenantTx, id: string, change: {
  readonly at: Date; readonly name?: string; readonly identity?: string | null; readonly state?: WorkState; readonly listing?: ListingState; readonly revision?: number; readonly publishedRevision?: number; readonly slug?: string;
  readonly reason?: string | null; readonly approval?: { readonly revision: number; readonly by: string };
}): Promise<void> {
  await rows<VettingTables>(tx).updateTable('vetting.solution').set({
    changed_at: change.at,
    ...(change.name === undefined ? {} : { name: change.name }), ...(change.identity === undefined ? {} : { identity: change.identity }), ...(change.state === undefined ? {} : { state: change.state }), ...(change.listing === undefined ? {} : { listing: change.listing }),
    ...(change.revision === undefined ? {} : { revision: change.revision }), ...(change.publishedRevision === undefined ? {} : { published_revision: change.publishedRevision }), ...(change.slug === undefined ? {} : { slug: change.slug }),
    ...(change.reason === undefined ? {} : { reason: change.reason }), ...(change.approval === undefined ? {} : { approved_revision: change.approval.revision, approved_by: change.approval.by }),
  }).where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}

/** Notes on which day a description went into the store. */
export async function notePublication(tx: TenantTx, solution: string, number: number, on: PlainDate): Promise<void> {
  await rows<VettingTables>(tx).updateTable('vetting.revision').set({ published_on: on }).where('tenant_id', '=', tx.tenant).where('solution_id', '=', solution).where('number', '=', number).where('published_on', 'is', null).execute();
}

/** The releases of solutions that went into the store, by solution. */
export async function releasesOf(tx: TenantTx, solutions: readonly string[]): Promise<ReadonlyMap<string, Releases>> {
  if (solutions.length === 0) return new Map();
  const found = await rows<VettingTables>(tx).selectFrom('vetting.revision').select(['solution_id', 'released_on', 'published_on']).where('tenant_id', '=', tx.tenant).where('solution_id', 'in', [...solutions]).where('published_on', 'is not', null).execute();
  return new Map(solutions.map((id) => {
    const own = found.filter((row) => row.solution_id === id);
    return [id, { firstPublishedOn: own.flatMap((row) => row.published_on ?? []).toSorted()[0] ?? null, releasedOn: own.flatMap((row) => row.released_on ?? []) }];
  }));
}

function contextOf(tx: TenantTx, solution: string, number: number): string {
  return `vetting-revision:${tx.tenant}:${solution}:${number}`;
}
