import { rows, type TenantTx } from '@allmende/database';
import type { Participation, RequestState, StatementRequest } from '../domain/participation.ts';
import type { CasesTables } from './tables.ts';

export type SealedParticipation = Participation & { readonly sealed: Buffer };

const COLUMNS = ['id', 'case_id as case', 'office_tenant as officeTenant', 'office_name as officeName', 'due_on as dueOn', 'asked_at as askedAt', 'asked_by as askedBy', 'state', 'answered_at as answeredAt', 'sealed'] as const;

export async function insertParticipation(tx: TenantTx, asked: SealedParticipation): Promise<void> {
  await rows<CasesTables>(tx).insertInto('cases.participation').values({
    tenant_id: tx.tenant, id: asked.id, case_id: asked.case, office_tenant: asked.officeTenant, office_name: asked.officeName, due_on: asked.dueOn, asked_at: asked.askedAt, asked_by: asked.askedBy, state: asked.state, answered_at: asked.answeredAt, sealed: asked.sealed,
  }).execute();
}

/** The offices that were asked about a case, in the order of asking. */
export async function listParticipations(tx: TenantTx, caseId: string): Promise<SealedParticipation[]> {
  return rows<CasesTables>(tx).selectFrom('cases.participation').where('tenant_id', '=', tx.tenant).where('case_id', '=', caseId).select(COLUMNS).orderBy('asked_at').orderBy('id').execute();
}

/** Every request of the authority to another one, by id and the authority that was asked. */
export async function listAskedOffices(tx: TenantTx): Promise<{ readonly id: string; readonly officeTenant: string }[]> {
  return rows<CasesTables>(tx).selectFrom('cases.participation').where('tenant_id', '=', tx.tenant).where('office_tenant', '<>', tx.tenant).select(['id', 'office_tenant as officeTenant']).execute();
}

export async function findParticipation(tx: TenantTx, id: string): Promise<SealedParticipation | undefined> {
  return rows<CasesTables>(tx).selectFrom('cases.participation').where('tenant_id', '=', tx.tenant).where('id', '=', id).select(COLUMNS).executeTakeFirst();
}

/** Saves what became of a request. */
export async function saveParticipation(tx: TenantTx, id: string, change: { readonly state: RequestState; readonly answeredAt: Date | null; readonly sealed: Buffer }): Promise<void> {
  await rows<CasesTables>(tx).updateTable('cases.participation').set({ state: change.state, answered_at: change.answeredAt, sealed: change.sealed }).where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}

const REQUEST_COLUMNS = ['id', 'from_tenant', 'from_name', 'reference', 'service_name_de', 'service_name_en', 'due_on', 'asked_at', 'state'] as const;

/** Keeps what this authority is asked for; one that is there is replaced by what is known now. */
export async function putStatementRequest(tx: TenantTx, request: StatementRequest): Promise<void> {
  const values = {
    from_tenant: request.fromTenant, from_name: request.fromName, reference: request.reference, service_name_de: request.serviceName.de, service_name_en: request.serviceName.en, due_on: request.dueOn, asked_at: request.askedAt, state: request.state,
  };
  await rows<CasesTables>(tx).insertInto('cases.statement_request').values({ tenant_id: tx.tenant, id: request.id, ...values }).onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet(values)).execute();
}

export async function removeStatementRequest(tx: TenantTx, id: string): Promise<void> {
  await rows<CasesTables>(tx).deleteFrom('cases.statement_request').where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}

/** What this authority is asked for, open ones first, then by day. */
export async function listStatementRequests(tx: TenantTx, limit: number): Promise<StatementRequest[]> {
  const found = await rows<CasesTables>(tx).selectFrom('cases.statement_request').where('tenant_id', '=', tx.tenant).select(REQUEST_COLUMNS).orderBy((order) => order.case().when('state', '=', 'asked').then(0).else(1).end()).orderBy('due_on').orderBy('id').limit(limit).execute();
  return found.map(requestOf);
}

/** Everything that other authorities ask this one for, oldest first. */
export async function listRequestsOfOthers(tx: TenantTx): Promise<StatementRequest[]> {
  const found = await rows<CasesTables>(tx).selectFrom('cases.statement_request').where('tenant_id', '=', tx.tenant).where('from_tenant', '<>', tx.tenant).select(REQUEST_COLUMNS).orderBy('asked_at').orderBy('id').execute();
  return found.map(requestOf);
}

export async function findStatementRequest(tx: TenantTx, id: string): Promise<StatementRequest | undefined> {
  const row = await rows<CasesTables>(tx).selectFrom('cases.statement_request').where('tenant_id', '=', tx.tenant).where('id', '=', id).select(REQUEST_COLUMNS).executeTakeFirst();
  return row && requestOf(row);
}

function requestOf(row: Pick<CasesTables['cases.statement_request'], (typeof REQUEST_COLUMNS)[number]>): StatementRequest {
  return { id: row.id, fromTenant: row.from_tenant, fromName: row.from_name, reference: row.reference, serviceName: { de: row.service_name_de, en: row.service_name_en }, dueOn: row.due_on, askedAt: row.asked_at, state: row.state };
}
