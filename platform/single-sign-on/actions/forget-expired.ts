import type { House } from '@allmende/house';
import { deleteExpiredArtefacts } from '../data/artefact.ts';
import { deleteSignInsBefore } from '../data/sign-in.ts';

const DAY_MS = 86_400_000;

/** Deletes what has expired, and sign-ins thirty days after their end. */
export async function forgetExpired(house: Pick<House, 'database' | 'clock'>): Promise<void> {
  const now = house.clock.now();
  await house.database.acrossTenants('single-sign-on/forget-expired', async (tx) => {
    await deleteExpiredArtefacts(tx, now);
    await deleteSignInsBefore(tx, new Date(now.getTime() - 30 * DAY_MS));
  });
}
