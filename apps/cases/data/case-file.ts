import { rows, type TenantTx } from '@allmende/database';
import { sql } from 'kysely';
import type { CaseFile, CaseFlag, CaseState } from '../domain/case-file.ts';
import type { CasesTables } from './tables.ts';

const COLUMNS = [
  'id', 'application_id', 'reference', 'service', 'service_name_de', 'service_name_en', 'place_ars', 'place_name', 'state', 'flags', 'applicant_name', 'received_at', 'due_on', 'assigned_to', 'assigned_name', 'decided_at', 'closed_at', 'version', 'data_key_id',
] as const;

// Exactly the expression of the index `case_file_by_due`: cases without a deadline come last.
const DUE = sql<Date>`coalesce(due_on, 'infinity'::date)`;
const day = (text: string) => sql<Date>`${text}::date`;

type Row = Pick<CasesTables['cases.case_file'], (typeof COLUMNS)[number]>;

/** A case with its sealed content. */
export type SealedCase = { readonly file: CaseFile; readonly sealed: Buffer };

/** Opens a case; false when the submission is one already. */
export async function insertCase(tx: TenantTx, file: CaseFile, sealed: Buffer): Promise<boolean> {
  const made = await rows<CasesTables>(tx).insertInto('cases.case_file').values({
    tenant_id: tx.tenant, id: file.id, application_id: file.application, reference: file.reference, service: file.service, service_name_de: file.serviceName.de, service_name_en: file.serviceName.en,
    place_ars: file.placeArs, place_name: file.placeName, state: file.state, flags: [...file.flags], applicant_name: file.applicantName, received_at: file.receivedAt, due_on: file.dueOn, assigned_to: file.assignee?.accountId ?? null,
    assigned_name: file.assignee?.name ?? null, decided_at: file.decidedAt, closed_at: file.closedAt, version: file.version, data_key_id: file.dataKeyId, sealed,
  }).onConflict((conflict) => conflict.columns(['tenant_id', 'application_id']).doNothing()).returning('id').executeTakeFirst();
  return made !== undefined;
}

/** The id of the case that a submission became, deleted ones included. */
export async function findCaseOfApplication(tx: TenantTx, application: string): Promise<string | undefined> {
  const open = await rows<CasesTables>(tx).selectFrom('cases.case_file').where('tenant_id', '=', tx.tenant).where('application_id', '=', application).select('id').executeTakeFirst();
  if (open) return open.id;
  const deleted = await rows<CasesTables>(tx).selectFrom('cases.deleted_case').where('tenant_id', '=', tx.tenant).where('application_id', '=', application).select('case_id as id').executeTakeFirst();
  return deleted?.id;
}

export async function findCase(tx: TenantTx, id: string): Promise<SealedCase | undefined> {
  const row = await rows<CasesTables>(tx).selectFrom('cases.case_file').where('tenant_id', '=', tx.tenant).where('id', '=', id).select([...COLUMNS, 'sealed']).executeTakeFirst();
  return row && { file: caseFile(row), sealed: row.sealed };
}

/** Reads a case and holds it until the transaction ends. */
export async function findCaseForUpdate(tx: TenantTx, id: string): Promise<SealedCase | undefined> {
  const row = await rows<CasesTables>(tx).selectFrom('cases.case_file').where('tenant_id', '=', tx.tenant).where('id', '=', id).select([...COLUMNS, 'sealed']).forUpdate().executeTakeFirst();
  return row && { file: caseFile(row), sealed: row.sealed };
}

/** Saves what work on a case changes. */
export async function saveCase(tx: TenantTx, file: CaseFile): Promise<void> {
  await rows<CasesTables>(tx).updateTable('cases.case_file').set({
    state: file.state, flags: [...file.flags], due_on: file.dueOn, assigned_to: file.assignee?.accountId ?? null, assigned_name: file.assignee?.name ?? null, decided_at: file.decidedAt, closed_at: file.closedAt, version: file.version,
  }).where('tenant_id', '=', tx.tenant).where('id', '=', file.id).execute();
}

