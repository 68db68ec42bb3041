import { grantsAsJson, readGrants, type FoundGrant, type Grant } from '@allmende/access';
import { PLATFORM_TENANT, rows, type Database, type Tx } from '@allmende/database';
import type { PlainDate } from '@allmende/time';
import type { Account } from '../domain/account.ts';
import type { Passkey } from '../domain/second-factor.ts';
import type { NewSession } from '../domain/session.ts';
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

/** A passkey with its owner and the roles that the owner has today. */
export type OwnedPasskey = Pick<Passkey, 'id' | 'credentialId' | 'publicKey' | 'counter'> & { readonly owner: Pick<Account, 'id' | 'email' | 'name' | 'passwordMustChange' | 'passwordSetAt' | 'disabledAt' | 'supplierId'>; readonly grants: readonly Grant[] };

type OwnedRow = {
  id: string; public_key: Buffer; counter: string | number; account_id: string; email: string; name: string; password_must_change: boolean; password_set_at: Date; disabled_at: Date | null; supplier_id: string | null;
  grants: FoundGrant[];
};

/** The passkey of a credential and all that a sign-in asks about its owner, in one round trip. Nothing is kept from changing: `enterByPasskey` looks again. */
export async function findOwnedPasskey(database: Pick<Database, 'readInTenant'>, credentialId: Buffer, today: PlainDate): Promise<OwnedPasskey | undefined> {
  // The tables belong to no authority; the platform's own is named only because the fast lane asks for one.
  const [row] = await database.readInTenant<OwnedRow>(PLATFORM_TENANT, {
    name: 'identity-owned-passkey',
    text: `select passkey.id, passkey.public_key, passkey.counter, account.id as account_id, account.email, account.name, account.password_must_change, account.password_set_at, account.disabled_at, account.supplier_id,
        ${grantsAsJson('account.id', '$2')} as grants
      from identity.passkey join identity.account on account.id = passkey.account_id where passkey.credential_id = $1`,
    values: [credentialId, today],
  });
  if (!row) return undefined;
  return {
    id: row.id, credentialId, publicKey: row.public_key, counter: Number(row.counter),
    owner: { id: row.account_id, email: row.email, name: row.name, passwordMustChange: row.password_must_change, passwordSetAt: row.password_set_at, disabledAt: row.disabled_at, supplierId: row.supplier_id },
    grants: readGrants(row.grants),
  };
}

/**
 * Begins the session of somebody whose passkey was checked, in one statement: the account is still open, the challenge was never answered, and the authenticator's count goes on from what is stored
 * now (those that do not count say 0 for ever). False when one of these is not so; the caller then takes all back.
 */
export async function enterByPasskey(tx: Tx, entry: { readonly passkeyId: string; readonly counter: number; readonly challengeHash: Buffer; readonly challengeExpiresAt: Date; readonly session: NewSession }): Promise<boolean> {
  const { session } = entry;
  const { rows: begun } = await tx.client.query({
    name: 'identity-enter-by-passkey',
    // Each step takes its row from the one before it, so none runs for a sign-in that failed earlier. The share lock lets one person sign in twice at a time and makes whoever closes the account wait.
    text: `with open as (
        select id from identity.account where id = $1 and disabled_at is null for share
      ), spent as (
        insert into identity.spent_challenge (challenge_hash, expires_at) select $2, $3 from open on conflict do nothing returning 1
      ), used as (
        update identity.passkey set counter = $5, last_used_at = $6 from spent
        where passkey.id = $4 and passkey.account_id = $1 and ($5 > passkey.counter or ($5 = 0 and passkey.counter = 0)) returning 1
      )
      insert into identity.session (id, account_id, token_hash, created_at, last_used_at, expires_at, methods) select $7, $1, $8, $6, $6, $9, $10 from used returning id`,
    values: [session.accountId, entry.challengeHash, entry.challengeExpiresAt, entry.passkeyId, entry.counter, session.createdAt, session.id, session.tokenHash, session.expiresAt, session.methods],
  });
  return begun.length === 1;
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
