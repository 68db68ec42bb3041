import type { TenantTx } from '@allmende/database';
import { defineJob, enqueue } from '@allmende/jobs';
import { CHECK_ATTACHMENT_JOB } from '../domain/mailbox-jobs.ts';

// Only the name and patience matter to the queue; the worker runs the definition with the scanner.
const order = defineJob({ ...CHECK_ATTACHMENT_JOB, handle: async () => { throw new Error('attachments are checked by the worker'); } });

/** Has an attachment checked after this transaction. */
export async function enqueueCheck(tx: TenantTx, application: string, attachment: string): Promise<void> {
  await enqueue(tx, order, { tenant: tx.tenant, application, attachment });
}
