import type { TenantTx, Tx } from '@allmende/database';
import type { Condition, Span } from '../domain/condition.ts';

/** The span of an instance that lasts. */
export type OpenSpan = { readonly tenant: string; readonly instance: string; readonly span: Span };

/** A change of condition. */
export type Turn = { readonly tenant: string; readonly instance: string; readonly at: Date; readonly condition: Condition | undefined };

type Row = { tenant_id: string; instance_id: string; since: Date; until: Date | null; condition: Condition };

/** Lets one writer of conditions at a time in, until the transaction ends. */
export async function lockConditions(tx: Tx): Promise<void> {
  await tx.client.query({ name: 'monitoring-lock-conditions', text: "select pg_advisory_xact_lock(hashtextextended('monitoring/conditions', 0))" });
}

/** Spans that last, of all instances or of one. Behind the door across authorities. */
export async function selectOpenSpans(tx: Tx, instance?: string): Promise<OpenSpan[]> {
  const { rows } = await tx.client.query<Row>({
    name: 'monitoring-open-spans',
    text: 'select tenant_id, instance_id, since, until, condition from monitoring.span where until is null and ($1::uuid is null or instance_id = $1)',
    values: [instance ?? null],
  });
  return rows.map((row) => ({ tenant: row.tenant_id, instance: row.instance_id, span: spanOf(row) }));
}

/** Ends what lasted and begins what is now; a turn without a condition only ends. Behind the door across authorities. */
export async function saveTurns(tx: Tx, turns: readonly Turn[]): Promise<void> {
  if (turns.length === 0) return;
  await tx.client.query({
    name: 'monitoring-end-spans',
    text: `update monitoring.span set until = greatest(span.since, turn.at) from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) as turn (tenant_id, instance_id, at)
           where span.tenant_id = turn.tenant_id and span.instance_id = turn.instance_id and span.until is null`,
    values: [turns.map((one) => one.tenant), turns.map((one) => one.instance), turns.map((one) => one.at)],
  });
  const begun = turns.filter((one) => one.condition !== undefined);
  await tx.client.query({
    name: 'monitoring-begin-spans',
    text: `insert into monitoring.span (tenant_id, instance_id, since, condition) select * from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[])
           on conflict (tenant_id, instance_id, since) do update set condition = excluded.condition, until = null`,
    values: [begun.map((one) => one.tenant), begun.map((one) => one.instance), begun.map((one) => one.at), begun.map((one) => one.condition)],
  });
}

/** Spans of the authority that share a moment with the period, by instance. */
export async function selectSpans(tx: TenantTx, from: Date, until: Date, instances?: readonly string[]): Promise<Map<string, Span[]>> {
  const { rows } = await tx.client.query<Row>({
    name: 'monitoring-spans',
    text: `select tenant_id, instance_id, since, until, condition from monitoring.span
           where tenant_id = $1 and since < $3 and (until is null or until >= $2) and ($4::uuid[] is null or instance_id = any($4)) order by since`,
    values: [tx.tenant, from, until, instances ?? null],
  });
  return new Map([...Map.groupBy(rows, (row) => row.instance_id)].map(([instance, found]) => [instance, found.map(spanOf)]));
}

/** Instances that are disturbed now, of all authorities. Behind the door across authorities. */
export async function selectDisturbed(tx: Tx): Promise<OpenSpan[]> {
  const { rows } = await tx.client.query<Row>({ name: 'monitoring-disturbed', text: "select tenant_id, instance_id, since, until, condition from monitoring.span where until is null and condition = 'disturbed' order by since" });
  return rows.map((row) => ({ tenant: row.tenant_id, instance: row.instance_id, span: spanOf(row) }));
}

/** How many instances are in which condition now. Behind the door across authorities. */
export async function countConditions(tx: Tx): Promise<Readonly<Record<Condition, number>>> {
  const { rows } = await tx.client.query<{ condition: Condition; count: number }>({ name: 'monitoring-count-conditions', text: 'select condition, count(*) as count from monitoring.span where until is null group by condition' });
  const of = (condition: Condition) => rows.find((row) => row.condition === condition)?.count ?? 0;
  return { running: of('running'), disturbed: of('disturbed'), off: of('off') };
}

/** The same by app, for what is in use. Behind the door across authorities. */
export async function countConditionsByApp(tx: Tx): Promise<Map<string, { running: number; disturbed: number }>> {
  const { rows } = await tx.client.query<{ app: string; running: number; disturbed: number }>({
    name: 'monitoring-count-by-app',
    text: `select watched.app, count(*) filter (where span.condition = 'running') as running, count(*) filter (where span.condition = 'disturbed') as disturbed
           from monitoring.span join monitoring.watched on watched.tenant_id = span.tenant_id and watched.instance_id = span.instance_id where span.until is null group by watched.app`,
  });
  return new Map(rows.map(({ app, running, disturbed }) => [app, { running, disturbed }]));
}

/** Forgets spans that ended before; returns how many. Behind the door across authorities. */
export async function deleteSpans(tx: Tx, before: Date): Promise<number> {
  const { rowCount } = await tx.client.query({ name: 'monitoring-delete-spans', text: 'delete from monitoring.span where until < $1', values: [before] });
  return rowCount ?? 0;
}

function spanOf(row: Row): Span {
  return { since: row.since, until: row.until ?? undefined, condition: row.condition };
}
