import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { findParcelOfApplication } from '../data/parcel.ts';
import { NotDeliveredYet } from '../domain/errors.ts';
import type { DeliveryPorts } from './delivery-ports.ts';

/** Tells the system that has taken a submission that its applicant took it back. Safe to repeat. A system that cannot be told was not offered to applicants. Throws NotDeliveredYet while the submission itself is on its way. */
export async function deliverWithdrawal(house: House, ports: Pick<DeliveryPorts, 'targets'>, input: { tenant: TenantId; application: string; at: Date }): Promise<void> {
  const parcel = await house.database.inTenant(input.tenant, (tx) => findParcelOfApplication(tx, input.application));
  if (!parcel) throw new NotDeliveredYet();
  const receiver = ports.targets.find(({ name }) => name === parcel.target);
  if (!receiver?.receiveWithdrawal) return;
  if (parcel.state !== 'delivered') throw new NotDeliveredYet();
  await receiver.receiveWithdrawal(house, input.tenant, { submission: input.application, at: input.at });
}
