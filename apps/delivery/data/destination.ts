import { rows, type Database, type TenantId, type TenantTx } from '@allmende/database';
import type { DeliveryTables } from './tables.ts';

/** A destination as lists show it; its settings lie sealed. */
export type DestinationRow = { readonly id: string; readonly target: string; readonly name: string; readonly address: string; readonly changedAt: Date; readonly removedAt: Date | null };

const COLUMNS = ['id', 'target', 'name', 'address', 'changed_at as changedAt', 'removed_at as removedAt'] as const;

/** The destinations that can be chosen, by name. */
export async function listDestinations(tx: TenantTx): Promise<DestinationRow[]> {
  return rows<DeliveryTables>(tx).selectFrom('delivery.destination').where('tenant_id', '=', tx.tenant).where('removed_at', 'is', null).select(COLUMNS).orderBy('name').orderBy('id').execute();
}

/** Id of the destination of a target that was changed last; undefined where there is none. */
export async function findLatestDestination(database: Pick<Database, 'readInTenant'>, tenant: TenantId, target: string): Promise<string | undefined> {
  const [row] = await database.readInTenant<{ id: string }>(tenant, {
    name: 'delivery-latest-destination', text: 'select id from delivery.destination where tenant_id = $1 and target = $2 and removed_at is null order by changed_at desc limit 1', values: [tenant, target],
  });
  return row?.id;
}

/** All of them, those too that were removed: for the names of parcels that went there. */
export async function listAllDestinations(tx: TenantTx): Promise<DestinationRow[]> {
  return rows<DeliveryTables>(tx).selectFrom('delivery.destination').where('tenant_id', '=', tx.tenant).select(COLUMNS).orderBy('name').orderBy('id').execute();
}

/** One destination with its sealed settings; undefined for an unknown one. */
export async function findDestination(tx: TenantTx, id: string): Promise<(DestinationRow & { readonly sealed: Buffer }) | undefined> {
  return rows<DeliveryTables>(tx).selectFrom('delivery.destination').where('tenant_id', '=', tx.tenant).where('id', '=', id).select([...COLUMNS, 'sealed']).executeTakeFirst();
}

/** One destination with its sealed settings and the wrapped key that opens them, in one read; undefined for an unknown one. */
export async function findSealedDestination(database: Pick<Database, 'readInTenant'>, tenant: TenantId, id: string): Promise<(Pick<DestinationRow, 'id' | 'target' | 'removedAt'> & { readonly sealed: Buffer; readonly dataKeyId: string; readonly wrapped: Buffer | null }) | undefined> {
  const [row] = await database.readInTenant<Pick<DestinationRow, 'id' | 'target' | 'removedAt'> & { sealed: Buffer; dataKeyId: string; wrapped: Buffer | null }>(tenant, {
    name: 'delivery-sealed-destination',
    text: `select destination.id, target, removed_at as "removedAt", sealed, vault.data_key_id as "dataKeyId", data_key.wrapped from delivery.destination
           join delivery.vault on vault.tenant_id = $1 join secrets.data_key on data_key.tenant_id = $1 and data_key.id = vault.data_key_id where destination.tenant_id = $1 and destination.id = $2`,
    values: [tenant, id],
  });
  return row;
}

/** Writes a destination in place of the one before. */
export async function saveDestination(tx: TenantTx, destination: Pick<DestinationRow, 'id' | 'target' | 'name' | 'address'> & { readonly sealed: Buffer; readonly at: Date; readonly by: string }): Promise<void> {
  const values = { name: destination.name, address: destination.address, sealed: destination.sealed, changed_at: destination.at, changed_by: destination.by };
  await rows<DeliveryTables>(tx).insertInto('delivery.destination').values({ tenant_id: tx.tenant, id: destination.id, target: destination.target, removed_at: null, ...values })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet(values)).execute();
}

/** Nothing new goes there any more; what went there keeps its name. */
export async function markRemoved(tx: TenantTx, id: string, at: Date, sealedNothing: Buffer): Promise<void> {
  await rows<DeliveryTables>(tx).updateTable('delivery.destination').set({ removed_at: at, sealed: sealedNothing }).where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}

/** Key of the authority's settings; undefined before the first one. */
export async function findVaultKey(tx: TenantTx): Promise<string | undefined> {
  const row = await rows<DeliveryTables>(tx).selectFrom('delivery.vault').where('tenant_id', '=', tx.tenant).select('data_key_id').executeTakeFirst();
  return row?.data_key_id;
}

/** Notes the key; one that was noted at the same moment stays, and false is returned. */
export async function insertVault(tx: TenantTx, key: string, at: Date): Promise<boolean> {
  const made = await rows<DeliveryTables>(tx).insertInto('delivery.vault').values({ tenant_id: tx.tenant, data_key_id: key, created_at: at }).onConflict((conflict) => conflict.column('tenant_id').doNothing()).returning('tenant_id').executeTakeFirst();
  return made !== undefined;
}
