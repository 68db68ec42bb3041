import { setTimeout as sleep } from 'node:timers/promises';
import type { House } from '@allmende/house';
import { checkpointFolder } from '../clients/checkpoint-folder.ts';
import { fileCheckpointSigner } from '../clients/file-checkpoint-signer.ts';
import { checkpoint, type Checkpointed } from './checkpoint.ts';
import { integrate } from './integrate.ts';
import { stampCheckpoints, type Stamped } from './stamp-checkpoints.ts';

/** What a run did; `stamps` says who put time stamps on how many checkpoints. */
export type WrittenCheckpoints = Checkpointed & { readonly stamps: Stamped };

/**
 * Gives waiting entries their places, writes checkpoints of all logs into the configured folder (or `folder`), signed with the key of this installation. The key keeps the name under
 * which the folder knows it, so that a new address of the platform does not begin a second history. Then has them stamped (`stampCheckpoints`).
 */
export async function writeCheckpoints(house: Pick<House, 'clock' | 'config' | 'database'>, folder = house.config.checkpointsDir): Promise<WrittenCheckpoints> {
  const known = await checkpointFolder(folder).key();
  const signer = await fileCheckpointSigner({ folder: house.config.keysDir, name: known?.name ?? new URL(house.config.publicAddress).host });
  await giveWaitingPlaces(house.database);
  const written = await checkpoint(house.database, signer, folder);
  return { ...written, stamps: await stampCheckpoints(house, folder) };
}

/** Waits for an integrator of another process too: what was recorded before this call belongs into the checkpoint. */
async function giveWaitingPlaces(database: House['database']): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const { sequenced, busy } = await integrate(database);
    if (!busy && sequenced === 0) return;
    if (busy) await sleep(50);
  }
}
