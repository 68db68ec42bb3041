import { rows, type Database, type TenantId, type TenantTx, type Tx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { Selectable } from 'kysely';
import type { Candidate, Instance, Json } from '../domain/instance.ts';
import type { Place } from '../domain/place-instance.ts';
import type { InstanceRow, OperationsTables } from './tables.ts';

/** Writes a new instance; false when the contract has one of this app already. */
export async function insertInstance(tx: TenantTx, instance: Instance): Promise<boolean> {
  const result = await rows<OperationsTables>(tx)
    .insertInto('operations.instance')
    .values({
      tenant_id: tx.tenant, id: instance.id, app: instance.app, title: instance.title, contract_id: instance.contractId, agreement_id: instance.agreementId, runtime: instance.runtime,
      parameters: JSON.stringify(instance.parameters), package_version: instance.packageVersion ?? null, plan: instance.plan ?? null, channel: instance.channel, copy_of: instance.copyOf ?? null, ends_at: instance.endsAt ?? null,
      candidate: instance.candidate ? JSON.stringify(instance.candidate) : null, wanted: instance.wanted, observed: instance.observed, observed_since: instance.observedSince, approved_at: instance.approvedAt,
      requested_at: instance.requestedAt, next_look_at: instance.nextLookAt,
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'contract_id', 'app']).where('copy_of', 'is', null).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** The instance of a contract, never a copy; undefined when there is none. */
export async function findInstanceOfContract(tx: TenantTx, contractId: string, app: string): Promise<Instance | undefined> {
  const row = await rows<OperationsTables>(tx).selectFrom('operations.instance').selectAll().where('tenant_id', '=', tx.tenant).where('contract_id', '=', contractId).where('app', '=', app).where('copy_of', 'is', null).executeTakeFirst();
  return row && fromRow(row);
}

/** An instance of this app that is not deleted yet, of whatever contract. Others who ask for the same app wait until the transaction ends. */
export async function findLivingInstance(tx: TenantTx, app: string): Promise<Instance | undefined> {
  await tx.client.query({ name: 'operations-lock-app', text: "select pg_advisory_xact_lock(hashtextextended('operations/app:' || $1 || ':' || $2, 0))", values: [tx.tenant, app] });
  const row = await rows<OperationsTables>(tx).selectFrom('operations.instance').selectAll().where('tenant_id', '=', tx.tenant).where('app', '=', app).where('deleted_at', 'is', null).orderBy('id').executeTakeFirst();
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

/** Copies of an instance that are not deleted. */
export async function selectCopies(tx: TenantTx, id: string): Promise<Instance[]> {
  const found = await rows<OperationsTables>(tx).selectFrom('operations.instance').selectAll().where('tenant_id', '=', tx.tenant).where('copy_of', '=', id).where('deleted_at', 'is', null).orderBy('id').execute();
  return found.map(fromRow);
}

/** Instances in containers without a nightly backup since `since`; copies are not saved. Behind the door across authorities. */
export async function selectToBackUp(tx: Tx, since: Date): Promise<{ readonly tenant: string; readonly id: string }[]> {
  const { rows: found } = await tx.client.query<{ tenant: string; id: string }>({
    text: `select tenant_id as tenant, id from operations.instance as one
           where package_version is not null and wanted <> 'removed' and observed in ('running', 'suspended') and candidate is null and copy_of is null and deleted_at is null
             and not exists (select from operations.archive as saved where saved.tenant_id = one.tenant_id and saved.instance_id = one.id and saved.reason = 'nightly' and saved.made_at > $1) order by id`,
    values: [since],
  });
  return found;
}

/** A short text that changes with everything that the page of an instance shows; undefined when there is no such instance. */
export async function readInstanceMark(database: Pick<Database, 'readInTenant'>, tenant: TenantId, id: string): Promise<string | undefined> {
  const [row] = await database.readInTenant<{ mark: string }>(tenant, {
    name: 'operations-instance-mark',
    text: `select md5(concat_ws('|', wanted, observed, detail, upstream, generation, candidate, archive_wanted_at, data_returned_at, deleted_at,
             (select string_agg(step || coalesce(outcome, ''), ',' order by step.id desc) from (select * from operations.step where tenant_id = $1 and instance_id = $2 order by id desc limit 3) as step),
             (select count(*) from operations.archive where tenant_id = $1 and instance_id = $2 and erased_at is null))) as mark
           from operations.instance where tenant_id = $1 and id = $2`,
    values: [tenant, id],
  });
  return row?.mark;
}

/** Saves what an act or a look has changed. */
export async function saveInstance(tx: TenantTx, instance: Instance): Promise<void> {
  await rows<OperationsTables>(tx)
    .updateTable('operations.instance')
    .set({
      wanted: instance.wanted, observed: instance.observed, observed_since: instance.observedSince, last_observed_at: instance.lastObservedAt ?? null, detail: instance.detail ?? null,
      upstream: instance.upstream ?? null, package_version: instance.packageVersion ?? null, parameters: JSON.stringify(instance.parameters), generation: instance.generation, candidate: instance.candidate ? JSON.stringify(instance.candidate) : null, channel: instance.channel, ends_at: instance.endsAt ?? null, running_at: instance.runningAt ?? null, ended_at: instance.endedAt ?? null, end_reason: instance.endReason ?? null, delete_after: instance.deleteAfter ?? null,
      data_returned_at: instance.dataReturnedAt ?? null, archive_wanted_at: instance.archiveWantedAt ?? null, removing_since: instance.removingSince ?? null, deleted_at: instance.deletedAt ?? null, failures: instance.failures, next_look_at: instance.nextLookAt,
    })
    .where('tenant_id', '=', tx.tenant)
    .where('id', '=', instance.id)
    .execute();
}

/** Saves where an instance runs from now on. */
export async function savePlace(tx: TenantTx, id: string, place: Place): Promise<void> {
  await rows<OperationsTables>(tx).updateTable('operations.instance').set({ runtime: place.runtime, package_version: place.packageVersion ?? null }).where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}

/** Instances of all authorities; behind the door across authorities. */
export async function selectFleet(tx: Tx): Promise<Instance[]> {
  const found = await rows<OperationsTables>(tx).selectFrom('operations.instance').selectAll().orderBy('id', 'desc').limit(20_000).execute();
  return found.map(fromRow);
}

/** The key from which the instance's secrets are derived; undefined before its first start. */
export async function findDataKeyId(tx: TenantTx, id: string): Promise<string | undefined> {
  const row = await rows<OperationsTables>(tx).selectFrom('operations.instance').select('data_key_id').where('tenant_id', '=', tx.tenant).where('id', '=', id).executeTakeFirst();
  return row?.data_key_id ?? undefined;
}

/** Remembers the key made for the instance. */
export async function setDataKeyId(tx: TenantTx, id: string, dataKeyId: string): Promise<void> {
  await rows<OperationsTables>(tx).updateTable('operations.instance').set({ data_key_id: dataKeyId }).where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}

/** Takes the lock of an instance until the transaction ends; false when somebody else has it. */
export async function lockInstance(tx: TenantTx, id: string): Promise<boolean> {
  const { rows: found } = await tx.client.query<{ locked: boolean }>({ name: 'operations-lock', text: "select pg_try_advisory_xact_lock(hashtextextended('operations/instance:' || $1, 0)) as locked", values: [id] });
  return found[0]?.locked ?? false;
}

function fromRow(row: Selectable<InstanceRow>): Instance {
  return {
    id: row.id, tenant: row.tenant_id, app: row.app, title: row.title, contractId: row.contract_id, agreementId: row.agreement_id, runtime: row.runtime,
    parameters: row.parameters as Record<string, Json>, wanted: row.wanted, observed: row.observed, observedSince: row.observed_since, lastObservedAt: row.last_observed_at ?? undefined,
    detail: row.detail ?? undefined, upstream: row.upstream ?? undefined, packageVersion: row.package_version ?? undefined, generation: row.generation, candidate: candidateFrom(row.candidate), plan: row.plan ?? undefined, channel: row.channel, copyOf: row.copy_of ?? undefined, endsAt: row.ends_at ?? undefined, approvedAt: row.approved_at, requestedAt: row.requested_at, runningAt: row.running_at ?? undefined,
    endedAt: row.ended_at ?? undefined, endReason: row.end_reason ?? undefined, deleteAfter: row.delete_after ?? undefined, dataReturnedAt: row.data_returned_at ?? undefined,
    archiveWantedAt: row.archive_wanted_at ?? undefined, removingSince: row.removing_since ?? undefined, deletedAt: row.deleted_at ?? undefined, failures: row.failures, nextLookAt: row.next_look_at,
  };
}

function candidateFrom(stored: Record<string, unknown> | null): Candidate | undefined {
  return stored === null ? undefined : ({ archive: undefined, saved: undefined, detail: undefined, ...stored, since: new Date(String(stored['since'])) } as unknown as Candidate);
}

/** How many instances run; behind the door across authorities. */
export async function countRunning(tx: Tx): Promise<number> {
  const { rows: counted } = await tx.client.query<{ count: number }>(`select count(*) as count from operations.instance where observed = 'running'`);
  return counted[0]?.count ?? 0;
}
