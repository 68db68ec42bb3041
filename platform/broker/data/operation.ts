import { rows, type TenantTx } from '@allmende/database';
import type { Operation } from '../domain/operation.ts';
import type { BrokerTables } from './tables.ts';

/** Writes an operation; nothing happens when the instance has one of that kind already, but for updates. */
export async function insertOperation(tx: TenantTx, serviceInstance: string, operation: Operation): Promise<void> {
  await tx.client.query({
    name: 'broker-insert-operation', text: 'insert into broker.operation (tenant_id, id, service_instance_id, kind, version, asked_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing',
    values: [tx.tenant, operation.id, serviceInstance, operation.kind, operation.version, operation.askedAt],
  });
}

/** The operations of an instance, the last one first. */
export async function listOperations(tx: TenantTx, serviceInstance: string): Promise<Operation[]> {
  const found = await rows<BrokerTables>(tx).selectFrom('broker.operation').selectAll().where('tenant_id', '=', tx.tenant).where('service_instance_id', '=', serviceInstance).orderBy('asked_at', 'desc').orderBy('id', 'desc').execute();
  return found.map((row) => ({ id: row.id, kind: row.kind, version: row.version, askedAt: row.asked_at }));
}
