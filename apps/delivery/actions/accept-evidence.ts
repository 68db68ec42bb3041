import type { TenantId, TenantTx } from '@allmende/database';
import type { House } from '@allmende/house';
import { defineJob, enqueue } from '@allmende/jobs';
import { findTargetOfApplication } from '../data/parcel.ts';
import { DELIVER_EVIDENCE_JOB } from '../domain/deliver-evidence-job.ts';
import type { DeliveryPorts } from './delivery-ports.ts';

// Only the name and patience matter to the queue; the worker runs the definition that knows the targets.
const order = defineJob({ ...DELIVER_EVIDENCE_JOB, handle: async () => { throw new Error('evidence is delivered by the worker that knows the targets'); } });

/** Lets a piece of evidence go to where its application went, unless it goes along with it. Hearing of it again before it has left changes nothing. */
export async function acceptEvidence(house: House, ports: DeliveryPorts, input: { tenant: TenantId; application: string; evidence: string }): Promise<void> {
  const [name, isAlong] = await Promise.all([findTargetOfApplication(house.database, input.tenant, input.application), ports.applications.wentAlong?.(house, input.tenant, input)]);
  // Whoever sends the application elsewhere later lets its evidence go anew.
  if (isAlong === true && ports.targets.find((target) => target.name === name)?.takesAttachments === true) return;
  await house.database.inTenant(input.tenant, (tx) => enqueueEvidence(tx, input.application, input.evidence));
}

/** Lets a piece of evidence go after this transaction. */
export async function enqueueEvidence(tx: TenantTx, application: string, evidence: string): Promise<void> {
  await enqueue(tx, order, { tenant: tx.tenant, application, evidence }, { key: `delivery-evidence:${evidence}` });
}
