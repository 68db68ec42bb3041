import type { TenantId } from '@allmende/database';
import { DomainError, NotFound } from '@allmende/errors';
import type { House } from '@allmende/house';
import { findParcelOfApplication } from '../data/parcel.ts';
import type { ApplicationPort } from '../domain/application-port.ts';
import type { DeliveryTarget } from '../domain/delivery-target.ts';
import { NotDeliveredYet } from '../domain/errors.ts';

/**
 * Hands one piece of evidence to the system that has taken its submission. Safe to repeat; what was erased meanwhile is passed over. Throws NotDeliveredYet while the submission itself
 * is on its way, so that the queue tries later.
 */
export async function deliverEvidence(house: House, ports: { readonly targets: readonly DeliveryTarget[]; readonly applications: ApplicationPort }, input: { tenant: TenantId; application: string; evidence: string }): Promise<void> {
  const { tenant, application, evidence } = input;
  const parcel = await house.database.inTenant(tenant, (tx) => findParcelOfApplication(tx, application));
  const target = ports.targets.find((one) => one.name === parcel?.target);
  if (!parcel) throw new NotDeliveredYet();
  if (!target?.receiveEvidence || !ports.applications.readEvidence) return;
  const found = await ports.applications.readEvidence(house, tenant, { application, evidence }).catch((error: unknown) => {
    if (error instanceof NotFound || (error instanceof DomainError && error.kind === 'gone')) return undefined;
    throw error;
  });
  if (found === undefined) return;
  if (parcel.state !== 'delivered') throw new NotDeliveredYet();
  await target.receiveEvidence(house, tenant, found);
}
