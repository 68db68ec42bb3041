import type { TenantId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { House } from '@allmende/house';
import { getInstanceRow } from '../data/instance.ts';
import type { Instance } from '../domain/instance.ts';

/** For rooms that serve an instance, not a person: how it is now; undefined when the authority has none with this id. */
export async function lookUpInstance(house: Pick<House, 'database'>, place: { readonly tenant: TenantId; readonly instance: string }): Promise<Instance | undefined> {
  try {
    return await house.database.inTenant(place.tenant, (tx) => getInstanceRow(tx, place.instance));
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}
