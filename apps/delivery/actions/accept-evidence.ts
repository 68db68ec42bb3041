import type { TenantId, TenantTx } from '@allmende/database';
import type { House } from '@allmende/house';
import { defineJob, enqueue } from '@allmende/jobs';
import { DELIVER_EVIDENCE_JOB } from '../domain/deliver-evidence-job.ts';

// Only the name and patience matter to the queue; the worker runs the definition that knows the targets.
const order = defineJob({ ...DELIVER_EVIDENCE_JOB, handle: async () => { throw new Error('evidence is delivered by the worker that knows the targets'); } });

/** Lets a piece of evidence go to where its application went. Hearing of it again before it has left changes nothing. */
export async function acceptEvidence(house: Pick<House, 'database'>, input: { tenant: TenantId; application: string; evidence: string }): Promise<void> {
  await house.database.inTenant(input.tenant, (tx) => enqueueEvidence(tx, input.application, input.evidence));
}

/** Lets a piece of evidence go after this transaction. */
export async function enqueueEvidence(tx: TenantTx, application: string, evidence: string): Promise<void> {
  await enqueue(tx, order, { tenant: tx.tenant, application, evidence }, { key: `delivery-evidence:${evidence}` });
}
