import type { TenantTx } from '@allmende/database';

/** Columns of a case that its pages do not read one by one and that have to come back with it. */
export type CaseColumns = { readonly newsAt: Date | null; readonly completeOnArrival: boolean | null };

/** Likewise for a notice: its batch and what the figures count. */
export type NoticeColumns = { readonly batch: string | null; readonly nameDe: string | null; readonly nameEn: string | null; readonly refusal: string | null; readonly refusalDe: string | null; readonly refusalEn: string | null };

export async function readCaseColumns(tx: TenantTx, id: string): Promise<CaseColumns> {
  const { rows: [found] } = await tx.client.query<CaseColumns>({ name: 'cases-archived-case', text: 'select news_at as "newsAt", complete_on_arrival as "completeOnArrival" from cases.case_file where tenant_id = $1 and id = $2', values: [tx.tenant, id] });
  return found ?? { newsAt: null, completeOnArrival: null };
}

export async function readNoticeColumns(tx: TenantTx, id: string): Promise<NoticeColumns | undefined> {
  const { rows: [found] } = await tx.client.query<NoticeColumns>({
    name: 'cases-archived-notice',
    text: 'select print_batch_id as batch, decision_name_de as "nameDe", decision_name_en as "nameEn", refusal_reason as refusal, refusal_name_de as "refusalDe", refusal_name_en as "refusalEn" from cases.notice where tenant_id = $1 and id = $2', values: [tx.tenant, id],
  });
  return found;
}

export async function saveNoticeColumns(tx: TenantTx, id: string, columns: NoticeColumns): Promise<void> {
  await tx.client.query({
    name: 'cases-restore-notice', text: 'update cases.notice set print_batch_id = $3, decision_name_de = $4, decision_name_en = $5, refusal_reason = $6, refusal_name_de = $7, refusal_name_en = $8 where tenant_id = $1 and id = $2',
    values: [tx.tenant, id, columns.batch, columns.nameDe, columns.nameEn, columns.refusal, columns.refusalDe, columns.refusalEn],
  });
}

/** The cases that were deleted, oldest first. */
export async function listDeletedCases(tx: TenantTx): Promise<{ readonly application: string; readonly case: string; readonly deletedAt: Date }[]> {
  const { rows } = await tx.client.query<{ application: string; case: string; deletedAt: Date }>({
    name: 'cases-archived-deleted', text: 'select application_id as application, case_id as case, deleted_at as "deletedAt" from cases.deleted_case where tenant_id = $1 order by deleted_at, case_id', values: [tx.tenant],
  });
  return rows;
}

/** Remembers a deleted case by its ids; one that is known stays as it is. */
export async function rememberDeleted(tx: TenantTx, deleted: { readonly application: string; readonly case: string; readonly deletedAt: Date }): Promise<void> {
  await tx.client.query({
    name: 'cases-restore-deleted', text: 'insert into cases.deleted_case (tenant_id, application_id, case_id, deleted_at) values ($1, $2, $3, $4) on conflict do nothing', values: [tx.tenant, deleted.application, deleted.case, deleted.deletedAt],
  });
}
