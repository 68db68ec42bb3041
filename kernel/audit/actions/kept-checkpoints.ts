import type { CheckpointFolder } from '../clients/checkpoint-folder.ts';
import { openCheckpoint, type CheckpointKey } from '../domain/checkpoint.ts';
import { InvalidCheckpoint } from '../domain/errors.ts';
import type { Hash } from '../domain/merkle-hash.ts';
import type { StampFile } from '../domain/time-stamp.ts';

/** A checkpoint outside the database, as it is signed, with its time stamp if it has one. */
export type KeptCheckpoint = { readonly size: number; readonly root: Hash; readonly note: string; readonly stamp: StampFile | undefined };

/** Key and readable checkpoints of a log, smallest first; none where this process may not read the folder. A damaged note is left out: `verifyAudit` names it. */
export async function keptCheckpoints(outside: CheckpointFolder, log: string): Promise<{ readonly key: CheckpointKey | undefined; readonly checkpoints: readonly KeptCheckpoint[] }> {
  const found = await Promise.all([outside.key(), outside.notes(log), outside.stamps(log)]).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EACCES' && error.code !== 'EPERM') throw error;
  });
  const [key, notes, stamps] = found ?? [undefined, [], new Map<number, StampFile>()];
  if (key === undefined) return { key, checkpoints: [] };
  const checkpoints = notes.flatMap(({ note }) => {
    try {
      const { size, root } = openCheckpoint(note, key);
      return [{ size, root, note, stamp: stamps.get(size) }];
    } catch (error) {
      if (error instanceof InvalidCheckpoint) return [];
      throw error;
    }
  });
  return { key, checkpoints: checkpoints.toSorted((one, other) => one.size - other.size) };
}
