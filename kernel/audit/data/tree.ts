import type { Tx } from '@allmende/database';
import { appendLeaves, EMPTY_FRONTIER, frontierBytes, frontierFromBytes, frontierRoot, type CompleteNode, type Frontier } from '../domain/frontier.ts';
import type { Hash } from '../domain/merkle-hash.ts';
import type { LeafRange } from '../domain/proof-ranges.ts';

/** Nodes are stored at every eighth level; those between are computed again from at most 256 others. */
export const LEVELS_BETWEEN_STORED_NODES = 8;

const INTEGRATOR_LOCK = 4_611_200_126;

/** The state of one authority's tree. */
export type TreeHead = { readonly tenant: string; readonly size: number; readonly root: Hash };

/** An entry that waits for its place. */
export type PendingEntry = { readonly tenant: string; readonly id: string; readonly body: string };

/** Takes the right to integrate until the transaction ends; false when somebody else has it. */
export async function lockTrees(tx: Tx): Promise<boolean> {
  const { rows } = await tx.client.query<{ got: boolean }>({ text: 'select pg_try_advisory_xact_lock($1) as got', values: [INTEGRATOR_LOCK] });
  return rows[0]?.got ?? false;
}

/** Whether any entry waits; needs no tenant. */
export async function hasPending(tx: Tx): Promise<boolean> {
  const { rows } = await tx.client.query<{ has: boolean }>({ name: 'audit-has-pending', text: 'select audit.has_pending() as has' });
  return rows[0]?.has ?? false;
}

/** When the oldest waiting entry was made, as its id (UUIDv7, RFC 9562) says; undefined when none waits. */
export async function findOldestPending(tx: Tx): Promise<Date | undefined> {
  const { rows } = await tx.client.query<{ at: Date | null }>({ name: 'audit-oldest-pending', text: 'select uuid_extract_timestamp(entry_id) as at from audit.pending order by entry_id limit 1' });
  return rows[0]?.at ?? undefined;
}

/**
 * Waiting entries, oldest id first. The queue and not a high-water mark says what waits: an entry that commits late with an early id
 * is simply found later.
 */
export async function selectPending(tx: Tx, limit: number): Promise<PendingEntry[]> {
  const { rows } = await tx.client.query<PendingEntry>({
    text: `select pending.log_id as tenant, pending.entry_id as id, entry.body
           from audit.pending
           cross join lateral (select body from audit.entry where entry.tenant_id = pending.log_id and entry.id = pending.entry_id offset 0) as entry
           order by pending.entry_id limit $1`,
    values: [limit],
  });
  return rows;
}

/** The right edges of these authorities' trees. */
export async function selectFrontiers(tx: Tx, tenants: readonly string[]): Promise<Map<string, Frontier>> {
  const { rows } = await tx.client.query<{ tenant: string; size: number; frontier: Uint8Array }>({
    text: 'select tenant_id as tenant, size, frontier from audit.tree_head where tenant_id = any($1::uuid[]) order by tenant_id for update',
    values: [tenants],
  });
  return new Map(rows.map((row) => [row.tenant, frontierFromBytes(row.size, row.frontier)]));
}

