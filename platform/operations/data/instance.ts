import { rows, type TenantTx, type Tx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { Selectable } from 'kysely';
import type { Instance, Json } from '../domain/instance.ts';
import type { InstanceRow, OperationsTables } from './tables.ts';

/** Writes a new instance; false when the contract has one of this app already. */
export async function insertInstance(tx: TenantTx, instance: Instance): Promise<boolean> {
  const result = await rows<OperationsTables>(tx)
    .insertInto('operations.instance')
    .values({
      tenant_id: tx.tenant, id: instance.id, app: instance.app, title: instance.title, contract_id: instance.contractId, agreement_id: instance.agreementId, runtime: instance.runtime,
      parameters: JSON.stringify(instance.parameters), wanted: instance.wanted, observed: instance.observed, observed_since: instance.observedSince, approved_at: instance.approvedAt,
      requested_at: instance.requestedAt, next_look_at: instance.requestedAt,
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'contract_id', 'app']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** The instance of a contract; undefined when there is none. */
export async function findInstanceOfContract(tx: TenantTx, contractId: string, app: string): Promise<Instance | undefined> {
  const row = await rows<OperationsTables>(tx).selectFrom('operations.instance').selectAll().where('tenant_id', '=', tx.tenant).where('contract_id', '=', contractId).where('app', '=', app).executeTakeFirst();
  return row && fromRow(row);
}

/** Throws NotFound for an unknown id. */
export async function getInstanceRow(tx: TenantTx, id: string): Promise<Instance> {
  const row = await rows<OperationsTables>(tx).selectFrom('operations.instance').selectAll().where('tenant_id', '=', tx.tenant).where('id', '=', id).executeTakeFirst();
  if (!row) throw new NotFound();
  return fromRow(row);
}

/** Likewise, and others who change it wait. */
export async function getInstanceForUpdate(tx: TenantTx, id: string): Promise<Instance> {
  const row = await rows<OperationsTables>(tx).selectFrom('operations.instance').selectAll().where('tenant_id', '=', tx.tenant).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw new NotFound();
  return fromRow(row);
}

/** All instances of the authority, the newest first. */
export async function selectInstances(tx: TenantTx): Promise<Instance[]> {
  const found = await rows<OperationsTables>(tx).selectFrom('operations.instance').selectAll().where('tenant_id', '=', tx.tenant).orderBy('id', 'desc').execute();
  return found.map(fromRow);
}

/** Saves what an act or a look has changed. */
export async function saveInstance(tx: TenantTx, instance: Instance, nextLookAt: Date): Promise<void> {
  await rows<OperationsTables>(tx)
    .updateTable('operations.instance')
    .set({
      wanted: instance.wanted, observed: instance.observed, observed_since: instance.observedSince, last_observed_at: instance.lastObservedAt ?? null, detail: instance.detail ?? null,
      address: instance.address ?? null, running_at: instance.runningAt ?? null, ended_at: instance.endedAt ?? null, end_reason: instance.endReason ?? null, delete_after: instance.deleteAfter ?? null,
      data_returned_at: instance.dataReturnedAt ?? null, deleted_at: instance.deletedAt ?? null, failures: instance.failures, next_look_at: nextLookAt,
    })
    .where('tenant_id', '=', tx.tenant)
    .where('id', '=', instance.id)
    .execute();
}

/** Instances of all authorities; behind the door across authorities. */
export async function selectFleet(tx: Tx): Promise<Instance[]> {
  const found = await rows<OperationsTables>(tx).selectFrom('operations.instance').selectAll().orderBy('id', 'desc').limit(20_000).execute();
  return found.map(fromRow);
}

/** Which instances are due for a look; behind the door across authorities. */
export async function selectDueInstances(tx: Tx, now: Date): Promise<{ tenant: string; id: string }[]> {
  return rows<OperationsTables>(tx)
    .selectFrom('operations.instance')
    .select(['tenant_id as tenant', 'id'])
    .where('deleted_at', 'is', null)
    .where('next_look_at', '<=', now)
    .orderBy('next_look_at')
    .limit(5000)
    .execute();
}

function fromRow(row: Selectable<InstanceRow>): Instance {
  return {
    id: row.id, tenant: row.tenant_id, app: row.app, title: row.title, contractId: row.contract_id, agreementId: row.agreement_id, runtime: row.runtime,
    parameters: row.parameters as Record<string, Json>, wanted: row.wanted, observed: row.observed, observedSince: row.observed_since, lastObservedAt: row.last_observed_at ?? undefined,
    detail: row.detail ?? undefined, address: row.address ?? undefined, approvedAt: row.approved_at, requestedAt: row.requested_at, runningAt: row.running_at ?? undefined,
    endedAt: row.ended_at ?? undefined, endReason: row.end_reason ?? undefined, deleteAfter: row.delete_after ?? undefined, dataReturnedAt: row.data_returned_at ?? undefined,
    deletedAt: row.deleted_at ?? undefined, failures: row.failures,
  };
}
