import type { TenantTx } from '@allmende/database';
import { emit } from '@allmende/events';
import { findParcelOfApplication, insertParcelEvent } from '../data/parcel.ts';
import { progressed } from '../domain/events.ts';
import type { ProgressState } from '../domain/parcel.ts';
import { enqueueAnswer } from './replies/enqueue-answer.ts';

/**
 * A target says, in its own transaction, what became of a submission, which documents the applicant may fetch (ids that its `fetchDocument` answers) and what it tells them (ids that its `fetchReply` answers). The applicant
 * sees it within a second after the commit; for one that came by FIT-Connect it goes back to its sender. Calling it for a submission that did not come through delivery changes nothing.
 */
export async function reportProgress(tx: TenantTx, input: { submission: string; target: string; state: ProgressState; documents?: readonly string[]; replies?: readonly string[]; /** Id of the way in which it was decided, as the package names it. */ decision?: string; at: Date }): Promise<void> {
  const { submission, target, state, documents = [], replies = [], at } = input;
  const parcel = await findParcelOfApplication(tx, submission);
  // What came by FIT-Connect has its applicant elsewhere.
  if (!parcel) return enqueueAnswer(tx, { submission, state, documents, decision: input.decision, at });
  const event = progressed(submission, { application: submission, target, state, at: at.toISOString(), documents: [...documents], ...(input.decision === undefined ? {} : { decision: input.decision }), ...(replies.length === 0 ? {} : { replies: [...replies] }) });
  await Promise.all([insertParcelEvent(tx, submission, { kind: 'progressed', detail: state, at }), emit(tx, event)]);
}
