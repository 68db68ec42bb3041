import type { House } from '@allmende/house';
import { deletePendingBefore } from '../data/pending-sign-in.ts';
import { deleteSessionsBefore } from '../data/session.ts';
import { deleteAttemptsBefore } from '../data/sign-in-attempt.ts';
import { deleteChallengesBefore } from '../data/spent-challenge.ts';
import { ATTEMPTS_KEPT_MS } from '../domain/sign-in-pause.ts';

const SESSIONS_KEPT_MS = 30 * 86_400_000;

/** Deletes sessions that were over 30 days ago sign-ins that nobody finished, spent challenges, and counts of failures that no longer matter. */
export async function forgetOldSignIns(house: Pick<House, 'database' | 'clock'>): Promise<void> {
  const now = house.clock.now().getTime();
  await house.database.withoutTenant(async (tx) => {
    await deleteSessionsBefore(tx, new Date(now - SESSIONS_KEPT_MS));
    await deletePendingBefore(tx, new Date(now));
    await deleteChallengesBefore(tx, new Date(now));
    await deleteAttemptsBefore(tx, new Date(now - 2 * ATTEMPTS_KEPT_MS));
  });
}
