import { newId, type TenantTx } from '@allmende/database';
import { defineJob, enqueue } from '@allmende/jobs';
import { findArrival } from '../../data/arrival.ts';
import { insertArrivalReply } from '../../data/arrival-reply.ts';
import type { ProgressState } from '../../domain/parcel.ts';
import { ANSWER_ARRIVAL_JOB } from '../../domain/arrival-jobs.ts';

// Only the name and patience matter to the queue; the worker runs the definition that knows the targets.
const order = defineJob({ ...ANSWER_ARRIVAL_JOB, handle: async () => { throw new Error('arrivals are answered by the worker that knows the targets'); } });

/** Lets what became of an arrival go back to its sender after this transaction; what did not come by FIT-Connect is passed over. An erased file is no news for anybody outside. */
export async function enqueueAnswer(tx: TenantTx, progress: { readonly submission: string; readonly state: ProgressState; readonly documents: readonly string[]; readonly decision: string | undefined; readonly at: Date }): Promise<void> {
  const arrival = await findArrival(tx, progress.submission);
  if (!arrival || arrival.sealed === null || progress.state === 'erased') return;
  await insertArrivalReply(tx, arrival.id, { id: newId(), progress: progress.state, documents: progress.documents, decision: progress.decision ?? null, at: progress.at });
  // One after the other: two at once would both send what waits.
  await enqueue(tx, order, { tenant: tx.tenant, arrival: arrival.id }, { key: `delivery-answer:${tx.tenant}:${arrival.id}`, queue: `delivery-answer:${arrival.id}` });
}
