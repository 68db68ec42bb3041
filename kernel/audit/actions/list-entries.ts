import type { TenantTx } from '@allmende/database';
import type { PlainDate } from '@allmende/time';
import { selectEntries } from '../data/entry.ts';
import type { AuditEntry, Subject } from '../domain/entry.ts';

/** An entry for reading, with its place in the tree (null for less than a second) and the account, unless its mapping was erased. */
export type ListedEntry = { readonly entry: AuditEntry; readonly treeIndex: number | null; readonly accountId: string | null };

/**
 * Entries of the transaction's authority, newest first, at most `limit` (50); `before` is the last id of the page before, `room` the part of the platform that recorded, `day` a
 * day in Germany. Callers check the permission.
 */
export async function listEntries(
  tx: TenantTx,
  filter: { readonly subject?: Subject | undefined; readonly room?: string | undefined; readonly day?: PlainDate | undefined; readonly before?: string | undefined; readonly limit?: number } = {},
): Promise<ListedEntry[]> {
  const stored = await selectEntries(tx, { ...filter, limit: Math.min(filter.limit ?? 50, 500) });
  return stored.map((row) => ({ entry: JSON.parse(row.body) as AuditEntry, treeIndex: row.treeIndex, accountId: row.accountId }));
}
