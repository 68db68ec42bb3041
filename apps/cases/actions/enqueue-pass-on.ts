import type { TenantTx } from '@allmende/database';
import { defineJob, enqueue } from '@allmende/jobs';
import { PASS_REQUEST_ON } from '../domain/pass-on-job.ts';

// Only the name matters to the queue; the worker runs the definition of jobs/pass-request-on.ts.
const order = defineJob({ ...PASS_REQUEST_ON, handle: async () => { throw new Error('a request is passed on by the worker'); } });

/** Lets the asked authority know after this transaction how its request stands. */
export async function enqueuePassOn(tx: TenantTx, input: { readonly participation: string; readonly office: string }): Promise<void> {
  await enqueue(tx, order, { tenant: tx.tenant, ...input });
}
