import type { House } from '@allmende/house';
import { selectBackupStates, type BackupState } from '../data/backup-state.ts';

/** For those who watch what runs: when every instance that is saved at night got its newest backup. */
export async function listBackupStates(house: Pick<House, 'database'>): Promise<readonly BackupState[]> {
  return house.database.acrossTenants('operations/list-backup-states', selectBackupStates);
}
