import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { deleteClient } from '../data/client.ts';

/** Deletes the client of an instance that is gone; again changes nothing. From its end on the client was refused anyway. */
export async function removeClient(house: Pick<House, 'database'>, input: { readonly tenant: TenantId; readonly instance: string }): Promise<void> {
  await house.database.inTenant(input.tenant, (tx) => deleteClient(tx, input.instance));
}
