import { systemActor } from '@allmende/access';
import { record } from '@allmende/audit';
import type { TenantId } from '@allmende/database';
import { DomainError } from '@allmende/errors';
import type { House } from '@allmende/house';
import { findParcelForUpdate, findParcelToGo, insertParcelEvent, saveParcel } from '../data/parcel.ts';
import { stateAfterFailure, type Parcel } from '../domain/parcel.ts';
import type { DeliveryPorts } from './delivery-ports.ts';
import { enqueueEvidence } from './accept-evidence.ts';
import { prepareDelivery } from './prepare-delivery.ts';

/**
 * Hands one parcel to its target. Safe to repeat: what has arrived stays arrived, and a target takes the same submission only once. A failure is counted with its code
 * and thrown again, so that the queue tries later.
 */
export async function deliverParcel(house: House, ports: DeliveryPorts, input: { tenant: TenantId; parcel: string }): Promise<void> {
  const { tenant } = input;
  const parcel = await findParcelToGo(house.database, tenant, input.parcel);
  if (!parcel || parcel.state === 'delivered' || parcel.state === 'sent') return;
  await bringParcel(house, ports, tenant, parcel, parcel);
}

/** The same for a parcel that was just read. `wasSentAgain`: a person let it go anew, so all evidence follows anew. */
export async function bringParcel(house: House, ports: DeliveryPorts, tenant: TenantId, parcel: Parcel, { wasSentAgain = false }: { readonly wasSentAgain?: boolean } = {}): Promise<void> {
  try {
    const attachments = async () => (await ports.applications.readAttachments?.(house, tenant, parcel.application)) ?? [];
    const { target, delivery } = await prepareDelivery(house, ports, { tenant, service: parcel.service, target: parcel.target, destination: parcel.destination ?? undefined, attachments });
    const content = await ports.applications.read(house, tenant, parcel.application);
    const { receipt, isConfirmed = true } = await target.deliver(house, tenant, content, delivery);
    // Evidence gives up like parcels do, or went along to another target before. What goes along with the submission itself is passed over where it is handed on.
    const evidence = wasSentAgain && target.receiveEvidence ? ((await ports.applications.listEvidence?.(house, tenant, parcel.application)) ?? []) : [];
    await house.database.inTenant(tenant, async (tx) => {
      const current = await findParcelForUpdate(tx, parcel.id);
      // Meanwhile somebody may have sent it elsewhere, or its target may have confirmed it.
      if (!current || current.state === 'delivered' || current.state === 'sent' || current.target !== parcel.target || current.destination !== parcel.destination) return;
      const at = house.clock.now();
      const state = isConfirmed ? 'delivered' : 'sent';
      await Promise.all([
        saveParcel(tx, { ...current, state, attempts: current.attempts + 1, problem: null, deliveredAt: isConfirmed ? at : null, receipt }),
        insertParcelEvent(tx, parcel.application, { kind: state, detail: null, at }),
        ...evidence.map((id) => enqueueEvidence(tx, parcel.application, id)),
        ...(isConfirmed ? [record(tx, { actor: systemActor('delivery'), action: 'delivery/parcel-delivered', subject: { kind: 'parcel', id: parcel.id }, facts: { application: parcel.application, target: parcel.target, attempts: current.attempts + 1 }, at })] : []),
      ]);
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
    if (!current || current.state !== 'waiting') return;
    const attempts = current.attempts + 1;
    const state = stateAfterFailure(attempts);
    await saveParcel(tx, { ...current, state, attempts, problem });
    await insertParcelEvent(tx, current.application, { kind: state === 'failed' ? 'failed' : 'tried', detail: problem, at: house.clock.now() });
  });
}
