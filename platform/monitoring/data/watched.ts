import { tenantId, type TenantId, type TenantTx, type Tx } from '@allmende/database';

/** An instance that is or was watched, as it was last seen. */
export type WatchedInstance = {
  readonly tenant: TenantId;
  readonly instance: string;
  readonly app: string;
  readonly title: string;
  readonly contract: string;
  readonly runtime: string;
  readonly packageVersion: string | undefined;
  readonly plan: string | undefined;
  readonly firstSeenAt: Date;
  readonly goneAt: Date | undefined;
};

type Row = { tenant_id: string; instance_id: string; app: string; title: string; contract_id: string; runtime: string; package_version: string | null; plan: string | null; first_seen_at: Date; gone_at: Date | null };
const COLUMNS = 'tenant_id, instance_id, app, title, contract_id, runtime, package_version, plan, first_seen_at, gone_at';

/** Keeps what is watched up to date: rows that are new or look otherwise are written. Behind the door across authorities. */
export async function saveWatched(tx: Tx, seen: readonly Omit<WatchedInstance, 'firstSeenAt' | 'goneAt'>[], now: Date): Promise<void> {
  await tx.client.query({
    name: 'monitoring-save-watched',
    text: `insert into monitoring.watched (tenant_id, instance_id, app, title, contract_id, runtime, package_version, plan, first_seen_at)
           select seen.*, $9::timestamptz from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::text[]) as seen (tenant_id, instance_id, app, title, contract_id, runtime, package_version, plan)
           left join monitoring.watched as there on there.tenant_id = seen.tenant_id and there.instance_id = seen.instance_id
           where there.instance_id is null or (there.title, there.runtime, there.package_version, there.plan) is distinct from (seen.title, seen.runtime, seen.package_version, seen.plan)
           on conflict (tenant_id, instance_id) do update set title = excluded.title, runtime = excluded.runtime, package_version = excluded.package_version, plan = excluded.plan`,
    values: [
      seen.map((one) => one.tenant), seen.map((one) => one.instance), seen.map((one) => one.app), seen.map((one) => one.title), seen.map((one) => one.contract), seen.map((one) => one.runtime),
      seen.map((one) => one.packageVersion ?? null), seen.map((one) => one.plan ?? null), now,
    ],
  });
}

/** Marks instances that are no longer there. Behind the door across authorities. */
export async function markGone(tx: Tx, instances: readonly string[], now: Date): Promise<void> {
  if (instances.length > 0) await tx.client.query({ name: 'monitoring-mark-gone', text: 'update monitoring.watched set gone_at = $2 where instance_id = any($1::uuid[]) and gone_at is null', values: [instances, now] });
}

/** Instances of the authority, by title; those that are gone too. */
export async function selectWatchedInstances(tx: TenantTx): Promise<WatchedInstance[]> {
  const { rows } = await tx.client.query<Row>({ name: 'monitoring-watched', text: `select ${COLUMNS} from monitoring.watched where tenant_id = $1 order by title, instance_id`, values: [tx.tenant] });
  return rows.map(fromRow);
}

/** One instance of the authority; undefined for an unknown id. */
export async function findWatchedInstance(tx: TenantTx, instance: string): Promise<WatchedInstance | undefined> {
  const { rows } = await tx.client.query<Row>({ name: 'monitoring-one-watched', text: `select ${COLUMNS} from monitoring.watched where tenant_id = $1 and instance_id = $2`, values: [tx.tenant, instance] });
  return rows[0] && fromRow(rows[0]);
}

/** Those of these that are not gone, by instance. Behind the door across authorities. */
export async function selectTheseWatched(tx: Tx, instances: readonly string[]): Promise<ReadonlyMap<string, WatchedInstance>> {
  const { rows } = await tx.client.query<Row>({ name: 'monitoring-these-watched', text: `select ${COLUMNS} from monitoring.watched where gone_at is null and instance_id = any($1::uuid[])`, values: [instances] });
  return new Map(rows.map((row) => [row.instance_id, fromRow(row)]));
}

/** All that are not gone, of all authorities. Behind the door across authorities. */
export async function selectAllWatched(tx: Tx): Promise<WatchedInstance[]> {
  const { rows } = await tx.client.query<Row>({ name: 'monitoring-all-watched', text: `select ${COLUMNS} from monitoring.watched where gone_at is null` });
  return rows.map(fromRow);
}

function fromRow(row: Row): WatchedInstance {
  return {
    tenant: tenantId(row.tenant_id), instance: row.instance_id, app: row.app, title: row.title, contract: row.contract_id, runtime: row.runtime, packageVersion: row.package_version ?? undefined, plan: row.plan ?? undefined,
    firstSeenAt: row.first_seen_at, goneAt: row.gone_at ?? undefined,
  };
}
