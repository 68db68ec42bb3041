import { rows, type TenantTx } from '@allmende/database';
import type { CredentialStatus, WalletTables } from './tables.ts';

type Row = WalletTables['wallet.credential'];

/** Writes a credential at a place of the list; false when the place is taken. */
export async function insertCredential(tx: TenantTx, row: Omit<Row, 'tenant_id' | 'status' | 'status_reason'>): Promise<boolean> {
  const made = await rows<WalletTables>(tx).insertInto('wallet.credential').values({ ...row, tenant_id: tx.tenant, status: 'valid', status_reason: null }).onConflict((conflict) => conflict.columns(['tenant_id', 'status_list', 'status_index']).doNothing()).executeTakeFirst();
  return (made.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** How many credentials the authority has given out, for the number of its newest list. */
export async function countCredentials(tx: TenantTx): Promise<number> {
  const { count } = await rows<WalletTables>(tx).selectFrom('wallet.credential').select(({ fn }) => fn.countAll<string>().as('count')).where('tenant_id', '=', tx.tenant).executeTakeFirstOrThrow();
  return Number(count);
}

/** The places of a list that do not count, or not now. */
export async function listNotValid(tx: TenantTx, list: number): Promise<{ readonly index: number; readonly status: CredentialStatus }[]> {
  return (await rows<WalletTables>(tx).selectFrom('wallet.credential').select(['status_index', 'status']).where('tenant_id', '=', tx.tenant).where('status_list', '=', list).where('status', '<>', 'valid').execute()).map((row) => ({ index: row.status_index, status: row.status }));
}

/** The credential at a place of a list; undefined when there is none. */
export async function findCredentialAt(tx: TenantTx, place: { readonly list: number; readonly index: number }): Promise<Row | undefined> {
  return rows<WalletTables>(tx).selectFrom('wallet.credential').selectAll().where('tenant_id', '=', tx.tenant).where('status_list', '=', place.list).where('status_index', '=', place.index).executeTakeFirst();
}

/** Credentials of an application, the newest first. */
export async function listCredentialsAbout(tx: TenantTx, about: string): Promise<Row[]> {
  return rows<WalletTables>(tx).selectFrom('wallet.credential').selectAll().where('tenant_id', '=', tx.tenant).where('about', '=', about).orderBy('issued_at', 'desc').limit(50).execute();
}

/** Credentials of a type with what is printed on them. */
export async function listCredentialsByNumber(tx: TenantTx, type: string, number: string): Promise<Row[]> {
  return rows<WalletTables>(tx).selectFrom('wallet.credential').selectAll().where('tenant_id', '=', tx.tenant).where('type', '=', type).where('number', '=', number).orderBy('issued_at', 'desc').limit(50).execute();
}

/** The newest credentials of the authority; at most 200. */
export async function listCredentials(tx: TenantTx): Promise<Row[]> {
  return rows<WalletTables>(tx).selectFrom('wallet.credential').selectAll().where('tenant_id', '=', tx.tenant).orderBy('issued_at', 'desc').limit(200).execute();
}

/** Changes the status of a credential; false when it has been revoked, which nothing undoes, or there is none. */
export async function saveStatus(tx: TenantTx, id: string, to: { readonly status: CredentialStatus; readonly reason: string; readonly at: Date }): Promise<boolean> {
  const saved = await rows<WalletTables>(tx).updateTable('wallet.credential').set({ status: to.status, status_reason: to.reason, status_since: to.at }).where('tenant_id', '=', tx.tenant).where('id', '=', id).where('status', '<>', 'revoked').where('status', '<>', to.status).executeTakeFirst();
  return saved.numUpdatedRows > 0n;
}
