import type { Database, TenantId } from '@allmende/database';
import { checkpointFolder } from '../clients/checkpoint-folder.ts';
import { selectHeads, selectLeafHashes } from '../data/tree.ts';
import { selectLeaves } from '../data/verification.ts';
import { bundleLines, type BundleLine } from '../domain/bundle-lines.ts';
import { checkpointKeyText } from '../domain/checkpoint.ts';
import { logOrigin } from '../domain/log-origin.ts';
import { HASH_BYTES, type Hash } from '../domain/merkle-hash.ts';
import { openTree, type OpenTree } from '../domain/open-tree.ts';
import { keptCheckpoints, type KeptCheckpoint } from './kept-checkpoints.ts';

const PAGE = 2_000;
const LEAVES_PER_LINE = 512;

/**
 * The log of one authority as one file for `tools/verify/verify.mjs`, line by line: head with the public key, checkpoints with their time stamps, leaf hashes, entries, and the proofs that each checkpoint continues the
 * one before and the present state the last. `folder` is where checkpoints are kept; one that cannot be read gives a bundle without any. Entries that come meanwhile are left out.
 */
export async function* bundleAudit(database: Database, folder: string, tenant: TenantId, at: Date): AsyncGenerator<string> {
  const { size, leaves } = await database.inTenant(tenant, async (tx) => {
    const [head] = await selectHeads(tx, tenant);
    return { size: head?.size ?? 0, leaves: await selectLeafHashes(tx, tenant, { start: 0, end: head?.size ?? 0 }) };
  });
  const outside = checkpointFolder(folder);
  const { key, checkpoints } = await keptCheckpoints(outside, tenant);
  // What is kept outside tells which entry was changed, also when the database was changed throughout.
  const kept = checkpoints.length === 0 ? [] : (await outside.leafHashes(tenant)).slice(0, checkpoints.at(-1)?.size ?? 0);
  const vouched = [...kept, ...leaves.slice(kept.length)];
  const tree = openTree(vouched);
  const stamps = checkpoints.filter((one) => one.stamp !== undefined).length;
  const name = key?.name ?? 'unknown';
  yield* bundleLines({
    format: 'allmende-audit-bundle/1', log: tenant, origin: logOrigin(name, tenant), exportedAt: at.toISOString(), size: tree.size, root: base64(tree.root(tree.size)),
    key: key === undefined ? null : checkpointKeyText(key), checkpoints: checkpoints.length, stamps,
  }, linesOf(database, tenant, { size, checkpoints, leaves: vouched, tree }));
}

type Contents = { readonly size: number; readonly checkpoints: readonly KeptCheckpoint[]; readonly leaves: readonly Hash[]; readonly tree: OpenTree };

async function* linesOf(database: Database, tenant: TenantId, { size, checkpoints, leaves, tree }: Contents): AsyncGenerator<BundleLine> {
  for (const { size: covered, note } of checkpoints) yield { checkpoint: { size: covered, note } };
  for (const { size: covered, stamp } of checkpoints) if (stamp !== undefined) yield { stamp: { size: covered, index: stamp.index, of: stamp.of, path: stamp.path, token: stamp.token } };
  for (let start = 0; start < leaves.length; start += LEAVES_PER_LINE) {
    yield { leaves: { start, hashes: Buffer.concat(leaves.slice(start, start + LEAVES_PER_LINE), Math.min(LEAVES_PER_LINE, leaves.length - start) * HASH_BYTES).toString('base64') } };
  }
  for (let start = 0; start < size;) {
    const page = await database.inTenant(tenant, (tx) => selectLeaves(tx, tenant, start, Math.min(PAGE, size - start)));
    for (const leaf of page) yield { entry: { index: leaf.index, body: leaf.body } };
    if (page.length === 0) break;
    start = (page.at(-1)?.index ?? start) + 1;
  }
  const steps = [...new Set([...checkpoints.map((one) => one.size), tree.size])].filter((step) => step > 0 && step <= tree.size);
  for (const [place, to] of steps.entries()) {
    const from = steps[place - 1];
    if (from !== undefined) yield { consistency: { from, to, path: tree.consistency(from, to).map(base64) } };
  }
}

function base64(hash: Hash): string {
  return Buffer.from(hash).toString('base64');
}
