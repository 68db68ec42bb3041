import type { TenantTx } from '@allmende/database';

/** The account's pseudonym in this authority's log; `fresh` becomes it when it has none. */
export async function ensureActor(tx: TenantTx, accountId: string, fresh: string): Promise<string> {
  await tx.client.query({ text: 'insert into audit.actor (tenant_id, account_id, ref) values ($1, $2, $3) on conflict (tenant_id, account_id) do nothing', values: [tx.tenant, accountId, fresh] });
  const { rows } = await tx.client.query<{ ref: string }>({ text: 'select ref from audit.actor where tenant_id = $1 and account_id = $2', values: [tx.tenant, accountId] });
  return rows[0]?.ref ?? fresh;
}

/** Forgets which pseudonym is the account's; false when it had none. */
export async function deleteActor(tx: TenantTx, accountId: string): Promise<boolean> {
  const { rowCount } = await tx.client.query({ text: 'delete from audit.actor where tenant_id = $1 and account_id = $2', values: [tx.tenant, accountId] });
  return (rowCount ?? 0) > 0;
}
