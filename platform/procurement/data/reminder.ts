import type { TenantTx } from '@allmende/database';
import type { PlainDate } from '@allmende/time';

/** Keeps that a last day of notice was reminded of; false when it was before. */
export async function insertReminder(tx: TenantTx, reminder: { readonly contract: string; readonly noticeBy: PlainDate; readonly at: Date }): Promise<boolean> {
  const { rowCount } = await tx.client.query('insert into procurement.contract_reminder (tenant_id, contract_id, notice_by, reminded_at) values ($1, $2, $3, $4) on conflict do nothing', [tx.tenant, reminder.contract, reminder.noticeBy, reminder.at]);
  return rowCount === 1;
}
