import type { Database, Tx } from '@allmende/database';
import { checkpointFolder, type CheckpointFolder } from '../clients/checkpoint-folder.ts';
import { lockCheckpoints, selectHeads, selectLeafHashes, type TreeHead } from '../data/tree.ts';
import { openCheckpoint, signCheckpoint, type CheckpointSigner } from '../domain/checkpoint.ts';
import { InvalidCheckpoint } from '../domain/errors.ts';
import { appendLeaves, EMPTY_FRONTIER, frontierRoot } from '../domain/frontier.ts';
import { logOrigin } from '../domain/log-origin.ts';
import { sameHash } from '../domain/merkle-hash.ts';

/** What a run did, by number of logs; a refused log no longer continues what was signed before, and needs `verifyAudit` and a person. */
export type Checkpointed = { readonly written: number; readonly unchanged: number; readonly refused: readonly { readonly tenant: string; readonly reason: string }[] };

/**
 * Signs the present state of every authority's log and keeps it in a folder outside the database, with the leaf hashes that came since. Before signing it checks that the log still begins with
 * what the last checkpoint says; otherwise the log is refused and nothing of it is written. Entries without a place yet wait for the next time.
 */
export async function checkpoint(database: Database, signer: CheckpointSigner, folder: string): Promise<Checkpointed> {
  const outside = checkpointFolder(folder);
  return database.acrossTenants('audit/checkpoint', async (tx) => {
    await lockCheckpoints(tx);
    const known = await outside.key();
    if (known === undefined) await outside.keepKey(signer);
    else if (known.name !== signer.name || !sameHash(known.publicKey, signer.publicKey)) throw new InvalidCheckpoint(`im Ordner liegt der Schlüssel von ${known.name}, nicht dieser`);
    const result = { written: 0, unchanged: 0, refused: [] as { tenant: string; reason: string }[] };
    for (const head of await selectHeads(tx)) {
      const done = await checkpointLog(tx, head, signer, outside).catch((error: unknown) => {
        if (error instanceof InvalidCheckpoint) return error.message;
        throw error;
      });
      if (done === 'written' || done === 'unchanged') result[done] += 1;
      else result.refused.push({ tenant: head.tenant, reason: done });
    }
    return result;
  });
}

async function checkpointLog(tx: Tx, head: TreeHead, signer: CheckpointSigner, outside: CheckpointFolder): Promise<string> {
  const last = await outside.lastNote(head.tenant);
  const before = last && openCheckpoint(last.note, signer);
  const size = before?.size ?? 0;
  if (head.size < size) throw new InvalidCheckpoint(`das Protokoll hat ${head.size} Einträge, der letzte Prüfpunkt nennt ${size}`);
  const edge = appendLeaves(EMPTY_FRONTIER, (await outside.leafHashes(head.tenant)).slice(0, size));
  if (before && (edge.size !== size || !sameHash(frontierRoot(edge), before.root))) throw new InvalidCheckpoint('die ausgelagerten Blattwerte passen nicht zum letzten Prüfpunkt');
  const added = await selectLeafHashes(tx, head.tenant, { start: size, end: head.size });
  if (added.length !== head.size - size || !sameHash(frontierRoot(appendLeaves(edge, added)), head.root)) {
    throw new InvalidCheckpoint('der Baum setzt den letzten Prüfpunkt nicht fort');
  }
  if (before && added.length === 0) return 'unchanged';
  await outside.keep(head.tenant, size, added, await signCheckpoint({ origin: logOrigin(signer.name, head.tenant), size: head.size, root: head.root }, signer));
  return 'written';
}
