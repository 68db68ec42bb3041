import type { TenantTx } from '@allmende/database';
import { checkpointFolder } from '../clients/checkpoint-folder.ts';
import { findEntry } from '../data/entry.ts';
import { rangeRoot } from '../data/tree.ts';
import type { BundleLine } from '../domain/bundle-lines.ts';
import { checkpointKeyText } from '../domain/checkpoint.ts';
import type { Subject } from '../domain/entry.ts';
import { logOrigin } from '../domain/log-origin.ts';
import { proofRanges } from '../domain/proof-ranges.ts';
import { keptCheckpoints } from './kept-checkpoints.ts';
import { listEntries } from './list-entries.ts';

/** Some entries of a log with what proves them: for the first line of a bundle, and the lines that follow. `waiting` entries came after the newest checkpoint and are not among them. */
export type AuditExtract = { readonly head: Readonly<Record<string, string | number | null>>; readonly lines: readonly BundleLine[]; readonly waiting: number };

const MOST = 500;

/** The entries about these subjects (at most 500 each), each with its inclusion proof against the newest checkpoint outside the database. Callers check the permission. Source: RFC 9162 § 2.1.3. */
export async function extractAudit(tx: TenantTx, folder: string, subjects: readonly Subject[]): Promise<AuditExtract> {
  const { tenant } = tx;
  const { key, checkpoints } = await keptCheckpoints(checkpointFolder(folder), tenant);
  const last = checkpoints.at(-1);
  const base64 = (hash: Uint8Array) => Buffer.from(hash).toString('base64');
  const size = last?.size ?? 0;
  const lines: BundleLine[] = [];
  if (last !== undefined) lines.push({ checkpoint: { size, note: last.note } });
  if (last?.stamp !== undefined) lines.push({ stamp: { size, index: last.stamp.index, of: last.stamp.of, path: last.stamp.path, token: last.stamp.token } });
  const listed: Awaited<ReturnType<typeof listEntries>> = [];
  for (const subject of subjects) listed.push(...await listEntries(tx, { subject, limit: MOST }));
  const signed = listed.filter(({ treeIndex }) => treeIndex !== null && treeIndex < size).toSorted((one, other) => (one.treeIndex ?? 0) - (other.treeIndex ?? 0));
  for (const { entry, treeIndex } of signed) {
    const found = await findEntry(tx, entry.id);
    if (found === undefined || treeIndex === null) continue;
    const path: string[] = [];
    for (const range of proofRanges(treeIndex, treeIndex + 1, size)) path.push(base64(await rangeRoot(tx, tenant, range)));
    lines.push({ entry: { index: treeIndex, body: found.body, path } });
  }
  return {
    head: {
      log: tenant, origin: logOrigin(key?.name ?? 'unknown', tenant), size, root: last === undefined ? '' : base64(last.root), key: key === undefined ? null : checkpointKeyText(key),
      checkpoints: last === undefined ? 0 : 1, stamps: last?.stamp === undefined ? 0 : 1, entries: signed.length, waiting: listed.length - signed.length,
    },
    lines, waiting: listed.length - signed.length,
  };
}
