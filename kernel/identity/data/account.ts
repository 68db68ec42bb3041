import { rows, type Tx } from '@allmende/database';
import type { Account } from '../domain/account.ts';
import type { IdentityTables } from './tables.ts';

const COLUMNS = [
  'id', 'email', 'name', 'password_hash as passwordHash', 'password_must_change as passwordMustChange', 'password_set_at as passwordSetAt', 'created_at as createdAt', 'disabled_at as disabledAt', 'supplier_id as supplierId',
] as const;

/** Writes a new account; false when the address already has one. */
export async function insertAccount(tx: Tx, account: Account): Promise<boolean> {
  const written = await rows<IdentityTables>(tx).insertInto('identity.account').values({
    id: account.id, email: account.email, name: account.name, password_hash: account.passwordHash, password_must_change: account.passwordMustChange,
    password_set_at: account.passwordSetAt, created_at: account.createdAt, disabled_at: account.disabledAt, supplier_id: account.supplierId ?? null,
  }).onConflict((conflict) => conflict.column('email').doNothing()).returning('id').executeTakeFirst();
  return written !== undefined;
}

/** The account of an address in its normal form. */
export async function findAccountByEmail(tx: Tx, email: string): Promise<Account | undefined> {
  return rows<IdentityTables>(tx).selectFrom('identity.account').where('email', '=', email).select(COLUMNS).executeTakeFirst();
}

/** One account by its id. */
export async function findAccount(tx: Tx, id: string): Promise<Account | undefined> {
  return rows<IdentityTables>(tx).selectFrom('identity.account').where('id', '=', id).select(COLUMNS).executeTakeFirst();
}

/** One account, kept from changing until the transaction ends. */
export async function findAccountForUpdate(tx: Tx, id: string): Promise<Account | undefined> {
  return rows<IdentityTables>(tx).selectFrom('identity.account').where('id', '=', id).select(COLUMNS).forUpdate().executeTakeFirst();
}

/** Several accounts, by name. */
export async function listAccounts(tx: Tx, ids: readonly string[]): Promise<Account[]> {
  if (ids.length === 0) return [];
  return rows<IdentityTables>(tx).selectFrom('identity.account').where('id', 'in', [...ids]).select(COLUMNS).orderBy('name').orderBy('id').execute();
}

/** Accounts that work for a supplier, by name. */
export async function listAccountsOfSupplier(tx: Tx, supplier: string): Promise<Account[]> {
  return rows<IdentityTables>(tx).selectFrom('identity.account').where('supplier_id', '=', supplier).select(COLUMNS).orderBy('name').orderBy('id').limit(200).execute();
}

/** Saves what can change about an account. */
export async function saveAccount(tx: Tx, account: Account): Promise<void> {
  await rows<IdentityTables>(tx).updateTable('identity.account').set({
    name: account.name, password_hash: account.passwordHash, password_must_change: account.passwordMustChange, password_set_at: account.passwordSetAt, disabled_at: account.disabledAt,
  }).where('id', '=', account.id).execute();
}

/** Lets one transaction at a time change who works for a tenant. */
export async function lockPeopleOf(tx: Tx, tenant: string): Promise<void> {
  await tx.client.query({ name: 'identity-lock-people', text: `select pg_advisory_xact_lock(hashtextextended('identity/people/' || $1, 0))`, values: [tenant] });
}
