import type { TenantTx } from '@allmende/database';

/** An e-mail that says that there is something new. */
export type StoredNotice = { readonly id: string; readonly application: string; readonly purpose: 'confirm' | 'news'; readonly dueAt: Date; readonly state: 'waiting' | 'sent' | 'failed' | 'dropped' };

/** Orders an e-mail; false when one about news waits already: one says it all. */
export async function insertNotice(tx: TenantTx, notice: Omit<StoredNotice, 'state'>): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    text: `insert into mailbox.notice (tenant_id, id, application_id, purpose, due_at, state) values ($1, $2, $3, $4, $5, 'waiting') on conflict do nothing`, values: [tx.tenant, notice.id, notice.application, notice.purpose, notice.dueAt],
  });
  return rowCount === 1;
}

/** Reads an e-mail and holds it until the transaction ends. */
export async function findNoticeForUpdate(tx: TenantTx, id: string): Promise<StoredNotice | undefined> {
  const { rows } = await tx.client.query<StoredNotice>({ text: 'select id, application_id as application, purpose, due_at as "dueAt", state from mailbox.notice where tenant_id = $1 and id = $2 for update', values: [tx.tenant, id] });
  return rows[0];
}

/** Notes what became of an e-mail. */
export async function settleNotice(tx: TenantTx, id: string, state: 'sent' | 'failed' | 'dropped', at: Date, problem?: string): Promise<void> {
  await tx.client.query({ text: 'update mailbox.notice set state = $3, settled_at = $4, problem = $5 where tenant_id = $1 and id = $2', values: [tx.tenant, id, state, at, problem ?? null] });
}

/** How many e-mails of the last days went out, failed or wait. */
export async function countNotices(tx: TenantTx, since: Date): Promise<Readonly<Record<StoredNotice['state'], number>>> {
  const { rows } = await tx.client.query<{ state: StoredNotice['state']; count: number }>({ text: 'select state, count(*)::int as count from mailbox.notice where tenant_id = $1 and due_at >= $2 group by state', values: [tx.tenant, since] });
  return { waiting: 0, sent: 0, failed: 0, dropped: 0, ...Object.fromEntries(rows.map(({ state, count }) => [state, count])) };
}
