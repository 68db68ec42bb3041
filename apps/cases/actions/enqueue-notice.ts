import type { TenantTx } from '@allmende/database';
import { defineJob, enqueue } from '@allmende/jobs';
import { RENDER_NOTICE } from '../domain/render-notice-job.ts';

// Only the name matters to the queue; the worker runs the definition of jobs/render-notice.ts.
const order = defineJob({ ...RENDER_NOTICE, handle: async () => { throw new Error('a notice is rendered by the worker'); } });

/** Lets the PDF of a notice be made after this transaction. */
export async function enqueueNotice(tx: TenantTx, notice: string): Promise<void> {
  await enqueue(tx, order, { tenant: tx.tenant, notice }, { key: `cases/notice:${notice}` });
}
