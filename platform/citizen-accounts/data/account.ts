import type { Database, TenantId, TenantTx } from '@allmende/database';

/** An account as it lies in the database, with the wrapped key that opens it. */
export type StoredAccount = { readonly id: string; readonly dataKeyId: string; readonly sealed: Buffer; readonly createdAt: Date; readonly wrapped: Buffer | null };

const SELECT = `
  select account.id, account.data_key_id as "dataKeyId", account.sealed, account.created_at as "createdAt", data_key.wrapped
  from citizen_accounts.account join secrets.data_key on data_key.tenant_id = account.tenant_id and data_key.id = account.data_key_id
  where account.tenant_id = $1`;

/** Reads an account. */
export async function findAccount(database: Pick<Database, 'readInTenant'>, tenant: TenantId, id: string): Promise<StoredAccount | undefined> {
  const [account] = await database.readInTenant<StoredAccount>(tenant, { name: 'citizen-accounts-find', text: `${SELECT} and account.id = $2`, values: [tenant, id] });
  return account;
}

/** Reads an account and holds it until the transaction ends. */
export async function findAccountForUpdate(tx: TenantTx, id: string): Promise<StoredAccount | undefined> {
  const { rows } = await tx.client.query<StoredAccount>({ name: 'citizen-accounts-lock', text: `${SELECT} and account.id = $2 for update of account`, values: [tx.tenant, id] });
  return rows[0];
}

/** Holds the account of a person as the proof names them. */
export async function findAccountOfSubject(tx: TenantTx, subjectHash: Buffer): Promise<StoredAccount | undefined> {
  const { rows } = await tx.client.query<StoredAccount>({ name: 'citizen-accounts-of-subject', text: `${SELECT} and account.subject_hash = $2 for update of account`, values: [tx.tenant, subjectHash] });
  return rows[0];
}

/** Makes an account; false when somebody else made one for the same person at the same moment. */
export async function insertAccount(tx: TenantTx, account: { id: string; subjectHash: Buffer; dataKeyId: string; sealed: Buffer; at: Date }): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    text: 'insert into citizen_accounts.account (tenant_id, id, subject_hash, data_key_id, sealed, created_at) values ($1, $2, $3, $4, $5, $6) on conflict (tenant_id, subject_hash) do nothing',
    values: [tx.tenant, account.id, account.subjectHash, account.dataKeyId, account.sealed, account.at],
  });
  return rowCount === 1;
}

/** Keeps what the last proof told. */
export async function saveAccount(tx: TenantTx, id: string, sealed: Buffer): Promise<void> {
  await tx.client.query({ text: 'update citizen_accounts.account set sealed = $3 where tenant_id = $1 and id = $2', values: [tx.tenant, id, sealed] });
}

/** Deletes an account with its sessions, open sign-ins and the record of its data. The key is destroyed apart. */
export async function deleteAccountRows(tx: TenantTx, id: string): Promise<void> {
  for (const table of ['session', 'sign_in', 'data_use']) await tx.client.query(`delete from citizen_accounts.${table} where tenant_id = $1 and account_id = $2`, [tx.tenant, id]);
  await tx.client.query('delete from citizen_accounts.account where tenant_id = $1 and id = $2', [tx.tenant, id]);
}