/** Saves the content of a case anew, sealed. */
export async function saveCaseContent(tx: TenantTx, id: string, sealed: Buffer): Promise<void> {
  await rows<CasesTables>(tx).updateTable('cases.case_file').set({ sealed }).where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}

/** Deletes a case with its actions and notice, and remembers only the ids. */
export async function deleteCaseRows(tx: TenantTx, file: Pick<CaseFile, 'id' | 'application'>, at: Date): Promise<void> {
  await rows<CasesTables>(tx).deleteFrom('cases.case_file').where('tenant_id', '=', tx.tenant).where('id', '=', file.id).execute();
  await rows<CasesTables>(tx).insertInto('cases.deleted_case').values({ tenant_id: tx.tenant, application_id: file.application, case_id: file.id, deleted_at: at }).onConflict((conflict) => conflict.doNothing()).execute();
}

/** Which cases of an authority are wanted. */
export type CaseSearch = {
  /** Only cases of these. */
  readonly services: 'all' | ReadonlySet<string>;
  readonly state?: CaseState | 'open' | undefined;
  readonly service?: string | undefined;
  /** Account that works on it, or `nobody`. */
  readonly assignee?: string | undefined;
  /** Start of a reference in its normal form. */
  readonly reference?: string | undefined;
  /** Only those whose deadline lies on this day or later, and before that one. */
  readonly dueFrom?: string | undefined;
  readonly dueBefore?: string | undefined;
  readonly order?: 'newest' | 'oldest' | 'due' | undefined;
  /** Last case of the page before. */
  readonly after?: Pick<CaseFile, 'id' | 'receivedAt' | 'dueOn'> | undefined;
  readonly limit: number;
};

/** Cases by time of arrival or by deadline. Only leakproof operators, so that the indexes serve under row-level security too. */
export async function listCases(tx: TenantTx, search: CaseSearch): Promise<CaseFile[]> {
  const direction = search.order === 'oldest' || search.order === 'due' ? 'asc' : 'desc';
  let query = rows<CasesTables>(tx).selectFrom('cases.case_file').where('tenant_id', '=', tx.tenant).select(COLUMNS).limit(search.limit);
  if (search.order === 'due') query = query.orderBy(DUE);
  query = query.orderBy('received_at', direction).orderBy('id', direction);
  const { services, state, service, assignee, reference, dueFrom, dueBefore, after } = search;
  if (dueFrom !== undefined) query = query.where(DUE, '>=', day(dueFrom));
  if (dueBefore !== undefined) query = query.where(DUE, '<', day(dueBefore));
  if (services !== 'all') query = query.where('service', 'in', [...services]);
  if (state === 'open') query = query.where('is_open', '=', true);
  else if (state !== undefined) query = query.where('state', '=', state);
  if (service !== undefined) query = query.where('service', '=', service);
  if (assignee === 'nobody') query = query.where('assigned_to', 'is', null);
  else if (assignee !== undefined) query = query.where('assigned_to', '=', assignee);
  if (reference !== undefined) query = query.where('reference', '>=', reference).where('reference', '<', `${reference}~`);
  if (after !== undefined) {
    const than = direction === 'asc' ? '>' : '<';
    const due = day(after.dueOn ?? 'infinity');
    // The first condition lets the index begin at the page; the second leaves out what was on the page before.
    if (search.order === 'due') query = query.where(DUE, '>=', due);
    query = query.where((where) => {
      const later = where.or([where('received_at', than, after.receivedAt), where.and([where('received_at', '=', after.receivedAt), where('id', than, after.id)])]);
      return search.order === 'due' ? where.or([where(DUE, '>', due), later]) : later;
    });
  }
  return (await query.execute()).map(caseFile);
}

/** Counts stop here: “more than 999” says enough, and a million rows need no counting. */
export const MOST_COUNTED = 1000;

