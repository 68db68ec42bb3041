import { rows, type TenantTx } from '@allmende/database';
import type { ServiceInstance } from '../domain/service-instance.ts';
import type { BrokerTables } from './tables.ts';

/** The right to work on an instance, until a moment; a killed request lets go by itself. */
export type Hold = { readonly by: string; readonly until: Date };

/** Writes a new instance, held by the request; false when one of that name lives. */
export async function insertServiceInstance(tx: TenantTx, one: ServiceInstance, hold: Hold): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    name: 'broker-insert-service-instance',
    text: `insert into broker.service_instance (tenant_id, id, marketplace, instance_id, credential_id, app, service_id, plan_id, organization, space, parameters, need_id, order_id, created_at, held_by, held_until)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) on conflict (tenant_id, marketplace, instance_id) where ended_at is null do nothing`,
    values: [tx.tenant, one.id, one.marketplace, one.name, one.credential, one.app, one.service, one.plan, one.organization, one.space, JSON.stringify(one.parameters), one.need, one.order, one.createdAt, hold.by, hold.until],
  });
  return rowCount === 1;
}

/** The living instance of a name, else the last one that ended; undefined when there never was one. */
export async function findServiceInstance(tx: TenantTx, marketplace: string, name: string): Promise<ServiceInstance | undefined> {
  const row = await rows<BrokerTables>(tx).selectFrom('broker.service_instance').selectAll().where('tenant_id', '=', tx.tenant).where('marketplace', '=', marketplace).where('instance_id', '=', name)
    .orderBy('ended_at', (order) => order.desc().nullsFirst()).limit(1).executeTakeFirst();
  return row && serviceInstanceOf(row);
}

/** Everything that marketplaces ordered, the newest first; at most 500. */
export async function listServiceInstances(tx: TenantTx): Promise<ServiceInstance[]> {
  return (await rows<BrokerTables>(tx).selectFrom('broker.service_instance').selectAll().where('tenant_id', '=', tx.tenant).orderBy('created_at', 'desc').limit(500).execute()).map(serviceInstanceOf);
}

/** Takes hold of a living instance; false when another request works on it. */
export async function takeHold(tx: TenantTx, id: string, hold: Hold, now: Date): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    name: 'broker-take-hold',
    text: 'update broker.service_instance set held_by = $3, held_until = $4 where tenant_id = $1 and id = $2 and ended_at is null and (held_until is null or held_until < $5)',
    values: [tx.tenant, id, hold.by, hold.until, now],
  });
  return rowCount === 1;
}

/** Whether the request still holds it. */
export async function hasHold(tx: TenantTx, id: string, hold: Hold): Promise<boolean> {
  return (await rows<BrokerTables>(tx).selectFrom('broker.service_instance').select('id').where('tenant_id', '=', tx.tenant).where('id', '=', id).where('held_by', '=', hold.by).executeTakeFirst()) !== undefined;
}

/** Lets go. */
export async function releaseHold(tx: TenantTx, id: string, hold: Hold): Promise<void> {
  await rows<BrokerTables>(tx).updateTable('broker.service_instance').set({ held_by: null, held_until: null }).where('tenant_id', '=', tx.tenant).where('id', '=', id).where('held_by', '=', hold.by).execute();
}

/** Ends an instance: its name is free again. False when it has ended. */
export async function endServiceInstance(tx: TenantTx, id: string, at: Date): Promise<boolean> {
  const ended = await rows<BrokerTables>(tx).updateTable('broker.service_instance').set({ ended_at: at, held_by: null, held_until: null }).where('tenant_id', '=', tx.tenant).where('id', '=', id).where('ended_at', 'is', null).executeTakeFirst();
  return ended.numUpdatedRows > 0n;
}

function serviceInstanceOf(row: BrokerTables['broker.service_instance']): ServiceInstance {
  return {
    id: row.id, marketplace: row.marketplace, name: row.instance_id, credential: row.credential_id, app: row.app, service: row.service_id, plan: row.plan_id, organization: row.organization, space: row.space,
    parameters: row.parameters, need: row.need_id, order: row.order_id, createdAt: row.created_at, endedAt: row.ended_at,
  };
}
