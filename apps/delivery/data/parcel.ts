import { newId, rows, type Database, type TenantId, type TenantTx } from '@allmende/database';
import type { Parcel, ParcelState } from '../domain/parcel.ts';
import type { ParcelEvent } from '../domain/parcel-event.ts';
import type { DeliveryTables } from './tables.ts';

const COLUMNS = ['id', 'application_id as application', 'service', 'target', 'destination_id as destination', 'state', 'attempts', 'problem', 'created_at as createdAt', 'delivered_at as deliveredAt', 'receipt'] as const;

/** Makes the parcel of an application; undefined when it has one already. */
export async function insertParcel(tx: TenantTx, parcel: { readonly application: string; readonly service: string; readonly target: string; readonly destination?: string | undefined; readonly at: Date }): Promise<Parcel | undefined> {
  const made = await rows<DeliveryTables>(tx).insertInto('delivery.parcel')
    .values({ tenant_id: tx.tenant, id: newId(), application_id: parcel.application, service: parcel.service, target: parcel.target, destination_id: parcel.destination ?? null, state: 'waiting', attempts: 0, problem: null, created_at: parcel.at, delivered_at: null, receipt: null })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'application_id']).doNothing()).returning(COLUMNS).executeTakeFirst();
  return made;
}

export async function findParcel(tx: TenantTx, id: string): Promise<Parcel | undefined> {
  return rows<DeliveryTables>(tx).selectFrom('delivery.parcel').where('tenant_id', '=', tx.tenant).where('id', '=', id).select(COLUMNS).executeTakeFirst();
}

/** A parcel that is to go now, and whether a person let it go anew. */
export async function findParcelToGo(database: Pick<Database, 'readInTenant'>, tenant: TenantId, id: string): Promise<(Parcel & { readonly wasSentAgain: boolean }) | undefined> {
  const [row] = await database.readInTenant<Parcel & { wasSentAgain: boolean }>(tenant, {
    name: 'delivery-parcel-to-go',
    text: `select id, application_id as application, service, target, destination_id as destination, state, attempts, problem, created_at as "createdAt", delivered_at as "deliveredAt", receipt,
             exists (select from delivery.parcel_event as event where event.tenant_id = $1 and event.application_id = parcel.application_id and event.kind in ('retried', 'redirected')) as "wasSentAgain"
           from delivery.parcel where tenant_id = $1 and id = $2`,
    values: [tenant, id],
  });
  return row;
}

export async function findParcelForUpdate(tx: TenantTx, id: string): Promise<Parcel | undefined> {
  return rows<DeliveryTables>(tx).selectFrom('delivery.parcel').where('tenant_id', '=', tx.tenant).where('id', '=', id).select(COLUMNS).forUpdate().executeTakeFirst();
}

export async function findParcelOfApplication(tx: TenantTx, application: string): Promise<Parcel | undefined> {
  return rows<DeliveryTables>(tx).selectFrom('delivery.parcel').where('tenant_id', '=', tx.tenant).where('application_id', '=', application).select(COLUMNS).executeTakeFirst();
}

/** Which target the application goes to; undefined before it has a parcel. In the fast lane. */
export async function findTargetOfApplication(database: Pick<Database, 'readInTenant'>, tenant: TenantId, application: string): Promise<string | undefined> {
  const [row] = await database.readInTenant<{ target: string }>(tenant, { name: 'delivery-target-of-application', text: 'select target from delivery.parcel where tenant_id = $1 and application_id = $2', values: [tenant, application] });
  return row?.target;
}

/** The parcel of an application, held until the transaction ends. */
export async function findParcelOfApplicationForUpdate(tx: TenantTx, application: string): Promise<Parcel | undefined> {
  return rows<DeliveryTables>(tx).selectFrom('delivery.parcel').where('tenant_id', '=', tx.tenant).where('application_id', '=', application).select(COLUMNS).forUpdate().executeTakeFirst();
}

/** Saves what changes on the way. */
export async function saveParcel(tx: TenantTx, parcel: Pick<Parcel, 'id' | 'target' | 'destination' | 'state' | 'attempts' | 'problem' | 'deliveredAt' | 'receipt'>): Promise<void> {
  await rows<DeliveryTables>(tx).updateTable('delivery.parcel')
    .set({ target: parcel.target, destination_id: parcel.destination, state: parcel.state, attempts: parcel.attempts, problem: parcel.problem, delivered_at: parcel.deliveredAt, receipt: parcel.receipt })
    .where('tenant_id', '=', tx.tenant).where('id', '=', parcel.id).execute();
}

