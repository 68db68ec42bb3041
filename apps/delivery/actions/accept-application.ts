import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { findParcelOfApplication, insertParcel, insertParcelEvent } from '../data/parcel.ts';
import type { Parcel } from '../domain/parcel.ts';
import { enqueueDelivery } from './enqueue-delivery.ts';

type Accepted = { readonly tenant: TenantId; readonly application: string; readonly service: string; readonly target: string; readonly destination?: string | undefined };

/** Makes the parcel of an application that was sent and lets it go. Hearing of the same application again changes nothing. */
export async function acceptApplication(house: Pick<House, 'database' | 'clock'>, input: Accepted): Promise<void> {
  await house.database.inTenant(input.tenant, async (tx) => {
    const at = house.clock.now();
    const parcel = await insertParcel(tx, { ...input, at });
    if (parcel === undefined) return;
    await Promise.all([insertParcelEvent(tx, input.application, { kind: 'accepted', detail: input.target, at }), enqueueDelivery(tx, parcel.id)]);
  });
}

/** Makes the parcel of an application for somebody who delivers it in the same moment; undefined when it has one already, which goes by itself then. */
export async function acceptForNow(house: Pick<House, 'database' | 'clock'>, input: Accepted): Promise<Parcel | undefined> {
  return house.database.inTenant(input.tenant, async (tx) => {
    const at = house.clock.now();
    const parcel = await insertParcel(tx, { ...input, at });
    if (parcel !== undefined) {
      await insertParcelEvent(tx, input.application, { kind: 'accepted', detail: input.target, at });
      return parcel;
    }
    // Whoever made it may have been killed before it was delivered.
    const known = await findParcelOfApplication(tx, input.application);
    if (known?.state === 'waiting') await enqueueDelivery(tx, known.id);
    return undefined;
  });
}
