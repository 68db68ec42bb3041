import type { TenantTx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { findEntry } from '../data/entry.ts';
import { rangeRoot, selectHeads } from '../data/tree.ts';
import type { Hash } from '../domain/merkle-hash.ts';
import { proofRanges } from '../domain/proof-ranges.ts';

/** Shows with `verifyInclusion` that an entry is in the authority's log. */
export type EntryProof = { readonly body: string; readonly index: number; readonly size: number; readonly root: Hash; readonly path: readonly Hash[] };

/** The inclusion proof of an entry against the present root; undefined while it waits for its place. Throws NotFound. Source: RFC 9162 § 2.1.3. */
export async function proveEntry(tx: TenantTx, entryId: string): Promise<EntryProof | undefined> {
  const found = await findEntry(tx, entryId);
  if (found === undefined) throw new NotFound();
  const [head] = await selectHeads(tx, tx.tenant);
  if (head === undefined || found.treeIndex === null || found.treeIndex >= head.size) return undefined;
  const path: Hash[] = [];
  for (const range of proofRanges(found.treeIndex, found.treeIndex + 1, head.size)) path.push(await rangeRoot(tx, tx.tenant, range));
  return { body: found.body, index: found.treeIndex, size: head.size, root: head.root, path };
}
