import { rows, type Database, type TenantId, type TenantTx } from '@allmende/database';
import type { Route } from '../domain/parcel.ts';
import type { DeliveryTables } from './tables.ts';

/** Where the applications of a service go; undefined while nobody has chosen. */
export async function findRoute(database: Pick<Database, 'readInTenant'>, tenant: TenantId, service: string): Promise<Route | undefined> {
  const [row] = await database.readInTenant<{ target: string; destination: string | null }>(tenant, {
    name: 'delivery-find-route', text: 'select target, destination_id as destination from delivery.route where tenant_id = $1 and service = $2', values: [tenant, service],
  });
  return row && { target: row.target, destination: row.destination ?? undefined };
}

/** Every choice of the authority, by service. */
export async function listRoutes(tx: TenantTx): Promise<ReadonlyMap<string, Route>> {
  const found = await rows<DeliveryTables>(tx).selectFrom('delivery.route').where('tenant_id', '=', tx.tenant).select(['service', 'target', 'destination_id']).execute();
  return new Map(found.map((row) => [row.service, { target: row.target, destination: row.destination_id ?? undefined }]));
}

export async function saveRoute(tx: TenantTx, route: Route & { readonly service: string; readonly at: Date; readonly by: string }): Promise<void> {
  const values = { target: route.target, destination_id: route.destination ?? null, changed_at: route.at, changed_by: route.by };
  await rows<DeliveryTables>(tx).insertInto('delivery.route').values({ tenant_id: tx.tenant, service: route.service, ...values }).onConflict((conflict) => conflict.columns(['tenant_id', 'service']).doUpdateSet(values)).execute();
}

/** Services whose applications go to a destination. */
export async function listServicesTo(tx: TenantTx, destination: string): Promise<string[]> {
  const found = await rows<DeliveryTables>(tx).selectFrom('delivery.route').where('tenant_id', '=', tx.tenant).where('destination_id', '=', destination).select('service').orderBy('service').execute();
  return found.map(({ service }) => service);
}
