import type { Database, TenantId, TenantTx } from '@allmende/database';
import type { EvidenceState } from '../domain/evidence.ts';

/** A row of evidence as it lies in the database. */
export type StoredEvidence = {
  readonly id: string;
  readonly draftId: string | null;
  readonly applicationId: string | null;
  readonly dataKeyId: string;
  readonly state: EvidenceState;
  readonly fileId: string | null;
  readonly sizeBytes: number;
  readonly sealed: Buffer;
  readonly reading: Buffer | null;
  readonly isLate: boolean;
  readonly receivedAt: Date;
  readonly settledAt: Date | null;
};

const COLUMNS = 'id, draft_id as "draftId", application_id as "applicationId", data_key_id as "dataKeyId", state, file_id as "fileId", size_bytes as "sizeBytes", sealed, reading, is_late as "isLate", received_at as "receivedAt", settled_at as "settledAt"';

/** Whose evidence: of a draft while it is filled in, of an application from when it was sent. */
export type EvidenceOf = { readonly draft: string } | { readonly application: string };

function condition(of: EvidenceOf): { text: string; value: string } {
  return 'draft' in of ? { text: 'draft_id = $2 and application_id is null', value: of.draft } : { text: 'application_id = $2', value: of.application };
}

/** All evidence of a draft or application, oldest first; the lane for pages. */
export async function findEvidence(database: Pick<Database, 'readInTenant'>, tenant: TenantId, of: EvidenceOf): Promise<StoredEvidence[]> {
  const { text, value } = condition(of);
  return database.readInTenant<StoredEvidence>(tenant, { name: `online-services-find-evidence-of-${'draft' in of ? 'draft' : 'application'}`, text: `select ${COLUMNS} from online_services.evidence where tenant_id = $1 and ${text} order by received_at, is_late, id`, values: [tenant, value] });
}

/** Whether one piece of evidence of an application came late; undefined for an unknown one. */
export async function findEvidenceState(database: Pick<Database, 'readInTenant'>, tenant: TenantId, of: { readonly application: string; readonly evidence: string }): Promise<{ readonly isLate: boolean } | undefined> {
  const [row] = await database.readInTenant<{ isLate: boolean }>(tenant, {
    name: 'online-services-evidence-state', text: 'select is_late as "isLate" from online_services.evidence where tenant_id = $1 and id = $2 and application_id = $3', values: [tenant, of.evidence, of.application],
  });
  return row;
}

/** Likewise inside of a transaction. */
export async function listEvidence(tx: TenantTx, of: EvidenceOf): Promise<StoredEvidence[]> {
  const { text, value } = condition(of);
  const { rows } = await tx.client.query<StoredEvidence>({ text: `select ${COLUMNS} from online_services.evidence where tenant_id = $1 and ${text} order by received_at, is_late, id`, values: [tx.tenant, value] });
  return rows;
}

/** Reads one and holds it until the transaction ends. */
export async function findEvidenceForUpdate(tx: TenantTx, id: string): Promise<StoredEvidence | undefined> {
  const { rows } = await tx.client.query<StoredEvidence>({ text: `select ${COLUMNS} from online_services.evidence where tenant_id = $1 and id = $2 for update`, values: [tx.tenant, id] });
  return rows[0];
}

/** Adds one; one with this id that is there stays. */
export async function insertEvidence(tx: TenantTx, evidence: StoredEvidence): Promise<void> {
  await tx.client.query({
    text: `insert into online_services.evidence (tenant_id, id, draft_id, application_id, data_key_id, state, file_id, size_bytes, sealed, reading, is_late, received_at, settled_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing`,
    values: [tx.tenant, evidence.id, evidence.draftId, evidence.applicationId, evidence.dataKeyId, evidence.state, evidence.fileId, evidence.sizeBytes, evidence.sealed, evidence.reading, evidence.isLate, evidence.receivedAt, evidence.settledAt],
  });
}

/** Notes the verdict about an upload. */
export async function settleEvidence(tx: TenantTx, evidence: Pick<StoredEvidence, 'id' | 'state' | 'fileId' | 'sizeBytes' | 'sealed'> & { at: Date }): Promise<void> {
  await tx.client.query({
    text: 'update online_services.evidence set state = $3, file_id = $4, size_bytes = $5, sealed = $6, settled_at = $7 where tenant_id = $1 and id = $2',
    values: [tx.tenant, evidence.id, evidence.state, evidence.fileId, evidence.sizeBytes, evidence.sealed, evidence.at],
  });
}

export async function saveReading(tx: TenantTx, id: string, reading: Buffer): Promise<void> {
  await tx.client.query({ text: 'update online_services.evidence set reading = $3 where tenant_id = $1 and id = $2', values: [tx.tenant, id, reading] });
}

/** Lets evidence of a draft go along with the application that it became. */
export async function moveEvidence(tx: TenantTx, id: string, to: { application: string; sealed: Buffer }): Promise<void> {
  await tx.client.query({ text: 'update online_services.evidence set application_id = $3, sealed = $4 where tenant_id = $1 and id = $2', values: [tx.tenant, id, to.application, to.sealed] });
}

export async function deleteEvidence(tx: TenantTx, id: string): Promise<void> {
  await tx.client.query({ text: 'delete from online_services.evidence where tenant_id = $1 and id = $2', values: [tx.tenant, id] });
}

/** Removes all evidence rows under a key. The caller removes the files. */
export async function deleteEvidenceOfKey(tx: TenantTx, dataKeyId: string): Promise<void> {
  await tx.client.query({ text: 'delete from online_services.evidence where tenant_id = $1 and data_key_id = $2', values: [tx.tenant, dataKeyId] });
}

/** A draft was changed by its evidence: the days until deletion count anew. */
export async function touchDraft(tx: TenantTx, draft: { id: string; at: Date; expiresOn: string }): Promise<void> {
  await tx.client.query({ text: 'update online_services.draft set changed_at = $3, expires_on = $4 where tenant_id = $1 and id = $2 and application_id is null', values: [tx.tenant, draft.id, draft.at, draft.expiresOn] });
}
