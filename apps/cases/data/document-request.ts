import { rows, type TenantTx } from '@allmende/database';
import type { CasesTables } from './tables.ts';

export type StoredRequest = { readonly id: string; readonly caseId: string; readonly dueOn: string; readonly askedAt: Date; readonly sealed: Buffer };

const COLUMNS = ['id', 'case_id as caseId', 'due_on as dueOn', 'asked_at as askedAt', 'sealed'] as const;

/** Keeps a request. */
export async function insertRequest(tx: TenantTx, request: StoredRequest): Promise<void> {
  await rows<CasesTables>(tx).insertInto('cases.document_request').values({ tenant_id: tx.tenant, id: request.id, case_id: request.caseId, due_on: request.dueOn, asked_at: request.askedAt, sealed: request.sealed }).execute();
}

/** What was asked for in a case, oldest first. */
export async function listRequests(tx: TenantTx, caseId: string): Promise<StoredRequest[]> {
  return rows<CasesTables>(tx).selectFrom('cases.document_request').where('tenant_id', '=', tx.tenant).where('case_id', '=', caseId).select(COLUMNS).orderBy('asked_at').orderBy('id').execute();
}

/** One request; undefined when there is none, or its case is gone. */
export async function findRequest(tx: TenantTx, id: string): Promise<StoredRequest | undefined> {
  return rows<CasesTables>(tx).selectFrom('cases.document_request').where('tenant_id', '=', tx.tenant).where('id', '=', id).select(COLUMNS).executeTakeFirst();
}
