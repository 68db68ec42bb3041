import type { TenantTx } from '@allmende/database';
import { defineJob, enqueue } from '@allmende/jobs';
import { RECOUNT_RETENTION } from '../domain/retention-jobs.ts';

// Only the name matters to the queue; the worker runs the definition of jobs/recount-retention.ts.
const order = defineJob({ ...RECOUNT_RETENTION, handle: async () => { throw new Error('periods are counted by the worker'); } });

/** Lets the periods of a service's closed cases be counted anew after this transaction. */
export async function enqueueRecount(tx: TenantTx, service: string): Promise<void> {
  await enqueue(tx, order, { tenant: tx.tenant, service }, { key: `cases/retention:${tx.tenant}:${service}` });
}
