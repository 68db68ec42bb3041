import type { TenantTx } from '@allmende/database';
import type { OrderChoice, StoredChoice } from '../domain/order-choice.ts';

/** Keeps the choice of an order as text with its hash. The database takes one for each order, checks the hash and never changes it. */
export async function insertChoice(tx: TenantTx, order: string, choice: { readonly text: string; readonly sha256: string }, act: { readonly by: string; readonly at: Date }): Promise<void> {
  await tx.client.query('insert into procurement.order_choice (tenant_id, order_id, sha256, content, frozen_by, frozen_at) values ($1, $2, $3, $4, $5, $6)', [tx.tenant, order, choice.sha256, choice.text, act.by, act.at]);
}

/** The choice of an order; undefined for drafts and for orders from before it was frozen whole. */
export async function findChoice(tx: TenantTx, order: string): Promise<StoredChoice | undefined> {
  const { rows } = await tx.client.query<{ sha256: string; content: string; frozen_at: Date }>('select sha256, content, frozen_at from procurement.order_choice where tenant_id = $1 and order_id = $2', [tx.tenant, order]);
  const [row] = rows;
  return row && { sha256: row.sha256, text: row.content, frozenAt: row.frozen_at, choice: JSON.parse(row.content) as OrderChoice };
}
