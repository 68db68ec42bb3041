import { tenantId, type TenantId, type Tx } from '@allmende/database';
import type { ObservedState, WantedState } from '../domain/instance.ts';

/** An instance as far as watching it asks: how it is, never what is in it. */
export type ObservedInstance = {
  readonly tenant: TenantId;
  readonly instance: string;
  readonly app: string;
  readonly title: string;
  readonly contract: string;
  readonly runtime: string;
  readonly packageVersion: string | undefined;
  readonly plan: string | undefined;
  readonly wanted: WantedState;
  readonly observed: ObservedState;
  readonly observedSince: Date;
  readonly runningAt: Date | undefined;
  readonly endedAt: Date | undefined;
};

type Row = {
  tenant_id: string; id: string; app: string; title: string; contract_id: string; runtime: string; package_version: string | null; plan: string | null; wanted: WantedState; observed: ObservedState; observed_since: Date;
  running_at: Date | null; ended_at: Date | null;
};

const COLUMNS = 'tenant_id, id, app, title, contract_id, runtime, package_version, plan, wanted, observed, observed_since, running_at, ended_at';
const WATCHED = 'deleted_at is null and copy_of is null';

/** A mark that is another one whenever `selectObserved` would answer otherwise for all; behind the door across authorities. */
export async function markOfObserved(tx: Tx): Promise<string> {
  const { rows } = await tx.client.query<{ mark: string }>({
    name: 'operations-mark-of-observed', text: `select count(*) || ':' || coalesce(sum(hash_record_extended(row (${COLUMNS}), 0)::numeric), 0) as mark from operations.instance where ${WATCHED}`,
  });
  return rows[0]?.mark ?? '';
}

/** Instances that are not deleted, copies left out; all, one, or those that run in some runtimes. Behind the door across authorities. */
export async function selectObserved(tx: Tx, only: { readonly instance?: string; readonly runningIn?: readonly string[] } = {}): Promise<ObservedInstance[]> {
  const { rows } = await tx.client.query<Row>({
    name: 'operations-observed',
    text: `select ${COLUMNS} from operations.instance where ${WATCHED} and ($1::uuid is null or id = $1) and ($2::text[] is null or observed = 'running' and runtime = any($2))`,
    values: [only.instance ?? null, only.runningIn ?? null],
  });
  return rows.map((row) => ({
    tenant: tenantId(row.tenant_id), instance: row.id, app: row.app, title: row.title, contract: row.contract_id, runtime: row.runtime, packageVersion: row.package_version ?? undefined, plan: row.plan ?? undefined,
    wanted: row.wanted, observed: row.observed, observedSince: row.observed_since, runningAt: row.running_at ?? undefined, endedAt: row.ended_at ?? undefined,
  }));
}
