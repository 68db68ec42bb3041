import type { TenantTx } from '@allmende/database';
import { defineJob, enqueue } from '@allmende/jobs';
import { FOLLOW_JOB } from '../../domain/follow-job.ts';

// Only the name and patience matter to the queue; the worker runs the definition that knows what to do.
const order = defineJob({ ...FOLLOW_JOB, handle: async () => { throw new Error('a submission is followed by the worker'); } });

/** Lets the event log of a submission be read after this transaction, at once or later. A look that waits is replaced. */
export async function enqueueFollow(tx: TenantTx, application: string, runAt?: Date): Promise<void> {
  await enqueue(tx, order, { tenant: tx.tenant, application }, { key: `delivery-follow:${application}`, ...(runAt === undefined ? {} : { runAt }) });
}
