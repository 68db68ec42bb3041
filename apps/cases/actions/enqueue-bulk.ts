import type { TenantTx } from '@allmende/database';
import { defineJob, enqueue } from '@allmende/jobs';
import { WORK_THROUGH_BULK } from '../domain/work-through-bulk-job.ts';

// Only the name matters to the queue; the worker runs the definition of jobs/work-through-bulk.ts.
const order = defineJob({ ...WORK_THROUGH_BULK, handle: async () => { throw new Error('the cases of a run are worked through by the worker'); } });

/** Lets the cases of a run be worked through after this transaction. */
export async function enqueueBulk(tx: TenantTx, run: string): Promise<void> {
  await enqueue(tx, order, { tenant: tx.tenant, run }, { key: `cases/bulk:${run}` });
}
