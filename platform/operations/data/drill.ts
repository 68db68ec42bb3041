import { rows, type TenantTx, type Tx } from '@allmende/database';
import type { Selectable } from 'kysely';
import type { Drill } from '../domain/drill.ts';
import type { DrillRow, OperationsTables } from './tables.ts';

/** Writes the beginning of a drill, so that its scratch instance is known before it exists. */
export async function insertDrill(tx: TenantTx, drill: Pick<Drill, 'id' | 'instanceId' | 'app' | 'packageVersion' | 'scratchId' | 'startedAt'>): Promise<void> {
  await rows<OperationsTables>(tx).insertInto('operations.drill').values({
    tenant_id: tx.tenant, id: drill.id, instance_id: drill.instanceId, app: drill.app, package_version: drill.packageVersion ?? null, scratch_id: drill.scratchId, started_at: drill.startedAt,
  }).execute();
}

/** Writes how it ended, once. */
export async function endDrill(tx: TenantTx, id: string, end: { readonly at: Date; readonly outcome: 'passed' | 'failed'; readonly detail?: string | undefined; readonly files?: number; readonly bytes?: number; readonly treeSha256?: string; readonly recoveryMs?: number }): Promise<void> {
  await rows<OperationsTables>(tx).updateTable('operations.drill')
    .set({ ended_at: end.at, outcome: end.outcome, detail: end.detail ?? null, files: end.files ?? null, bytes: end.bytes ?? null, tree_sha256: end.treeSha256 ?? null, recovery_ms: end.recoveryMs ?? null })
    .where('tenant_id', '=', tx.tenant).where('id', '=', id).where('ended_at', 'is', null).execute();
}

/** The newest drills of all authorities, failed ones first among the last night's; behind the door across authorities. */
export async function selectDrills(tx: Tx): Promise<Drill[]> {
  const found = await rows<OperationsTables>(tx).selectFrom('operations.drill').selectAll().orderBy('started_at', 'desc').limit(200).execute();
  return found.map(fromRow);
}

/** Drills without an end; behind the door across authorities. */
export async function selectOpenDrills(tx: Tx): Promise<Drill[]> {
  const found = await rows<OperationsTables>(tx).selectFrom('operations.drill').selectAll().where('ended_at', 'is', null).execute();
  return found.map(fromRow);
}

/** Instances whose turn it is: running, in containers, the longest without a drill first. Behind the door across authorities. */
export async function selectToDrill(tx: Tx, most: number): Promise<{ readonly tenant: string; readonly id: string }[]> {
  const { rows: found } = await tx.client.query<{ tenant: string; id: string }>({
    text: `select one.tenant_id as tenant, one.id from operations.instance as one
           where one.package_version is not null and one.wanted = 'running' and one.observed = 'running' and one.candidate is null and one.copy_of is null and one.deleted_at is null
           order by (select max(started_at) from operations.drill where tenant_id = one.tenant_id and instance_id = one.id) nulls first, one.id limit $1`,
    values: [most],
  });
  return found;
}

function fromRow(row: Selectable<DrillRow>): Drill {
  return {
    id: row.id, tenant: row.tenant_id, instanceId: row.instance_id, app: row.app, packageVersion: row.package_version ?? undefined, scratchId: row.scratch_id, startedAt: row.started_at, endedAt: row.ended_at ?? undefined,
    outcome: row.outcome ?? undefined, detail: row.detail ?? undefined, files: row.files ?? undefined, bytes: row.bytes ?? undefined, treeSha256: row.tree_sha256 ?? undefined, recoveryMs: row.recovery_ms ?? undefined,
  };
}
