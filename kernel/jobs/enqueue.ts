import type { Tx } from '@allmende/database';
import type { Static, TSchema } from 'typebox';
import type { JobDefinition } from './define-job.ts';

export type EnqueueOptions = {
  /** Jobs with the same queue run one after the other, with up to two seconds between them. For few and rare ones: each fetch of jobs locks every queue. */
  readonly queue?: string;
  /** A waiting job with the same key is replaced instead of doubled. */
  readonly key?: string;
  readonly runAt?: Date;
};

/** Puts a job into the transaction: it runs if and only if the transaction commits. Its handler need not be known here. */
export async function enqueue<Schema extends TSchema>(tx: Tx, job: Pick<JobDefinition<Schema>, 'name' | 'payload' | 'maxAttempts'> & { readonly priority?: number }, payload: Static<Schema>, options: EnqueueOptions = {}): Promise<void> {
  await tx.client.query({
    name: 'jobs-enqueue',
    text: 'select jobs.enqueue($1, $2::json, $3, $4, $5, $6, $7)',
    values: [job.name, JSON.stringify(payload), options.queue ?? null, options.runAt ?? null, job.maxAttempts, options.key ?? null, job.priority ?? 0],
  });
}
