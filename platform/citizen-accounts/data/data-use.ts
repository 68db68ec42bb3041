import type { TenantTx } from '@allmende/database';

/** Writes down that data of an account were used. */
export async function insertDataUse(tx: TenantTx, use: { id: string; accountId: string; at: Date; sealed: Buffer }): Promise<void> {
  await tx.client.query({ text: 'insert into citizen_accounts.data_use (tenant_id, id, account_id, at, sealed) values ($1, $2, $3, $4, $5)', values: [tx.tenant, use.id, use.accountId, use.at, use.sealed] });
}

/** The newest uses of an account's data. */
export async function listDataUseRows(tx: TenantTx, accountId: string, limit: number): Promise<{ id: string; at: Date; sealed: Buffer }[]> {
  const { rows } = await tx.client.query<{ id: string; at: Date; sealed: Buffer }>({
    text: 'select id, at, sealed from citizen_accounts.data_use where tenant_id = $1 and account_id = $2 order by at desc, id desc limit $3', values: [tx.tenant, accountId, limit],
  });
  return rows;
}
