import { rows, type TenantTx, type Tx } from '@allmende/database';
import type { WalletTables } from './tables.ts';

/** Writes a nonce that was given out. */
export async function insertNonce(tx: TenantTx, sha256: Buffer, expiresAt: Date): Promise<void> {
  await rows<WalletTables>(tx).insertInto('wallet.spent').values({ tenant_id: tx.tenant, kind: 'nonce', sha256, spent: false, expires_at: expiresAt }).execute();
}

/** Spends a nonce; false when it was never given out, is spent, or is over. */
export async function spendNonce(tx: TenantTx, sha256: Buffer, at: Date): Promise<boolean> {
  const spent = await rows<WalletTables>(tx).updateTable('wallet.spent').set({ spent: true }).where('tenant_id', '=', tx.tenant).where('kind', '=', 'nonce').where('sha256', '=', sha256).where('spent', '=', false).where('expires_at', '>', at).executeTakeFirst();
  return spent.numUpdatedRows > 0n;
}

/** Notes the identifier of a proof; false when it was seen before. */
export async function noteProof(tx: TenantTx, sha256: Buffer, expiresAt: Date): Promise<boolean> {
  const noted = await rows<WalletTables>(tx).insertInto('wallet.spent').values({ tenant_id: tx.tenant, kind: 'proof', sha256, spent: true, expires_at: expiresAt }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  return (noted.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Forgets what is over, of all authorities. */
export async function deleteSpent(tx: Tx, at: Date): Promise<void> {
  await rows<WalletTables>(tx).deleteFrom('wallet.spent').where('expires_at', '<=', at).execute();
}
