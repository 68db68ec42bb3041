import type { House } from '@allmende/house';
import { checkpointFolder } from '../clients/checkpoint-folder.ts';
import { fileCheckpointSigner } from '../clients/file-checkpoint-signer.ts';
import { checkpoint, type Checkpointed } from './checkpoint.ts';
import { integrate } from './integrate.ts';

/**
 * Gives waiting entries their places and writes checkpoints of all logs into the configured folder (or `folder`), signed with the key of this installation. The key keeps the name under
 * which the folder knows it, so that a new address of the platform does not begin a second history.
 */
export async function writeCheckpoints(house: Pick<House, 'config' | 'database'>, folder = house.config.checkpointsDir): Promise<Checkpointed> {
  const known = await checkpointFolder(folder).key();
  const signer = await fileCheckpointSigner({ folder: house.config.keysDir, name: known?.name ?? new URL(house.config.publicAddress).host });
  await integrate(house.database);
  return checkpoint(house.database, signer, folder);
}
