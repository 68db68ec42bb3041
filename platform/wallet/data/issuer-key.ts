import { rows, type TenantTx } from '@allmende/database';
import type { WalletTables } from './tables.ts';

type Row = WalletTables['wallet.issuer_key'];

/** The key that signs now; undefined before the first credential. */
export async function findActiveKey(tx: TenantTx): Promise<Row | undefined> {
  return rows<WalletTables>(tx).selectFrom('wallet.issuer_key').selectAll().where('tenant_id', '=', tx.tenant).where('retired_at', 'is', null).executeTakeFirst();
}

/** All keys of the authority, also those that only verify. */
export async function listKeys(tx: TenantTx): Promise<Row[]> {
  return rows<WalletTables>(tx).selectFrom('wallet.issuer_key').selectAll().where('tenant_id', '=', tx.tenant).orderBy('created_at', 'desc').limit(100).execute();
}

/** Writes a key; false when another was faster. */
export async function insertKey(tx: TenantTx, row: Omit<Row, 'tenant_id' | 'retired_at'>): Promise<boolean> {
  const made = await rows<WalletTables>(tx).insertInto('wallet.issuer_key').values({ ...row, public_jwk: JSON.stringify(row.public_jwk) as never, tenant_id: tx.tenant, retired_at: null }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  return (made.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Retires the key that signs now. */
export async function retireKey(tx: TenantTx, at: Date): Promise<void> {
  await rows<WalletTables>(tx).updateTable('wallet.issuer_key').set({ retired_at: at }).where('tenant_id', '=', tx.tenant).where('retired_at', 'is', null).execute();
}
