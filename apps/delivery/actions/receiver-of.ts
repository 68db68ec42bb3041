import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { findParcelOfApplication } from '../data/parcel.ts';
import type { DeliveryPorts } from './delivery-ports.ts';

/** What the system that works on an application can be told by its applicant; undefined before the application is on its way. Whoever calls has checked that it may know. */
export async function receiverOf(house: Pick<House, 'database'>, ports: Pick<DeliveryPorts, 'targets'>, input: { readonly tenant: TenantId; readonly application: string }): Promise<{ readonly target: string; readonly takesWithdrawals: boolean } | undefined> {
  const parcel = await house.database.inTenant(input.tenant, (tx) => findParcelOfApplication(tx, input.application));
  if (!parcel) return undefined;
  const receiver = ports.targets.find(({ name }) => name === parcel.target);
  return { target: parcel.target, takesWithdrawals: receiver?.receiveWithdrawal !== undefined };
}
