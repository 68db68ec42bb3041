import { rows, type TenantTx } from '@allmende/database';
import type { Selectable } from 'kysely';
import type { BulkItem, BulkRun } from '../domain/bulk-run.ts';
import type { CasesTables } from './tables.ts';

/** Keeps a run with its cases; false when it is there already: the form was sent twice. */
export async function insertRun(tx: TenantTx, run: BulkRun, items: readonly Omit<BulkItem, 'position'>[]): Promise<boolean> {
  const made = await rows<CasesTables>(tx).insertInto('cases.bulk_run').values({
    tenant_id: tx.tenant, id: run.id, kind: run.kind, state: run.state, assign_to: run.assignTo?.accountId ?? null, assign_name: run.assignTo?.name ?? null, decision: run.decision, authority_name: run.authorityName,
    started_by: run.startedBy.accountId, started_name: run.startedBy.name, started_at: run.startedAt, confirmed_by: null, confirmed_name: null, confirmed_at: null, finished_at: null,
  }).onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing()).returning('id').executeTakeFirst();
  if (made === undefined) return false;
  if (items.length > 0) await rows<CasesTables>(tx).insertInto('cases.bulk_item').values(items.map((item, index) => ({
    tenant_id: tx.tenant, run_id: run.id, case_id: item.case, position: index + 1, reference: item.reference, service: item.service, version: item.version, outcome: item.outcome, reason: item.reason,
  }))).execute();
  return true;
}

export async function findRun(tx: TenantTx, id: string): Promise<BulkRun | undefined> {
  const row = await rows<CasesTables>(tx).selectFrom('cases.bulk_run').where('tenant_id', '=', tx.tenant).where('id', '=', id).selectAll().executeTakeFirst();
  return row && bulkRun(row);
}

/** Reads a run and holds it until the transaction ends. */
export async function findRunForUpdate(tx: TenantTx, id: string): Promise<BulkRun | undefined> {
  const row = await rows<CasesTables>(tx).selectFrom('cases.bulk_run').where('tenant_id', '=', tx.tenant).where('id', '=', id).selectAll().forUpdate().executeTakeFirst();
  return row && bulkRun(row);
}

/** Saves how a run stands. */
export async function saveRun(tx: TenantTx, run: BulkRun): Promise<void> {
  await rows<CasesTables>(tx).updateTable('cases.bulk_run').set({
    state: run.state, confirmed_by: run.confirmedBy?.accountId ?? null, confirmed_name: run.confirmedBy?.name ?? null, confirmed_at: run.confirmedAt, finished_at: run.finishedAt,
  }).where('tenant_id', '=', tx.tenant).where('id', '=', run.id).execute();
}

/** The newest runs, with how many cases each has. */
export async function listRuns(tx: TenantTx, limit: number): Promise<{ readonly run: BulkRun; readonly cases: number; readonly services: readonly string[] }[]> {
  const found = await rows<CasesTables>(tx).selectFrom('cases.bulk_run').where('tenant_id', '=', tx.tenant).selectAll().orderBy('started_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
  const counted = found.length === 0 ? [] : await rows<CasesTables>(tx).selectFrom('cases.bulk_item').where('tenant_id', '=', tx.tenant).where('run_id', 'in', found.map(({ id }) => id))
    .select(['run_id', 'service', (count) => count.fn.countAll<string>().as('cases')]).groupBy(['run_id', 'service']).execute();
  return found.map((row) => {
    const own = counted.filter(({ run_id: run }) => run === row.id);
    return { run: bulkRun(row), cases: own.reduce((sum, { cases }) => sum + Number(cases), 0), services: own.map(({ service }) => service).filter((service) => service !== '') };
  });
}

/** Every run of the authority, oldest first. */
export async function listAllRuns(tx: TenantTx): Promise<BulkRun[]> {
  return (await rows<CasesTables>(tx).selectFrom('cases.bulk_run').where('tenant_id', '=', tx.tenant).selectAll().orderBy('started_at').orderBy('id').execute()).map(bulkRun);
}

/** The cases of a run in the order in which they were chosen. */
export async function listItems(tx: TenantTx, run: string): Promise<BulkItem[]> {
  return rows<CasesTables>(tx).selectFrom('cases.bulk_item').where('tenant_id', '=', tx.tenant).where('run_id', '=', run).select(['case_id as case', 'position', 'reference', 'service', 'version', 'outcome', 'reason']).orderBy('position').execute();
}

/** Says what became of a case, once; false when that was said before. */
export async function finishItem(tx: TenantTx, run: string, caseId: string, outcome: 'done' | 'unchanged', reason: string | null): Promise<boolean> {
  const saved = await rows<CasesTables>(tx).updateTable('cases.bulk_item').set({ outcome, reason }).where('tenant_id', '=', tx.tenant).where('run_id', '=', run).where('case_id', '=', caseId).where('outcome', '=', 'open').executeTakeFirst();
  return saved.numUpdatedRows > 0n;
}

function bulkRun(row: Selectable<CasesTables['cases.bulk_run']>): BulkRun {
  const person = (accountId: string | null, name: string | null) => (accountId === null || name === null ? null : { accountId, name });
  return {
    id: row.id, kind: row.kind, state: row.state, assignTo: person(row.assign_to, row.assign_name), decision: row.decision, authorityName: row.authority_name, startedBy: { accountId: row.started_by, name: row.started_name }, startedAt: row.started_at,
    confirmedBy: person(row.confirmed_by, row.confirmed_name), confirmedAt: row.confirmed_at, finishedAt: row.finished_at,
  };
}
