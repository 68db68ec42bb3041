import { rows, type TenantTx } from '@allmende/database';
import type { CasesTables } from './tables.ts';

export type StoredEvidence = { readonly id: string; readonly caseId: string; readonly fileId: string | null; readonly sealed: Buffer; readonly receivedAt: Date };

const COLUMNS = ['id', 'case_id as caseId', 'file_id as fileId', 'sealed', 'received_at as receivedAt'] as const;

/** Keeps a piece of evidence; one that is there is replaced by what is known now. */
export async function putEvidence(tx: TenantTx, evidence: StoredEvidence): Promise<void> {
  await rows<CasesTables>(tx).insertInto('cases.case_evidence').values({
    tenant_id: tx.tenant, id: evidence.id, case_id: evidence.caseId, file_id: evidence.fileId, sealed: evidence.sealed, received_at: evidence.receivedAt,
  }).onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet({ file_id: evidence.fileId, sealed: evidence.sealed })).execute();
}

/** The evidence of a case, in the order of arrival. */
export async function listEvidence(tx: TenantTx, caseId: string): Promise<StoredEvidence[]> {
  return rows<CasesTables>(tx).selectFrom('cases.case_evidence').where('tenant_id', '=', tx.tenant).where('case_id', '=', caseId).select(COLUMNS).orderBy('received_at').orderBy('id').execute();
}