/** How many cases there are in each view of the inbox, at most `MOST_COUNTED` each. */
export async function countCases(
  tx: TenantTx, account: string | undefined, services: 'all' | ReadonlySet<string>, days: { readonly today: string; readonly soon: string },
): Promise<{ states: Record<CaseState | 'open', number>; mine: number; unassigned: number; overdue: number; soon: number }> {
  const due = `is_open and coalesce(due_on, 'infinity'::date)`;
  const count = (name: string, condition: string) => `(select count(*) from (select from cases.case_file where tenant_id = $1${services === 'all' ? '' : ' and service = any($4)'} and ${condition} limit ${MOST_COUNTED}) as counted) as "${name}"`;
  const { rows: [found] } = await tx.client.query<Record<string, number>>({
    name: `cases-count${account === undefined ? '' : '-mine'}${services === 'all' ? '' : '-of-services'}`,
    text: `select ${[
      count('open', 'is_open'), count('new', `state = 'new'`), count('in-progress', `state = 'in-progress'`), count('waiting', `state = 'waiting'`), count('decided', `state = 'decided'`), count('closed', `state = 'closed'`),
      count('unassigned', 'is_open and assigned_to is null'), count('overdue', `${due} < $2::date`), count('soon', `${due} >= $2::date and coalesce(due_on, 'infinity'::date) < $3::date`),
      ...(account === undefined ? [] : [count('mine', `is_open and assigned_to = ${services === 'all' ? '$4' : '$5'}`)]),
    ].join(', ')}`,
    values: [tx.tenant, days.today, days.soon, ...(services === 'all' ? [] : [[...services]]), ...(account === undefined ? [] : [account])],
  });
  const of = (name: string) => Number(found?.[name] ?? 0);
  return { states: { open: of('open'), new: of('new'), 'in-progress': of('in-progress'), waiting: of('waiting'), decided: of('decided'), closed: of('closed') }, mine: of('mine'), unassigned: of('unassigned'), overdue: of('overdue'), soon: of('soon') };
}

/** The services of which the authority has cases: a loose walk along the index, one step a service. */
export async function listCaseServices(tx: TenantTx): Promise<{ service: string; name: { de: string; en: string } }[]> {
  const { rows: found } = await tx.client.query<{ service: string; de: string; en: string }>({
    name: 'cases-services',
    text: `
      with recursive step as (
        (select service, service_name_de as de, service_name_en as en from cases.case_file where tenant_id = $1 order by service, received_at desc limit 1)
        union all
        select next.* from step cross join lateral
          (select service, service_name_de as de, service_name_en as en from cases.case_file where tenant_id = $1 and service > step.service order by service, received_at desc limit 1) as next
      ) select service, de, en from step`,
    values: [tx.tenant],
  });
  return found.map((row) => ({ service: row.service, name: { de: row.de, en: row.en } }));
}

/** Every case with its sealed content, for an export. */
export async function listSealedCases(tx: TenantTx): Promise<SealedCase[]> {
  const found = await rows<CasesTables>(tx).selectFrom('cases.case_file').where('tenant_id', '=', tx.tenant).select([...COLUMNS, 'sealed']).orderBy('received_at').orderBy('id').execute();
  return found.map((row) => ({ file: caseFile(row), sealed: row.sealed }));
}

function caseFile(row: Row): CaseFile {
  return {
    id: row.id, application: row.application_id, reference: row.reference, service: row.service, serviceName: { de: row.service_name_de, en: row.service_name_en }, placeArs: row.place_ars, placeName: row.place_name, state: row.state,
    flags: row.flags as CaseFlag[], applicantName: row.applicant_name, receivedAt: row.received_at, dueOn: row.due_on,
    assignee: row.assigned_to === null || row.assigned_name === null ? null : { accountId: row.assigned_to, name: row.assigned_name },
    decidedAt: row.decided_at, closedAt: row.closed_at, version: row.version, dataKeyId: row.data_key_id,
  };
}
