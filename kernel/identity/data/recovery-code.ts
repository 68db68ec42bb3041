import { rows, type Tx } from '@allmende/database';
import type { IdentityTables } from './tables.ts';

/** Replaces all recovery codes of an account. */
export async function replaceRecoveryCodes(tx: Tx, accountId: string, hashes: readonly Buffer[], at: Date): Promise<void> {
  await rows<IdentityTables>(tx).deleteFrom('identity.recovery_code').where('account_id', '=', accountId).execute();
  if (hashes.length > 0) await rows<IdentityTables>(tx).insertInto('identity.recovery_code').values(hashes.map((hash) => ({ account_id: accountId, code_hash: hash, created_at: at, used_at: null }))).execute();
}

/** Uses up a code; false when it is none of the account's or was used before. */
export async function useRecoveryCode(tx: Tx, accountId: string, hash: Buffer, at: Date): Promise<boolean> {
  const used = await rows<IdentityTables>(tx).updateTable('identity.recovery_code').set({ used_at: at }).where('account_id', '=', accountId).where('code_hash', '=', hash).where('used_at', 'is', null).executeTakeFirst();
  return used.numUpdatedRows > 0n;
}

/** How many codes of an account are left. */
export async function countRecoveryCodes(tx: Tx, accountId: string): Promise<number> {
  const { count } = await rows<IdentityTables>(tx).selectFrom('identity.recovery_code').where('account_id', '=', accountId).where('used_at', 'is', null).select((select) => select.fn.countAll<string>().as('count')).executeTakeFirstOrThrow();
  return Number(count);
}
