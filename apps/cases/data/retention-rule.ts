import { rows, type TenantTx, type Tx } from '@allmende/database';
import type { RetentionRule } from '../domain/retention.ts';
import type { CasesTables } from './tables.ts';

export type StoredRule = RetentionRule & { readonly service: string; readonly enteredBy: string; readonly enteredAt: Date };

const COLUMNS = ['service', 'count', 'unit', 'begins', 'deletion', 'source', 'entered_by_name as enteredBy', 'entered_at as enteredAt'] as const;

/** The rule that the authority has entered for a service. */
export async function findRetentionRule(tx: TenantTx, service: string): Promise<StoredRule | undefined> {
  return rows<CasesTables>(tx).selectFrom('cases.retention_rule').where('tenant_id', '=', tx.tenant).where('service', '=', service).select(COLUMNS).executeTakeFirst();
}

export async function listRetentionRules(tx: TenantTx): Promise<StoredRule[]> {
  return rows<CasesTables>(tx).selectFrom('cases.retention_rule').where('tenant_id', '=', tx.tenant).select(COLUMNS).orderBy('service').execute();
}

export async function saveRetentionRule(tx: TenantTx, { enteredBy, enteredAt, ...rule }: StoredRule): Promise<void> {
  const { service, ...values } = { ...rule, entered_by_name: enteredBy, entered_at: enteredAt };
  await rows<CasesTables>(tx).insertInto('cases.retention_rule').values({ tenant_id: tx.tenant, service, ...values }).onConflict((conflict) => conflict.columns(['tenant_id', 'service']).doUpdateSet(values)).execute();
}

/** Closed cases of a service after an id, with the day on which they were closed. */
export async function listClosedCases(tx: TenantTx, search: { readonly service: string; readonly after: string; readonly limit: number }): Promise<{ readonly id: string; readonly closedAt: Date }[]> {
  const found = await rows<CasesTables>(tx).selectFrom('cases.case_file').where('tenant_id', '=', tx.tenant).where('service', '=', search.service).where('state', '=', 'closed').where('id', '>', search.after)
    .select(['id', 'closed_at as closedAt']).orderBy('id').limit(search.limit).execute();
  return found.flatMap(({ id, closedAt }) => (closedAt === null ? [] : [{ id, closedAt }]));
}

export async function saveKeptUntil(tx: TenantTx, days: readonly { readonly id: string; readonly keptUntil: string }[]): Promise<void> {
  await tx.client.query({
    name: 'cases-save-kept-until',
    text: 'update cases.case_file set kept_until = given.day from unnest($2::uuid[], $3::date[]) as given(id, day) where case_file.tenant_id = $1 and case_file.id = given.id and case_file.state = \'closed\'',
    values: [tx.tenant, days.map(({ id }) => id), days.map(({ keptUntil }) => keptUntil)],
  });
}

/** How many closed cases have no period, by service; counting stops at `limit` each. */
export async function countWithoutPeriod(tx: TenantTx, limit: number): Promise<ReadonlyMap<string, number>> {
  const { rows: found } = await tx.client.query<{ service: string; cases: number }>({
    name: 'cases-without-period',
    text: 'select service, count(*)::int as cases from (select service from cases.case_file where tenant_id = $1 and state = \'closed\' and kept_until is null limit $2) as counted group by service', values: [tx.tenant, limit],
  });
  return new Map(found.map(({ service, cases }) => [service, cases]));
}

/** Cases whose period is over, first those that were over first. */
export async function listOverdueIds(tx: TenantTx, search: { readonly today: string; readonly limit: number }): Promise<string[]> {
  const found = await rows<CasesTables>(tx).selectFrom('cases.case_file').where('tenant_id', '=', tx.tenant).where('state', '=', 'closed').where('kept_until', '<', search.today).select('id').orderBy('kept_until').orderBy('id').limit(search.limit).execute();
  return found.map(({ id }) => id);
}

/** Cases of all authorities whose period is over and which are deleted by themselves; behind the door across authorities. */
export async function listSelfDeleting(tx: Tx, search: { readonly today: string; readonly limit: number }): Promise<{ readonly tenant: string; readonly case: string }[]> {
  const { rows: found } = await tx.client.query<{ tenant: string; case: string }>({
    name: 'cases-self-deleting',
    text: `select file.tenant_id as tenant, file.id as "case" from cases.case_file as file join cases.retention_rule as rule on rule.tenant_id = file.tenant_id and rule.service = file.service
      where file.kept_until < $1::date and file.state = 'closed' and rule.deletion = 'automatic' order by file.kept_until, file.id limit $2`,
    values: [search.today, search.limit],
  });
  return found;
}

/** The cases that were deleted last: ids only, everything else is gone. */
export async function listDeletedCases(tx: TenantTx, limit: number): Promise<{ readonly case: string; readonly at: Date }[]> {
  return rows<CasesTables>(tx).selectFrom('cases.deleted_case').where('tenant_id', '=', tx.tenant).select(['case_id as case', 'deleted_at as at']).orderBy('deleted_at', 'desc').orderBy('case_id').limit(limit).execute();
}
