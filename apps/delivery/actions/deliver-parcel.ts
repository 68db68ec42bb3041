import { systemActor } from '@allmende/access';
import { record } from '@allmende/audit';
import type { TenantId } from '@allmende/database';
import { DomainError } from '@allmende/errors';
import type { House } from '@allmende/house';
import { findParcel, findParcelForUpdate, insertParcelEvent, saveParcel } from '../data/parcel.ts';
import type { ApplicationPort } from '../domain/application-port.ts';
import type { DeliveryTarget } from '../domain/delivery-target.ts';
import { NoTarget } from '../domain/errors.ts';
import { stateAfterFailure } from '../domain/parcel.ts';

/**
 * Hands one parcel to its target. Safe to repeat: what has arrived stays arrived, and a target takes the same submission only once. A failure is counted with its code
 * and thrown again, so that the queue tries later.
 */
export async function deliverParcel(house: House, ports: { readonly targets: readonly DeliveryTarget[]; readonly applications: ApplicationPort }, input: { tenant: TenantId; parcel: string }): Promise<void> {
  const { tenant } = input;
  const parcel = await house.database.inTenant(tenant, (tx) => findParcel(tx, input.parcel));
  if (!parcel || parcel.state === 'delivered') return;
  try {
    const target = ports.targets.find((one) => one.name === parcel.target);
    if (!target) throw new NoTarget(parcel.target);
    const content = await ports.applications.read(house, tenant, parcel.application);
    const { receipt } = await target.deliver(house, tenant, content);
    await house.database.inTenant(tenant, async (tx) => {
      const current = await findParcelForUpdate(tx, parcel.id);
      if (!current || current.state === 'delivered') return;
      const at = house.clock.now();
      await saveParcel(tx, { ...current, state: 'delivered', attempts: current.attempts + 1, problem: null, deliveredAt: at, receipt });
      await insertParcelEvent(tx, parcel.application, { kind: 'delivered', detail: null, at });
      await record(tx, { actor: systemActor('delivery'), action: 'delivery/parcel-delivered', subject: { kind: 'parcel', id: parcel.id }, facts: { application: parcel.application, target: parcel.target, attempts: current.attempts + 1 }, at });
    });
  } catch (error) {
    await noteFailure(house, tenant, parcel.id, error instanceof DomainError ? error.code : 'delivery/target-fault');
    // A foreign message could quote an answer, and what is thrown here reaches the log and the queue's table.
    throw error instanceof DomainError ? error : new Error(`the target ${parcel.target} could not take the parcel (${error instanceof Error ? error.name : typeof error})`);
  }
}

async function noteFailure(house: House, tenant: TenantId, id: string, problem: string): Promise<void> {
  await house.database.inTenant(tenant, async (tx) => {
    const current = await findParcelForUpdate(tx, id);
    if (!current || current.state === 'delivered') return;
    const attempts = current.attempts + 1;
    const state = stateAfterFailure(attempts);
    await saveParcel(tx, { ...current, state, attempts, problem });
    if (state === 'failed') await insertParcelEvent(tx, current.application, { kind: 'failed', detail: problem, at: house.clock.now() });
  });
}
