import type { House } from '@allmende/house';
import { deleteOldRows } from '../data/sign-in.ts';

const KEEP_DAYS = 7;

/** Deletes sign-ins and sessions that were over a week ago; returns how many rows went. */
export async function forgetOldCitizenSignIns(house: Pick<House, 'database' | 'clock'>): Promise<number> {
  const before = new Date(house.clock.now().getTime() - KEEP_DAYS * 86_400_000);
  return house.database.acrossTenants('citizen-accounts/forget-old-sign-ins', (tx) => deleteOldRows(tx, before));
}
