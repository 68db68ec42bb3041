import type { TenantTx } from '@allmende/database';
import { defineJob, enqueue } from '@allmende/jobs';
import { DELIVER_JOB } from '../domain/deliver-job.ts';

// Only the name and patience matter to the queue; the worker runs the definition that knows the targets.
const order = defineJob({ ...DELIVER_JOB, handle: async () => { throw new Error('a parcel is delivered by the worker that knows the targets'); } });

/** Lets a parcel go after this transaction. */
export async function enqueueDelivery(tx: TenantTx, parcel: string): Promise<void> {
  await enqueue(tx, order, { tenant: tx.tenant, parcel }, { key: `delivery:${parcel}` });
}
