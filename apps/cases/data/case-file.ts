import { rows, type TenantTx } from '@allmende/database';
import type { Selectable } from 'kysely';
import type { CaseFile, CaseFlag } from '../domain/case-file.ts';
import { searchWords } from '../domain/search-words.ts';
import type { CasesTables } from './tables.ts';

/** What lies readable of a case. */
export const CASE_COLUMNS = [
  'id', 'application_id', 'reference', 'service', 'service_name_de', 'service_name_en', 'place_ars', 'place_name', 'state', 'flags', 'applicant_name', 'received_at', 'due_on', 'assigned_to', 'assigned_name', 'decided_at', 'closed_at', 'version', 'data_key_id', 'kept_until', 'deletion_asked_by', 'deletion_asked_name', 'deletion_asked_at',
] as const;

type Row = Pick<Selectable<CasesTables['cases.case_file']>, (typeof CASE_COLUMNS)[number]>;

/** A case with its sealed content. */
export type SealedCase = { readonly file: CaseFile; readonly sealed: Buffer };

/** Opens a case; false when the submission is one already. `completeOnArrival` counts in the figures; undefined where nobody knows. */
export async function insertCase(tx: TenantTx, file: CaseFile, sealed: Buffer, completeOnArrival?: boolean): Promise<boolean> {
  const made = await rows<CasesTables>(tx).insertInto('cases.case_file').values({
    tenant_id: tx.tenant, id: file.id, application_id: file.application, reference: file.reference, service: file.service, service_name_de: file.serviceName.de, service_name_en: file.serviceName.en,
    place_ars: file.placeArs, place_name: file.placeName, state: file.state, flags: [...file.flags], applicant_name: file.applicantName, received_at: file.receivedAt, due_on: file.dueOn, assigned_to: file.assignee?.accountId ?? null,
    assigned_name: file.assignee?.name ?? null, decided_at: file.decidedAt, closed_at: file.closedAt, version: file.version, data_key_id: file.dataKeyId, sealed, complete_on_arrival: completeOnArrival ?? null, ...kept(file),
  }).onConflict((conflict) => conflict.columns(['tenant_id', 'application_id']).doNothing()).returning('id').executeTakeFirst();
  const words = made === undefined || file.applicantName === null ? [] : searchWords(file.applicantName);
  if (words.length > 0) await rows<CasesTables>(tx).insertInto('cases.case_word').values(words.map((word) => ({ tenant_id: tx.tenant, word, received_at: file.receivedAt, case_id: file.id }))).execute();
  return made !== undefined;
}

/** The id of the case that a submission became, deleted ones included. */
export async function findCaseOfApplication(tx: TenantTx, application: string): Promise<string | undefined> {
  const { rows: [found] } = await tx.client.query<{ id: string }>({
    name: 'cases-of-application',
    text: 'select id from cases.case_file where tenant_id = $1 and application_id = $2 union all select case_id as id from cases.deleted_case where tenant_id = $1 and application_id = $2',
    values: [tx.tenant, application],
  });
  return found?.id;
}

export async function findCase(tx: TenantTx, id: string): Promise<SealedCase | undefined> {
  const row = await rows<CasesTables>(tx).selectFrom('cases.case_file').where('tenant_id', '=', tx.tenant).where('id', '=', id).select([...CASE_COLUMNS, 'sealed']).executeTakeFirst();
  return row && { file: caseFileOf(row), sealed: row.sealed };
}

/** Reads a case and holds it until the transaction ends. */
export async function findCaseForUpdate(tx: TenantTx, id: string): Promise<SealedCase | undefined> {
  const row = await rows<CasesTables>(tx).selectFrom('cases.case_file').where('tenant_id', '=', tx.tenant).where('id', '=', id).select([...CASE_COLUMNS, 'sealed']).forUpdate().executeTakeFirst();
  return row && { file: caseFileOf(row), sealed: row.sealed };
}

/** Saves what work on a case changes. */
export async function saveCase(tx: TenantTx, file: CaseFile): Promise<void> {
  await rows<CasesTables>(tx).updateTable('cases.case_file').set({
    state: file.state, flags: [...file.flags], due_on: file.dueOn, assigned_to: file.assignee?.accountId ?? null, assigned_name: file.assignee?.name ?? null, decided_at: file.decidedAt, closed_at: file.closedAt, version: file.version, ...kept(file),
  }).where('tenant_id', '=', tx.tenant).where('id', '=', file.id).execute();
}

/** Saves the content of a case anew, sealed. */
export async function saveCaseContent(tx: TenantTx, id: string, sealed: Buffer): Promise<void> {
  await rows<CasesTables>(tx).updateTable('cases.case_file').set({ sealed }).where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}

/** Deletes a case with its actions and notice, and remembers only the ids. */
export async function deleteCaseRows(tx: TenantTx, file: Pick<CaseFile, 'id' | 'application'>, at: Date): Promise<void> {
  await rows<CasesTables>(tx).deleteFrom('cases.bulk_item').where('tenant_id', '=', tx.tenant).where('case_id', '=', file.id).execute();
  await rows<CasesTables>(tx).deleteFrom('cases.case_file').where('tenant_id', '=', tx.tenant).where('id', '=', file.id).execute();
  await rows<CasesTables>(tx).insertInto('cases.deleted_case').values({ tenant_id: tx.tenant, application_id: file.application, case_id: file.id, deleted_at: at }).onConflict((conflict) => conflict.doNothing()).execute();
}

/** Every case with its sealed content, for an export. */
export async function listSealedCases(tx: TenantTx): Promise<SealedCase[]> {
  const found = await rows<CasesTables>(tx).selectFrom('cases.case_file').where('tenant_id', '=', tx.tenant).select([...CASE_COLUMNS, 'sealed']).orderBy('received_at').orderBy('id').execute();
  return found.map((row) => ({ file: caseFileOf(row), sealed: row.sealed }));
}

/** A case from its row. */
export function caseFileOf(row: Row): CaseFile {
  return {
    id: row.id, application: row.application_id, reference: row.reference, service: row.service, serviceName: { de: row.service_name_de, en: row.service_name_en }, placeArs: row.place_ars, placeName: row.place_name, state: row.state,
    flags: row.flags as CaseFlag[], applicantName: row.applicant_name, receivedAt: row.received_at, dueOn: row.due_on,
    assignee: row.assigned_to === null || row.assigned_name === null ? null : { accountId: row.assigned_to, name: row.assigned_name },
    decidedAt: row.decided_at, closedAt: row.closed_at, version: row.version, dataKeyId: row.data_key_id, keptUntil: row.kept_until,
    deletionAsked: row.deletion_asked_by === null || row.deletion_asked_name === null || row.deletion_asked_at === null ? null : { accountId: row.deletion_asked_by, name: row.deletion_asked_name, at: row.deletion_asked_at },
  };
}

function kept({ keptUntil, deletionAsked }: CaseFile) {
  return { kept_until: keptUntil, deletion_asked_by: deletionAsked?.accountId ?? null, deletion_asked_name: deletionAsked?.name ?? null, deletion_asked_at: deletionAsked?.at ?? null };
}
