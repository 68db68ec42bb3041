import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { destroyDataKey } from '@allmende/secrets';
import { findVaultKey } from '../data/destination.ts';
import { removeMailboxItems } from '../data/mailbox-item.ts';
import { removeOutgoing } from '../data/outgoing.ts';
import { removeTenantRows } from '../data/parcel.ts';
import { removeReplyKeys } from './replies/reply-key.ts';

/** Removes all parcels and destinations of an authority that gave the app back, the key of the settings first. Parcels hold nothing that the applications' export lacks. */
export async function removeParcels(house: Pick<House, 'database'>, input: { tenant: TenantId }): Promise<void> {
  await house.database.inTenant(input.tenant, async (tx) => {
    const key = await findVaultKey(tx);
    if (key !== undefined) await destroyDataKey(tx, key);
    await removeOutgoing(tx);
    await removeMailboxItems(tx);
    await removeReplyKeys(tx);
    await removeTenantRows(tx);
  });
}
