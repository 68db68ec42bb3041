import type { TenantTx } from '@allmende/database';

/** Puts a case on top of the inbox. */
export async function markNews(tx: TenantTx, id: string, at: Date): Promise<void> {
  await tx.client.query({ name: 'cases-mark-news', text: 'update cases.case_file set news_at = $3 where tenant_id = $1 and id = $2', values: [tx.tenant, id, at] });
}

/** Takes a case from the top of the inbox again. */
export async function clearNews(tx: TenantTx, id: string): Promise<void> {
  await tx.client.query({ name: 'cases-clear-news', text: 'update cases.case_file set news_at = null where tenant_id = $1 and id = $2 and news_at is not null', values: [tx.tenant, id] });
}
