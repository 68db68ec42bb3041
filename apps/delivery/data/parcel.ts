import { newId, rows, type TenantTx } from '@allmende/database';
import type { Parcel, ParcelState } from '../domain/parcel.ts';
import type { DeliveryTables } from './tables.ts';

const COLUMNS = ['id', 'application_id as application', 'service', 'target', 'state', 'attempts', 'problem', 'created_at as createdAt', 'delivered_at as deliveredAt', 'receipt'] as const;

/** Makes the parcel of an application; undefined when it has one already. */
export async function insertParcel(tx: TenantTx, parcel: { application: string; service: string; target: string; at: Date }): Promise<string | undefined> {
  const made = await rows<DeliveryTables>(tx).insertInto('delivery.parcel')
    .values({ tenant_id: tx.tenant, id: newId(), application_id: parcel.application, service: parcel.service, target: parcel.target, state: 'waiting', attempts: 0, problem: null, created_at: parcel.at, delivered_at: null, receipt: null })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'application_id']).doNothing()).returning('id').executeTakeFirst();
  return made?.id;
}

export async function findParcel(tx: TenantTx, id: string): Promise<Parcel | undefined> {
  return rows<DeliveryTables>(tx).selectFrom('delivery.parcel').where('tenant_id', '=', tx.tenant).where('id', '=', id).select(COLUMNS).executeTakeFirst();
}

export async function findParcelForUpdate(tx: TenantTx, id: string): Promise<Parcel | undefined> {
  return rows<DeliveryTables>(tx).selectFrom('delivery.parcel').where('tenant_id', '=', tx.tenant).where('id', '=', id).select(COLUMNS).forUpdate().executeTakeFirst();
}

export async function findParcelOfApplication(tx: TenantTx, application: string): Promise<Parcel | undefined> {
  return rows<DeliveryTables>(tx).selectFrom('delivery.parcel').where('tenant_id', '=', tx.tenant).where('application_id', '=', application).select(COLUMNS).executeTakeFirst();
}

/** Saves what changes on the way. */
export async function saveParcel(tx: TenantTx, parcel: Pick<Parcel, 'id' | 'state' | 'attempts' | 'problem' | 'deliveredAt' | 'receipt'>): Promise<void> {
  await rows<DeliveryTables>(tx).updateTable('delivery.parcel')
    .set({ state: parcel.state, attempts: parcel.attempts, problem: parcel.problem, delivered_at: parcel.deliveredAt, receipt: parcel.receipt })
    .where('tenant_id', '=', tx.tenant).where('id', '=', parcel.id).execute();
}

/** Parcels, newest first, from a place in the list on. */
export async function listParcels(tx: TenantTx, wanted: { state?: ParcelState | undefined; before?: { createdAt: Date; id: string } | undefined; limit: number }): Promise<Parcel[]> {
  let query = rows<DeliveryTables>(tx).selectFrom('delivery.parcel').where('tenant_id', '=', tx.tenant).select(COLUMNS).orderBy('created_at', 'desc').orderBy('id', 'desc').limit(wanted.limit);
  const { state, before } = wanted;
  if (state !== undefined) query = query.where('state', '=', state);
  if (before !== undefined) query = query.where((where) => where.or([where('created_at', '<', before.createdAt), where.and([where('created_at', '=', before.createdAt), where('id', '<', before.id)])]));
  return query.execute();
}

/** How many parcels are in each state. */
export async function countParcels(tx: TenantTx): Promise<Record<ParcelState, number>> {
  const found = await rows<DeliveryTables>(tx).selectFrom('delivery.parcel').where('tenant_id', '=', tx.tenant).groupBy('state').select((select) => ['state', select.fn.countAll<number>().as('count')]).execute();
  const counts = { waiting: 0, delivered: 0, failed: 0 };
  for (const { state, count } of found) counts[state] = Number(count);
  return counts;
}

export type ParcelEvent = { readonly kind: DeliveryTables['delivery.parcel_event']['kind']; readonly detail: string | null; readonly at: Date };

/** Writes down what happened to a parcel. */
export async function insertParcelEvent(tx: TenantTx, application: string, event: ParcelEvent): Promise<void> {
  await rows<DeliveryTables>(tx).insertInto('delivery.parcel_event').values({ tenant_id: tx.tenant, id: newId(), application_id: application, ...event }).execute();
}

/** What happened to a parcel, oldest first. */
export async function listParcelEvents(tx: TenantTx, application: string): Promise<ParcelEvent[]> {
  return rows<DeliveryTables>(tx).selectFrom('delivery.parcel_event').where('tenant_id', '=', tx.tenant).where('application_id', '=', application).select(['kind', 'detail', 'at']).orderBy('at').orderBy('id').execute();
}

/** Removes every row of the authority. */
export async function removeTenantRows(tx: TenantTx): Promise<void> {
  await rows<DeliveryTables>(tx).deleteFrom('delivery.parcel_event').where('tenant_id', '=', tx.tenant).execute();
  await rows<DeliveryTables>(tx).deleteFrom('delivery.parcel').where('tenant_id', '=', tx.tenant).execute();
}
