import { rows, type TenantTx, type Tx } from '@allmende/database';
import type { PresentationState, WalletTables } from './tables.ts';

type Row = WalletTables['wallet.presentation'];

/** Writes a new request. */
export async function insertPresentation(tx: TenantTx, row: Omit<Row, 'tenant_id' | 'state' | 'refusal' | 'sealed_person' | 'return_sha256' | 'confirm_sha256' | 'answered_at'>): Promise<void> {
  await rows<WalletTables>(tx).insertInto('wallet.presentation').values({ ...row, tenant_id: tx.tenant, state: 'waiting', refusal: null, sealed_person: null, return_sha256: null, confirm_sha256: null, answered_at: null }).execute();
}

/** One request; undefined when there is none. */
export async function findPresentation(tx: TenantTx, id: string): Promise<Row | undefined> {
  return rows<WalletTables>(tx).selectFrom('wallet.presentation').selectAll().where('tenant_id', '=', tx.tenant).where('id', '=', id).executeTakeFirst();
}

/** Takes the one answer that a request may get; false when it has one or is over. */
export async function claimPresentation(tx: TenantTx, id: string, at: Date): Promise<boolean> {
  const claimed = await rows<WalletTables>(tx).updateTable('wallet.presentation').set({ state: 'checking', answered_at: at }).where('tenant_id', '=', tx.tenant).where('id', '=', id).where('state', '=', 'waiting').where('expires_at', '>', at).executeTakeFirst();
  return claimed.numUpdatedRows > 0n;
}

/** Notes what came of an answer. */
export async function savePresentation(tx: TenantTx, id: string, from: PresentationState, to: Partial<Pick<Row, 'state' | 'refusal' | 'sealed_person' | 'return_sha256' | 'confirm_sha256' | 'expires_at'>>): Promise<boolean> {
  const saved = await rows<WalletTables>(tx).updateTable('wallet.presentation').set(to).where('tenant_id', '=', tx.tenant).where('id', '=', id).where('state', '=', from).executeTakeFirst();
  return saved.numUpdatedRows > 0n;
}

/** Counts one more wrong number; false when none is left. */
export async function countTry(tx: TenantTx, id: string): Promise<boolean> {
  const counted = await rows<WalletTables>(tx).updateTable('wallet.presentation').set(({ eb }) => ({ tries_left: eb('tries_left', '-', 1) })).where('tenant_id', '=', tx.tenant).where('id', '=', id).where('state', '=', 'answered').where('tries_left', '>', 0).executeTakeFirst();
  return counted.numUpdatedRows > 0n;
}

/** Requests of all authorities that are over, some at a time. */
export async function listOverPresentations(tx: Tx, at: Date, most: number): Promise<{ readonly tenant: string; readonly id: string; readonly key: string }[]> {
  return (await rows<WalletTables>(tx).selectFrom('wallet.presentation').select(['tenant_id', 'id', 'data_key_id']).where('expires_at', '<=', at).orderBy('expires_at').limit(most).execute()).map((row) => ({ tenant: row.tenant_id, id: row.id, key: row.data_key_id }));
}

/** Deletes a request; its key is destroyed by the caller. */
export async function deletePresentation(tx: TenantTx, id: string): Promise<void> {
  await rows<WalletTables>(tx).deleteFrom('wallet.presentation').where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}
