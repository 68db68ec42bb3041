import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { acceptApplication, acceptForNow } from './accept-application.ts';
import { bringParcel } from './deliver-parcel.ts';
import type { DeliveryPorts } from './delivery-ports.ts';
import { enqueueDelivery } from './enqueue-delivery.ts';
import { routeOf } from './route-of.ts';

/**
 * Brings an application that was sent on its way: to a target of this house in the same moment, so that it is there before anybody looks, to every other by a job. What fails in this moment is tried again by the job.
 * Hearing of the same application again changes nothing.
 */
export async function takeOnApplication(house: House, ports: DeliveryPorts, input: { readonly tenant: TenantId; readonly application: string; readonly service: string }): Promise<void> {
  const { tenant } = input;
  const way = { ...input, ...(await routeOf(house, ports, input)) };
  if (ports.targets.find(({ name }) => name === way.target)?.isNear !== true) return acceptApplication(house, way);
  const parcel = await acceptForNow(house, way);
  if (parcel === undefined) return;
  try {
    await bringParcel(house, ports, tenant, parcel);
  } catch {
    // It is counted and named with the parcel.
    await house.database.inTenant(tenant, (tx) => enqueueDelivery(tx, parcel.id));
  }
}
