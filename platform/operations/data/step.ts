import { newId, rows, type TenantTx } from '@allmende/database';
import type { StepName, StepRecord } from '../domain/step.ts';
import type { OperationsTables } from './tables.ts';

/** Writes the beginning of a step and closes what a killed process left open. Returns its id. */
export async function insertStep(tx: TenantTx, instanceId: string, step: StepName, startedAt: Date): Promise<string> {
  await closeInterruptedSteps(tx, instanceId, startedAt);
  const id = newId();
  await rows<OperationsTables>(tx).insertInto('operations.step').values({ tenant_id: tx.tenant, id, instance_id: instanceId, step, started_at: startedAt }).execute();
  return id;
}

/** Marks steps without an end as interrupted; only for whoever holds the lock of the instance. */
export async function closeInterruptedSteps(tx: TenantTx, instanceId: string, at: Date): Promise<void> {
  await rows<OperationsTables>(tx)
    .updateTable('operations.step').set({ ended_at: at, outcome: 'interrupted' })
    .where('tenant_id', '=', tx.tenant).where('instance_id', '=', instanceId).where('ended_at', 'is', null).execute();
}

/** Writes the end of a step. */
export async function endStep(tx: TenantTx, id: string, end: { readonly at: Date; readonly outcome: 'done' | 'failed'; readonly detail?: string }): Promise<void> {
  await rows<OperationsTables>(tx)
    .updateTable('operations.step').set({ ended_at: end.at, outcome: end.outcome, detail: end.detail ?? null })
    .where('tenant_id', '=', tx.tenant).where('id', '=', id).where('ended_at', 'is', null).execute();
}

/** The first 20 and the last 80 steps of an instance, the oldest first. */
export async function selectSteps(tx: TenantTx, instanceId: string): Promise<StepRecord[]> {
  const query = rows<OperationsTables>(tx).selectFrom('operations.step').selectAll().where('tenant_id', '=', tx.tenant).where('instance_id', '=', instanceId);
  const first = await query.orderBy('id', 'asc').limit(20).execute();
  const last = await query.orderBy('id', 'desc').limit(80).execute();
  const all = new Map([...first, ...last.toReversed()].map((row) => [row.id, row]));
  return [...all.values()].map((row) => ({
    step: row.step as StepName, startedAt: row.started_at, endedAt: row.ended_at ?? undefined, outcome: row.outcome ?? undefined, detail: row.detail ?? undefined,
  }));
}
