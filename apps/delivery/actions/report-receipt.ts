import { systemActor } from '@allmende/access';
import { record } from '@allmende/audit';
import type { TenantTx } from '@allmende/database';
import { findParcelOfApplicationForUpdate, hasEvent, insertParcelEvent, saveParcel } from '../data/parcel.ts';
import { endTrial, findTrial } from '../data/trial.ts';

/** The word of a target about a submission that was handed over. */
export type TargetReceipt = {
  readonly submission: string;
  readonly target: string;
  /** `accepted`: it arrived and can be read; `refused`: it will not be worked on as it is; `heard`: anything else that is worth keeping, such as a notice that it lies ready. */
  readonly outcome: 'accepted' | 'refused' | 'heard';
  /** Code or name of the event, at most 200 characters; nothing personal. */
  readonly detail?: string;
  /** Whether the signature of what the target said was right; left out where nothing was signed. */
  readonly verified?: boolean;
  /** Id of the key that signed. */
  readonly signedBy?: string;
  readonly at: Date;
  /** The target took it by its mere answer: as long as it has told nothing of the work, it may still refuse. */
  readonly mayTakeBack?: boolean;
};

/**
 * A target says in its own transaction whether it takes a submission that it was handed before. Repeating it changes nothing; a word about something that is no parcel and no trial, or from another target than the one it went to, is passed over.
 * A refusal makes the parcel wait for a person.
 */
export async function reportReceipt(tx: TenantTx, receipt: TargetReceipt): Promise<void> {
  const { submission, target, outcome, at } = receipt;
  const detail = receipt.detail?.slice(0, 200) ?? null;
  const [trial, parcel] = await Promise.all([findTrial(tx, submission), findParcelOfApplicationForUpdate(tx, submission)]);
  if (trial) {
    if (trial.target !== target || outcome === 'heard') return;
    await endTrial(tx, trial.id, { state: outcome === 'accepted' ? 'passed' : 'failed', problem: outcome === 'accepted' ? null : (detail ?? 'delivery/target-refused'), milliseconds: Math.max(0, at.getTime() - trial.startedAt.getTime()), at });
    return;
  }
  if (!parcel || parcel.target !== target) return;
  const signed = { verified: receipt.verified ?? null, signedBy: receipt.signedBy?.slice(0, 200) ?? null };
  if (outcome === 'heard') return insertParcelEvent(tx, submission, { kind: 'heard', detail, at, ...signed });
  if (outcome === 'accepted') {
    if (parcel.state === 'delivered') return;
    const act = { actor: systemActor('delivery'), action: 'delivery/parcel-delivered', subject: { kind: 'parcel', id: parcel.id }, facts: { application: submission, target, attempts: parcel.attempts }, at };
    await Promise.all([saveParcel(tx, { ...parcel, state: 'delivered', problem: null, deliveredAt: at }), insertParcelEvent(tx, submission, { kind: 'delivered', detail, at, ...signed }), record(tx, act)]);
    return;
  }
  if (parcel.state === 'failed') return;
  const isTakenBack = parcel.state === 'delivered' && receipt.mayTakeBack === true && !(await hasEvent(tx, submission, ['progressed']));
  if (parcel.state === 'delivered' && !isTakenBack) return;
  await saveParcel(tx, { ...parcel, state: 'failed', problem: detail ?? 'delivery/target-refused', deliveredAt: null });
  return insertParcelEvent(tx, submission, { kind: 'refused', detail, at, ...signed });
}
