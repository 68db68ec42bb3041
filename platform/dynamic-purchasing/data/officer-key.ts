import type { TenantTx } from '@allmende/database';
import type { PublicKey } from '@allmende/sealing';

/** The key of somebody who opens offers. */
export type OfficerKey = { readonly thumbprint: string; readonly account: string; readonly key: PublicKey; readonly madeAt: Date };

type Row = { thumbprint: string; account: string; public_key: PublicKey; made_at: Date };

/** Writes the key of an account in place of an earlier one; false when the key is there already. */
export async function insertOfficerKey(tx: TenantTx, key: OfficerKey): Promise<boolean> {
  await withdrawOfficerKey(tx, key.account, key.madeAt);
  return ((await tx.client.query('insert into dynamic_purchasing.officer_key (tenant_id, thumbprint, account, public_key, made_at) values ($1, $2, $3, $4, $5) on conflict do nothing', [tx.tenant, key.thumbprint, key.account, JSON.stringify(key.key), key.madeAt])).rowCount ?? 0) > 0;
}

/** Takes back the key of an account for new competitions; those that run keep it. */
async function withdrawOfficerKey(tx: TenantTx, account: string, at: Date): Promise<void> {
  await tx.client.query('update dynamic_purchasing.officer_key set withdrawn_at = $3 where tenant_id = $1 and account = $2 and withdrawn_at is null', [tx.tenant, account, at]);
}

/** The keys that can be chosen today. */
export async function listOfficerKeys(tx: TenantTx): Promise<OfficerKey[]> {
  const { rows } = await tx.client.query<Row>('select thumbprint, account, public_key, made_at from dynamic_purchasing.officer_key where tenant_id = $1 and withdrawn_at is null order by made_at, thumbprint', [tx.tenant]);
  return rows.map((row) => ({ thumbprint: row.thumbprint, account: row.account, key: row.public_key, madeAt: row.made_at }));
}
