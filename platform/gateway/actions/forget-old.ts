import type { House } from '@allmende/house';
import { deleteAppSessionsBefore } from '../data/app-session.ts';
import { deleteCodesBefore } from '../data/entry-code.ts';
import { deleteTrafficBefore } from '../data/traffic.ts';

const DAY_MS = 86_400_000;
/** Our own choice: long enough for yearly reports with a look back. */
const TRAFFIC_DAYS = 400;

/** Deletes codes and sessions that are over for a day, and traffic after 400 days. */
export async function forgetOld(house: Pick<House, 'database' | 'clock'>): Promise<void> {
  const now = house.clock.now().getTime();
  await house.database.acrossTenants('gateway/forget-old', async (tx) => {
    await deleteCodesBefore(tx, new Date(now - DAY_MS));
    await deleteAppSessionsBefore(tx, new Date(now - DAY_MS));
    await deleteTrafficBefore(tx, new Date(now - TRAFFIC_DAYS * DAY_MS));
  });
}
