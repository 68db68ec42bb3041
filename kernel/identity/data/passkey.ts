import { rows, type Tx } from '@allmende/database';
import type { Passkey } from '../domain/second-factor.ts';
import type { IdentityTables } from './tables.ts';

const COLUMNS = [
  'id', 'account_id as accountId', 'credential_id as credentialId', 'public_key as publicKey', 'counter', 'transports', 'name', 'created_at as createdAt', 'last_used_at as lastUsedAt',
] as const;

/** Passkeys of an account, oldest first. */
export async function listPasskeys(tx: Tx, accountId: string): Promise<Passkey[]> {
  const found = await rows<IdentityTables>(tx).selectFrom('identity.passkey').where('account_id', '=', accountId).select(COLUMNS).orderBy('created_at').orderBy('id').execute();
  return found.map((row) => ({ ...row, counter: Number(row.counter) }));
}

/** The passkey of a credential, kept from changing until the transaction ends, so that one answer cannot be taken twice at the same time. */
export async function findPasskeyForUpdate(tx: Tx, credentialId: Buffer): Promise<Passkey | undefined> {
  const row = await rows<IdentityTables>(tx).selectFrom('identity.passkey').where('credential_id', '=', credentialId).select(COLUMNS).forUpdate().executeTakeFirst();
  return row && { ...row, counter: Number(row.counter) };
}

/** Writes a passkey; false when the credential is known already. */
export async function insertPasskey(tx: Tx, passkey: Passkey): Promise<boolean> {
  const written = await rows<IdentityTables>(tx).insertInto('identity.passkey').values({
    id: passkey.id, account_id: passkey.accountId, credential_id: passkey.credentialId, public_key: passkey.publicKey, counter: passkey.counter, transports: [...passkey.transports],
    name: passkey.name, created_at: passkey.createdAt, last_used_at: passkey.lastUsedAt,
  }).onConflict((conflict) => conflict.column('credential_id').doNothing()).returning('id').executeTakeFirst();
  return written !== undefined;
}

/** Notes the use of a passkey with the authenticator's new count. */
export async function notePasskeyUse(tx: Tx, id: string, use: { readonly counter: number; readonly at: Date }): Promise<void> {
  await rows<IdentityTables>(tx).updateTable('identity.passkey').set({ counter: use.counter, last_used_at: use.at }).where('id', '=', id).execute();
}

/** Deletes one passkey of an account; false when there was none. */
export async function deletePasskey(tx: Tx, accountId: string, id: string): Promise<boolean> {
  const gone = await rows<IdentityTables>(tx).deleteFrom('identity.passkey').where('account_id', '=', accountId).where('id', '=', id).executeTakeFirst();
  return gone.numDeletedRows > 0n;
}

/** Deletes all passkeys of an account; returns how many. */
export async function deletePasskeys(tx: Tx, accountId: string): Promise<number> {
  const gone = await rows<IdentityTables>(tx).deleteFrom('identity.passkey').where('account_id', '=', accountId).executeTakeFirst();
  return Number(gone.numDeletedRows);
}
