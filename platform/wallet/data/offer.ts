import { rows, type TenantTx, type Tx } from '@allmende/database';
import type { WalletTables } from './tables.ts';

type Row = WalletTables['wallet.offer'];

/** Writes a new offer. */
export async function insertOffer(tx: TenantTx, row: Omit<Row, 'tenant_id' | 'token_sha256' | 'token_key' | 'token_expires_at' | 'collected_at'>): Promise<void> {
  await rows<WalletTables>(tx).insertInto('wallet.offer').values({ ...row, tenant_id: tx.tenant, token_sha256: null, token_key: null, token_expires_at: null, collected_at: null }).execute();
}

/** The offer with this code, locked; undefined when there is none. */
export async function findOfferByCode(tx: TenantTx, codeHash: Buffer): Promise<Row | undefined> {
  return rows<WalletTables>(tx).selectFrom('wallet.offer').selectAll().where('tenant_id', '=', tx.tenant).where('code_sha256', '=', codeHash).forUpdate().executeTakeFirst();
}

/** The offer with this access token, locked; undefined when there is none. */
export async function findOfferByToken(tx: TenantTx, tokenHash: Buffer): Promise<Row | undefined> {
  return rows<WalletTables>(tx).selectFrom('wallet.offer').selectAll().where('tenant_id', '=', tx.tenant).where('token_sha256', '=', tokenHash).forUpdate().executeTakeFirst();
}

/** Changes an offer. */
export async function saveOffer(tx: TenantTx, id: string, to: Partial<Pick<Row, 'tries_left' | 'token_sha256' | 'token_key' | 'token_expires_at' | 'collected_at'>>): Promise<void> {
  await rows<WalletTables>(tx).updateTable('wallet.offer').set(to).where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}

/** Offers of all authorities that are over, some at a time. */
export async function listOverOffers(tx: Tx, at: Date, most: number): Promise<{ readonly tenant: string; readonly id: string; readonly key: string }[]> {
  return (await rows<WalletTables>(tx).selectFrom('wallet.offer').select(['tenant_id', 'id', 'data_key_id']).where('expires_at', '<=', at).orderBy('expires_at').limit(most).execute()).map((row) => ({ tenant: row.tenant_id, id: row.id, key: row.data_key_id }));
}

/** Deletes an offer; its key is destroyed by the caller. */
export async function deleteOffer(tx: TenantTx, id: string): Promise<void> {
  await rows<WalletTables>(tx).deleteFrom('wallet.offer').where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}
