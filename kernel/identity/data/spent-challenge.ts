import { rows, type Tx } from '@allmende/database';
import type { IdentityTables } from './tables.ts';

/** Spends a challenge; false when it was answered before. */
export async function spendChallenge(tx: Tx, hash: Buffer, expiresAt: Date): Promise<boolean> {
  const spent = await rows<IdentityTables>(tx).insertInto('identity.spent_challenge').values({ challenge_hash: hash, expires_at: expiresAt }).onConflict((conflict) => conflict.doNothing()).returning('expires_at').executeTakeFirst();
  return spent !== undefined;
}

/** Deletes challenges that are too old to be answered anyway. */
export async function deleteChallengesBefore(tx: Tx, moment: Date): Promise<void> {
  await rows<IdentityTables>(tx).deleteFrom('identity.spent_challenge').where('expires_at', '<', moment).execute();
}
