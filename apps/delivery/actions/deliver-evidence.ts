import type { TenantId } from '@allmende/database';
import { DomainError, NotFound } from '@allmende/errors';
import type { House } from '@allmende/house';
import { findParcelOfApplication, insertParcelEvent } from '../data/parcel.ts';
import { NotDeliveredYet } from '../domain/errors.ts';
import type { DeliveryPorts } from './delivery-ports.ts';
import { prepareDelivery } from './prepare-delivery.ts';

/**
 * Hands one piece of evidence to the system that has taken its submission. Safe to repeat; what was erased meanwhile is passed over, and so is what went along with the submission. Throws NotDeliveredYet while the submission itself
 * is on its way, so that the queue tries later. Why a target did not take it stands in the history of the parcel.
 */
export async function deliverEvidence(house: House, ports: DeliveryPorts, input: { tenant: TenantId; application: string; evidence: string }): Promise<void> {
  const { tenant, application, evidence } = input;
  const parcel = await house.database.inTenant(tenant, (tx) => findParcelOfApplication(tx, application));
  if (!parcel) throw new NotDeliveredYet();
  const receiver = ports.targets.find((one) => one.name === parcel.target);
  if (!receiver?.receiveEvidence || !ports.applications.readEvidence) return;
  if (receiver.takesAttachments === true && (await ports.applications.wentAlong?.(house, tenant, input)) === true) return;
  const found = await ports.applications.readEvidence(house, tenant, { application, evidence }).catch((error: unknown) => {
    if (error instanceof NotFound || (error instanceof DomainError && error.kind === 'gone')) return undefined;
    throw error;
  });
  if (found === undefined || (receiver.takesAttachments === true && !found.isLate)) return;
  if (parcel.state !== 'delivered') throw new NotDeliveredYet();
  try {
    const { target, delivery } = await prepareDelivery(house, ports, { tenant, service: parcel.service, target: parcel.target, destination: parcel.destination ?? undefined, attachments: async () => [] });
    await target.receiveEvidence?.(house, tenant, found, { ...delivery, content: () => ports.applications.read(house, tenant, application) });
  } catch (error) {
    if (!(error instanceof NotDeliveredYet)) await house.database.inTenant(tenant, (tx) => insertParcelEvent(tx, application, { kind: 'evidence-tried', detail: error instanceof DomainError ? error.code : 'delivery/target-fault', at: house.clock.now() }));
    throw error;
  }
}
