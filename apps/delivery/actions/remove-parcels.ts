import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { removeTenantRows } from '../data/parcel.ts';

/** Removes all parcels of an authority that gave the app back. Parcels hold nothing that the applications' export lacks. */
export async function removeParcels(house: Pick<House, 'database'>, input: { tenant: TenantId }): Promise<void> {
  await house.database.inTenant(input.tenant, removeTenantRows);
}
