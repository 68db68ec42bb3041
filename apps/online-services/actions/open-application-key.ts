import type { TenantTx } from '@allmende/database';
import type { House } from '@allmende/house';
import { openDataKey, type DataKey } from '@allmende/secrets';
import { findApplicationForUpdate } from '../data/application.ts';

/**
 * The key of a sent application with what a room beside it needs to know; the application is held until the transaction ends. Whatever is sealed under this key goes with the application. Undefined when it is gone. Whoever
 * calls has checked that it may.
 */
export async function openApplicationKey(house: Pick<House, 'keys'>, tx: TenantTx, application: string): Promise<{ readonly dataKey: DataKey; readonly reference: string; readonly service: string; readonly placeArs: string; readonly state: string; readonly withdrawnAt: Date | null } | undefined> {
  const stored = await findApplicationForUpdate(tx, application);
  if (!stored) return undefined;
  return { dataKey: await openDataKey(tx, house.keys, stored.dataKeyId), reference: stored.reference, service: stored.serviceId, placeArs: stored.placeArs, state: stored.state, withdrawnAt: stored.withdrawnAt };
}
