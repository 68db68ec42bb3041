import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { insertParcel, insertParcelEvent } from '../data/parcel.ts';
import { enqueueDelivery } from './enqueue-delivery.ts';

/** Makes the parcel of an application that was sent and lets it go. Hearing of the same application again changes nothing. */
export async function acceptApplication(house: Pick<House, 'database' | 'clock'>, input: { tenant: TenantId; application: string; service: string; target: string; destination?: string | undefined }): Promise<void> {
  await house.database.inTenant(input.tenant, async (tx) => {
    const at = house.clock.now();
    const parcel = await insertParcel(tx, { application: input.application, service: input.service, target: input.target, destination: input.destination, at });
    if (parcel === undefined) return;
    await insertParcelEvent(tx, input.application, { kind: 'accepted', detail: input.target, at });
    await enqueueDelivery(tx, parcel);
  });
}