/** Gives the entries their places after the leaves that are there, and moves the heads; all in one statement. */
export async function appendEntries(tx: Tx, batches: ReadonlyMap<string, readonly { id: string; leaf: Hash }[]>): Promise<void> {
  const before = await selectFrontiers(tx, [...batches.keys()]);
  const leaves: { tenant: string; index: number; id: string; hash: Hash }[] = [];
  const nodes: (CompleteNode & { tenant: string })[] = [];
  const heads: { tenant: string; frontier: Frontier }[] = [];
  for (const [tenant, entries] of batches) {
    const old = before.get(tenant) ?? EMPTY_FRONTIER;
    entries.forEach((entry, index) => leaves.push({ tenant, index: old.size + index, id: entry.id, hash: entry.leaf }));
    const keep = (node: CompleteNode) => { if (node.level % LEVELS_BETWEEN_STORED_NODES === 0) nodes.push({ ...node, tenant }); };
    heads.push({ tenant, frontier: appendLeaves(old, entries.map((entry) => entry.leaf), keep) });
  }
  await tx.client.query({
    text: `
      with leaves as (
        insert into audit.leaf (tenant_id, tree_index, entry_id, leaf_hash) select * from unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::bytea[])
      ), nodes as (
        insert into audit.node (tenant_id, level, position, hash) select * from unnest($5::uuid[], $6::smallint[], $7::bigint[], $8::bytea[])
      ), heads as (
        insert into audit.tree_head as head (tenant_id, size, root, frontier) select * from unnest($9::uuid[], $10::bigint[], $11::bytea[], $12::bytea[])
        on conflict (tenant_id) do update set size = excluded.size, root = excluded.root, frontier = excluded.frontier, updated_at = now()
      )
      delete from audit.pending where entry_id = any($3::uuid[])`,
    values: [
      leaves.map((one) => one.tenant), leaves.map((one) => one.index), leaves.map((one) => one.id), leaves.map((one) => one.hash),
      nodes.map((one) => one.tenant), nodes.map((one) => one.level), nodes.map((one) => one.position), nodes.map((one) => one.hash),
      heads.map((one) => one.tenant), heads.map((one) => one.frontier.size), heads.map((one) => frontierRoot(one.frontier)), heads.map((one) => frontierBytes(one.frontier)),
    ],
  });
}

/** Heads of all authorities, or of one, by tenant. */
export async function selectHeads(tx: Tx, tenant?: string): Promise<TreeHead[]> {
  const { rows } = await tx.client.query<TreeHead>({
    text: 'select tenant_id as tenant, size, root from audit.tree_head where $1::uuid is null or tenant_id = $1 order by tenant_id',
    values: [tenant ?? null],
  });
  return rows;
}

/** Stored leaf hashes from `start` to `end` (excluded), in order. */
export async function selectLeafHashes(tx: Tx, tenant: string, range: LeafRange): Promise<Hash[]> {
  const { rows } = await tx.client.query<{ hash: Hash }>({
    text: 'select leaf_hash as hash from audit.leaf where tenant_id = $1 and tree_index >= $2 and tree_index < $3 order by tree_index',
    values: [tenant, range.start, range.end],
  });
  return rows.map((row) => row.hash);
}

/** Root over the leaves of a range that begins at a multiple of its width, from stored nodes as far as they reach. */
export async function rangeRoot(tx: Tx, tenant: string, range: LeafRange): Promise<Hash> {
  const levels: number[] = [];
  for (let level = 0; 2 ** level <= range.end - range.start; level += LEVELS_BETWEEN_STORED_NODES) levels.unshift(level);
  let at = range.start;
  const peaks: Hash[] = [];
  for (const level of levels) {
    const width = 2 ** level;
    const count = Math.floor((range.end - at) / width);
    if (count === 0) continue;
    const hashes = level === 0 ? await selectLeafHashes(tx, tenant, { start: at, end: at + count }) : await selectNodes(tx, tenant, level, at / width, count);
    if (hashes.length !== count) throw new RangeError('the stored tree has gaps');
    peaks.push(...appendLeaves(EMPTY_FRONTIER, hashes).peaks);
    at += count * width;
  }
  return frontierRoot({ size: range.end - range.start, peaks });
}

async function selectNodes(tx: Tx, tenant: string, level: number, position: number, count: number): Promise<Hash[]> {
  const { rows } = await tx.client.query<{ hash: Hash }>({
    text: 'select hash from audit.node where tenant_id = $1 and level = $2 and position >= $3 and position < $4 order by position',
    values: [tenant, level, position, position + count],
  });
  return rows.map((row) => row.hash);
}

const CHECKPOINT_LOCK = 4_611_200_127;

/** Takes the right to write checkpoints until the transaction ends; waits for whoever has it. */
export async function lockCheckpoints(tx: Tx): Promise<void> {
  await tx.client.query({ text: 'select pg_advisory_xact_lock($1)', values: [CHECKPOINT_LOCK] });
}
