import { rows, type TenantTx } from '@allmende/database';
import type { Binding } from '../domain/binding.ts';
import type { BrokerTables } from './tables.ts';

/** Writes a binding; false when one of that name lives. */
export async function insertBinding(tx: TenantTx, binding: Binding): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    name: 'broker-insert-binding',
    text: 'insert into broker.binding (tenant_id, id, service_instance_id, binding_id, bound_to, created_at) values ($1, $2, $3, $4, $5, $6) on conflict (tenant_id, service_instance_id, binding_id) where ended_at is null do nothing',
    values: [tx.tenant, binding.id, binding.serviceInstance, binding.name, JSON.stringify(binding.boundTo), binding.createdAt],
  });
  return rowCount === 1;
}

/** The living binding of a name, else the last one that ended. */
export async function findBinding(tx: TenantTx, serviceInstance: string, name: string): Promise<(Binding & { readonly endedAt: Date | null }) | undefined> {
  const row = await rows<BrokerTables>(tx).selectFrom('broker.binding').selectAll().where('tenant_id', '=', tx.tenant).where('service_instance_id', '=', serviceInstance).where('binding_id', '=', name)
    .orderBy('ended_at', (order) => order.desc().nullsFirst()).limit(1).executeTakeFirst();
  return row && { id: row.id, serviceInstance: row.service_instance_id, name: row.binding_id, boundTo: row.bound_to, createdAt: row.created_at, endedAt: row.ended_at };
}

/** Ends bindings: one, or all of an instance. */
export async function endBindings(tx: TenantTx, serviceInstance: string, at: Date, binding?: string): Promise<void> {
  let living = rows<BrokerTables>(tx).updateTable('broker.binding').set({ ended_at: at }).where('tenant_id', '=', tx.tenant).where('service_instance_id', '=', serviceInstance).where('ended_at', 'is', null);
  if (binding !== undefined) living = living.where('id', '=', binding);
  await living.execute();
}