export type ParcelFilter = { readonly state?: ParcelState | undefined; readonly service?: string | undefined; readonly target?: string | undefined; readonly destination?: string | undefined };

/** Parcels, newest first, from a place in the list on. */
export async function listParcels(tx: TenantTx, wanted: ParcelFilter & { before?: { createdAt: Date; id: string } | undefined; limit: number }): Promise<Parcel[]> {
  let query = rows<DeliveryTables>(tx).selectFrom('delivery.parcel').where('tenant_id', '=', tx.tenant).select(COLUMNS).orderBy('created_at', 'desc').orderBy('id', 'desc').limit(wanted.limit);
  const { state, service, target, destination, before } = wanted;
  if (state !== undefined) query = query.where('state', '=', state);
  if (service !== undefined) query = query.where('service', '=', service);
  if (target !== undefined) query = query.where('target', '=', target);
  if (destination !== undefined) query = query.where('destination_id', '=', destination);
  if (before !== undefined) query = query.where((where) => where.or([where('created_at', '<', before.createdAt), where.and([where('created_at', '=', before.createdAt), where('id', '<', before.id)])]));
  return query.execute();
}

/** Ids of the parcels that gave up and fit a filter, oldest first, held until the transaction ends. */
export async function listFailedForUpdate(tx: TenantTx, wanted: Omit<ParcelFilter, 'state'> & { limit: number }): Promise<Parcel[]> {
  let query = rows<DeliveryTables>(tx).selectFrom('delivery.parcel').where('tenant_id', '=', tx.tenant).where('state', '=', 'failed').select(COLUMNS).orderBy('created_at').orderBy('id').limit(wanted.limit);
  if (wanted.service !== undefined) query = query.where('service', '=', wanted.service);
  if (wanted.target !== undefined) query = query.where('target', '=', wanted.target);
  if (wanted.destination !== undefined) query = query.where('destination_id', '=', wanted.destination);
  return query.forUpdate().execute();
}

/** How many parcels are in each state. */
export async function countParcels(tx: TenantTx): Promise<Record<ParcelState, number>> {
  const found = await rows<DeliveryTables>(tx).selectFrom('delivery.parcel').where('tenant_id', '=', tx.tenant).groupBy('state').select((select) => ['state', select.fn.countAll<number>().as('count')]).execute();
  const counts = { waiting: 0, sent: 0, delivered: 0, failed: 0 };
  for (const { state, count } of found) counts[state] = Number(count);
  return counts;
}

/** Writes down what happened to a parcel. */
export async function insertParcelEvent(tx: TenantTx, application: string, event: Pick<ParcelEvent, 'kind' | 'detail' | 'at'> & Partial<ParcelEvent>): Promise<void> {
  const { kind, detail, at, verified = null, signedBy = null } = event;
  await rows<DeliveryTables>(tx).insertInto('delivery.parcel_event').values({ tenant_id: tx.tenant, id: newId(), application_id: application, kind, detail, at, verified, signed_by: signedBy }).execute();
}

/** Whether something of these kinds ever happened to a parcel. */
export async function hasEvent(tx: TenantTx, application: string, kinds: readonly ParcelEvent['kind'][]): Promise<boolean> {
  return (await rows<DeliveryTables>(tx).selectFrom('delivery.parcel_event').where('tenant_id', '=', tx.tenant).where('application_id', '=', application).where('kind', 'in', kinds).select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** What happened to a parcel, oldest first. */
export async function listParcelEvents(tx: TenantTx, application: string): Promise<ParcelEvent[]> {
  return rows<DeliveryTables>(tx).selectFrom('delivery.parcel_event').where('tenant_id', '=', tx.tenant).where('application_id', '=', application).select(['kind', 'detail', 'at', 'verified', 'signed_by as signedBy']).orderBy('at').orderBy('id').execute();
}

/** Removes every row of the authority; the caller destroys the key of the vault. */
export async function removeTenantRows(tx: TenantTx): Promise<void> {
  for (const table of ['delivery.parcel_event', 'delivery.parcel', 'delivery.route', 'delivery.trial', 'delivery.heard', 'delivery.destination', 'delivery.vault'] as const) {
    await rows<DeliveryTables>(tx).deleteFrom(table).where('tenant_id', '=', tx.tenant).execute();
  }
}
