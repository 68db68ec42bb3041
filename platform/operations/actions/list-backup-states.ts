import type { House } from '@allmende/house';
import { selectBackupStates, type BackupState } from '../data/backup-state.ts';

/** For those who watch what runs: which of the instances that are saved at night have no backup made since, and when they got their newest. */
export async function listBackupStates(house: Pick<House, 'database'>, since: Date): Promise<readonly BackupState[]> {
  return house.database.acrossTenants('operations/list-backup-states', (tx) => selectBackupStates(tx, since));
}
