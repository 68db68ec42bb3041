import { rows, type Tx } from '@allmende/database';
import type { IdentityTables } from './tables.ts';

/** Writes a sign-in whose second step is still to come. */
export async function insertPendingSignIn(tx: Tx, pending: { readonly tokenHash: Buffer; readonly accountId: string; readonly expiresAt: Date }): Promise<void> {
  await rows<IdentityTables>(tx).insertInto('identity.pending_sign_in').values({ token_hash: pending.tokenHash, account_id: pending.accountId, expires_at: pending.expiresAt }).execute();
}

/** The account of a sign-in that waits for its second step. */
export async function findPendingSignIn(tx: Tx, tokenHash: Buffer, now: Date): Promise<string | undefined> {
  const found = await rows<IdentityTables>(tx).selectFrom('identity.pending_sign_in').where('token_hash', '=', tokenHash).where('expires_at', '>', now).select('account_id as accountId').executeTakeFirst();
  return found?.accountId;
}

/** Ends a waiting sign-in; false when it was over already. */
export async function deletePendingSignIn(tx: Tx, tokenHash: Buffer): Promise<boolean> {
  const gone = await rows<IdentityTables>(tx).deleteFrom('identity.pending_sign_in').where('token_hash', '=', tokenHash).executeTakeFirst();
  return gone.numDeletedRows > 0n;
}

/** Ends all waiting sign-ins of an account. */
export async function deletePendingSignIns(tx: Tx, accountId: string): Promise<void> {
  await rows<IdentityTables>(tx).deleteFrom('identity.pending_sign_in').where('account_id', '=', accountId).execute();
}

/** Deletes what nobody finished in time. */
export async function deletePendingBefore(tx: Tx, moment: Date): Promise<void> {
  await rows<IdentityTables>(tx).deleteFrom('identity.pending_sign_in').where('expires_at', '<', moment).execute();
}
