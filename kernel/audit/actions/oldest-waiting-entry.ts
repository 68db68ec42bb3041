import type { House } from '@allmende/house';
import { findOldestPending } from '../data/tree.ts';

/** When the oldest entry was written that still waits for its place in a tree; undefined when none waits. Says whether the integrator keeps up. */
export async function oldestWaitingEntry(house: Pick<House, 'database'>): Promise<Date | undefined> {
  return house.database.acrossTenants('audit/oldest-waiting', findOldestPending);
}
