import { rows, type TenantTx } from '@allmende/database';
import type { PlainDate } from '@allmende/time';
import type { ProcurementTables } from './tables.ts';

/** Keeps that a last day of notice was reminded of; false when it was before. */
export async function insertReminder(tx: TenantTx, reminder: { readonly contract: string; readonly noticeBy: PlainDate; readonly at: Date }): Promise<boolean> {
  const { rowCount } = await tx.client.query('insert into procurement.contract_reminder (tenant_id, contract_id, notice_by, reminded_at) values ($1, $2, $3, $4) on conflict do nothing', [tx.tenant, reminder.contract, reminder.noticeBy, reminder.at]);
  return rowCount === 1;
}

/** Last days of notice that were reminded of and have not passed, by contract. */
export async function listReminders(tx: TenantTx, from: PlainDate): Promise<{ contract: string; noticeBy: PlainDate }[]> {
  const found = await rows<ProcurementTables>(tx).selectFrom('procurement.contract_reminder').selectAll().where('tenant_id', '=', tx.tenant).where('notice_by', '>=', from).orderBy('notice_by').execute();
  return found.map((row) => ({ contract: row.contract_id, noticeBy: row.notice_by }));
}
