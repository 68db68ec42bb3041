import { tenantId, type TenantId, type Tx } from '@allmende/database';
import type { ObservedState, WantedState } from '../domain/instance.ts';

/** Where an instance of a runtime of its own is reached and how it is; as little as the gateway needs. */
export type Upstream = {
  readonly tenant: TenantId;
  readonly instance: string;
  readonly app: string;
  readonly title: string;
  readonly runtime: string;
  readonly packageVersion: string | undefined;
  readonly wanted: WantedState;
  readonly observed: ObservedState;
  readonly upstream: string | undefined;
  /** Whether another generation is being made that takes the place of the serving one, or has just taken it. */
  readonly isChanging: boolean;
};

type Row = { tenant_id: string; id: string; app: string; title: string; runtime: string; package_version: string | null; wanted: WantedState; observed: ObservedState; upstream: string | null; changing: boolean };

const COLUMNS = `tenant_id, id, app, title, runtime, package_version, wanted, observed, upstream, coalesce(candidate ->> 'reason' <> 'copy', false)`;

/** A mark that is another one whenever `selectUpstreams` would answer otherwise; behind the door across authorities. */
export async function markOfUpstreams(tx: Tx): Promise<string> {
  const { rows } = await tx.client.query<{ mark: string }>({
    name: 'operations-mark-of-upstreams',
    text: `select count(*) || ':' || coalesce(sum(hashtextextended(row (${COLUMNS})::text, 0)::numeric), 0) as mark from operations.instance where runtime <> 'built-in'`,
  });
  return rows[0]?.mark ?? '';
}

/** All instances that do not run inside the platform; behind the door across authorities. */
export async function selectUpstreams(tx: Tx): Promise<Upstream[]> {
  const { rows } = await tx.client.query<Row>({ name: 'operations-upstreams', text: `select ${COLUMNS} as changing from operations.instance where runtime <> 'built-in'` });
  return rows.map((row) => ({
    tenant: tenantId(row.tenant_id), instance: row.id, app: row.app, title: row.title, runtime: row.runtime, packageVersion: row.package_version ?? undefined, wanted: row.wanted, observed: row.observed, upstream: row.upstream ?? undefined, isChanging: row.changing,
  }));
}
