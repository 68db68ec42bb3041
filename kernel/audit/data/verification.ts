import type { Tx } from '@allmende/database';
import type { Hash } from '../domain/merkle-hash.ts';

/** A place in the tree with the entry that should stand there, as far as it is there. */
export type StoredLeaf = {
  readonly index: number;
  readonly leaf: Hash;
  readonly entryId: string;
  readonly body: string | null;
  /** Whether the columns for searching say the same as the body. */
  readonly columnsMatch: boolean | null;
};

/** Places from `start` on, in order, at most `limit`. */
export async function selectLeaves(tx: Tx, tenant: string, start: number, limit: number): Promise<StoredLeaf[]> {
  const { rows } = await tx.client.query<Omit<StoredLeaf, 'columnsMatch'> & { atMs: number | null; action: string; subjectKind: string; subjectId: string }>({
    name: 'audit-select-leaves',
    text: `
      select leaf.tree_index as index, leaf.leaf_hash as leaf, leaf.entry_id as "entryId", entry.body, (extract(epoch from entry.at) * 1000)::bigint as "atMs", entry.action,
        entry.subject_kind as "subjectKind", entry.subject_id as "subjectId"
      from audit.leaf left join audit.entry on entry.tenant_id = leaf.tenant_id and entry.id = leaf.entry_id
      where leaf.tenant_id = $1 and leaf.tree_index >= $2 order by leaf.tree_index limit $3`,
    values: [tenant, start, limit],
  });
  return rows.map((row) => ({ index: row.index, leaf: row.leaf, entryId: row.entryId, body: row.body, columnsMatch: row.body === null ? null : columnsMatch(tenant, row, row.body) }));
}

function columnsMatch(tenant: string, row: { entryId: string; atMs: number | null; action: string; subjectKind: string; subjectId: string }, body: string): boolean {
  try {
    const entry = JSON.parse(body) as { tenant?: unknown; id?: unknown; at?: unknown; action?: unknown; subject?: { kind?: unknown; id?: unknown } };
    return entry.tenant === tenant && entry.id === row.entryId && Date.parse(String(entry.at)) === row.atMs && entry.action === row.action
      && entry.subject?.kind === row.subjectKind && entry.subject.id === row.subjectId;
  } catch {
    return false;
  }
}

/** Authorities that have entries, places or a head. */
export async function selectLogs(tx: Tx): Promise<string[]> {
  const { rows } = await tx.client.query<{ tenant: string }>(`
    select tenant_id as tenant from audit.tree_head union select distinct tenant_id from audit.leaf union select distinct tenant_id from audit.entry
    union select log_id from audit.pending order by 1`);
  return rows.map((row) => row.tenant);
}

/**
 * Entries without a place: those that wait, those that nothing will ever fetch because they were not queued, and queued ones that are gone. One statement, so one
 * moment.
 */
export async function selectUnsequenced(tx: Tx, tenant: string): Promise<{ waiting: number; unqueued: string[]; vanished: string[] }> {
  const { rows } = await tx.client.query<{ waiting: number; unqueued: string[] | null; vanished: string[] | null }>({
    text: `
      select count(pending.entry_id) as waiting, array_agg(entry.id::text order by entry.id) filter (where pending.entry_id is null) as unqueued,
        (select array_agg(queued.entry_id::text order by queued.entry_id) from audit.pending as queued
         where queued.log_id = $1 and not exists (select from audit.entry as any_entry where any_entry.tenant_id = $1 and any_entry.id = queued.entry_id)) as vanished
      from audit.entry
      left join audit.leaf on leaf.tenant_id = entry.tenant_id and leaf.entry_id = entry.id
      left join audit.pending on pending.entry_id = entry.id
      where entry.tenant_id = $1 and leaf.entry_id is null`,
    values: [tenant],
  });
  return { waiting: rows[0]?.waiting ?? 0, unqueued: rows[0]?.unqueued ?? [], vanished: rows[0]?.vanished ?? [] };
}
