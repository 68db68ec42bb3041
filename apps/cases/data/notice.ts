import { rows, type TenantTx } from '@allmende/database';
import type { Notice } from '../domain/notice.ts';
import type { CasesTables } from './tables.ts';

export type SealedNotice = { readonly notice: Notice; readonly issuedBy: string; readonly sealed: Buffer };

const COLUMNS = ['id', 'case_id as case', 'decision', 'due_on as dueOn', 'issued_at as issuedAt', 'pdf_file_id as pdfFileId', 'service', 'posted_on as postedOn', 'issued_by as issuedBy', 'sealed'] as const;

export async function insertNotice(tx: TenantTx, { notice, issuedBy, sealed }: SealedNotice): Promise<void> {
  await rows<CasesTables>(tx).insertInto('cases.notice').values({
    tenant_id: tx.tenant, id: notice.id, case_id: notice.case, decision: notice.decision, due_on: notice.dueOn, issued_at: notice.issuedAt, issued_by: issuedBy, sealed, pdf_file_id: notice.pdfFileId,
    service: json(notice.service), posted_on: notice.postedOn,
  }).onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing()).execute();
}

export async function findNotice(tx: TenantTx, id: string): Promise<SealedNotice | undefined> {
  return sealedNotice(await rows<CasesTables>(tx).selectFrom('cases.notice').where('tenant_id', '=', tx.tenant).where('id', '=', id).select(COLUMNS).executeTakeFirst());
}

/** Reads a notice and holds it until the transaction ends. */
export async function findNoticeForUpdate(tx: TenantTx, id: string): Promise<SealedNotice | undefined> {
  return sealedNotice(await rows<CasesTables>(tx).selectFrom('cases.notice').where('tenant_id', '=', tx.tenant).where('id', '=', id).select(COLUMNS).forUpdate().executeTakeFirst());
}

/** The notice of a case; undefined while none is issued. */
export async function findNoticeOfCase(tx: TenantTx, caseId: string): Promise<SealedNotice | undefined> {
  return sealedNotice(await rows<CasesTables>(tx).selectFrom('cases.notice').where('tenant_id', '=', tx.tenant).where('case_id', '=', caseId).select(COLUMNS).executeTakeFirst());
}

export async function saveNoticeFile(tx: TenantTx, id: string, file: string): Promise<void> {
  await rows<CasesTables>(tx).updateTable('cases.notice').set({ pdf_file_id: file }).where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}

/** Saves the day on which a notice was sent or delivered, with what follows from it. */
export async function savePostedOn(tx: TenantTx, id: string, day: string, service: Notice['service']): Promise<void> {
  await rows<CasesTables>(tx).updateTable('cases.notice').set({ posted_on: day, service: json(service) }).where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}

/** Forgets the day on which a notice was sent. */
export async function takeBackPosting(tx: TenantTx, id: string, service: Notice['service']): Promise<void> {
  await rows<CasesTables>(tx).updateTable('cases.notice').set({ posted_on: null, service: json(service) }).where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}

/** Saves what became of the service of a notice. */
export async function saveService(tx: TenantTx, id: string, service: Notice['service']): Promise<void> {
  await rows<CasesTables>(tx).updateTable('cases.notice').set({ service: json(service) }).where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}

function json(service: Notice['service']): Notice['service'] {
  return JSON.stringify(service) as unknown as Notice['service'];
}

function sealedNotice(row: (Notice & { issuedBy: string; sealed: Buffer }) | undefined): SealedNotice | undefined {
  if (!row) return undefined;
  const { issuedBy, sealed, ...notice } = row;
  return { notice, issuedBy, sealed };
}
