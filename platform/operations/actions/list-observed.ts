import type { House } from '@allmende/house';
import { selectObserved, type ObservedInstance } from '../data/observed.ts';

/** For those who watch what runs: every instance that is not deleted with its state, or only one; copies are left out. */
export async function listObserved(house: Pick<House, 'database'>, input: { readonly instance?: string } = {}): Promise<readonly ObservedInstance[]> {
  return house.database.acrossTenants('operations/list-observed', (tx) => selectObserved(tx, input.instance));
}
