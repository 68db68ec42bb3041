import type { TenantId } from '@allmende/database';
import { DomainError } from '@allmende/errors';
import { problemName, type SecurityEvent } from '@allmende/fit-connect';
import type { House } from '@allmende/house';
import { findOutgoingForUpdate, readOutgoing, saveOutgoing } from '../../data/outgoing.ts';
import { insertParcelEvent } from '../../data/parcel.ts';
import { DAYS_OF_LOOKING, isEnded, NO_VERDICT, pauseAfter, type Outgoing } from '../../domain/outgoing.ts';
import { EventsUntrusted } from '../../domain/sending-errors.ts';
import { readSettings } from '../open-vault.ts';
import { reportProgress } from '../report-progress.ts';
import { reportReceipt, type TargetReceipt } from '../report-receipt.ts';
import { enqueueFollow } from './enqueue-follow.ts';
import { FIT_CONNECT } from './fit-connect-name.ts';
import { newsCallback } from './news-callback.ts';
import { openSending } from './open-sending.ts';
import { readEventLog } from './read-event-log.ts';

const DAY_MS = 86_400_000;

/**
 * Reads the event log of a submission (of an application, or of a document that follows one: `application` is the id of either), verifies all of it, and tells what it says: sent, accepted, refused. Looks again later until there is a verdict, within seconds first (seldom where the service tells of news), in the end every hour; after 16 days it is given up. Safe to repeat.
 * What cannot be reached is no failure of the job.
 */
export async function followSubmission(house: House, input: { readonly tenant: TenantId; readonly application: string }): Promise<void> {
  const { tenant, application } = input;
  const known = await readOutgoing(house.database, tenant, application);
  if (!known || isEnded(known)) return;
  const found = await readSettings(house, tenant, known.destination);
  if (!found) return;
  const sending = openSending(house, found.settings);
  let events: readonly SecurityEvent[] | undefined;
  let problem: string | null = null;
  try {
    events = await readEventLog(sending, known, house.clock.now());
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    problem = error instanceof EventsUntrusted ? `${error.code} ${error.reason}` : error.code;
  }
  await house.database.inTenant(tenant, async (tx) => {
    const current = await findOutgoingForUpdate(tx, application);
    if (!current || current.submission !== known.submission || isEnded(current)) return;
    const at = house.clock.now();
    // Said once, not at every look.
    if (problem !== null && problem !== current.problem && problem.startsWith('delivery/events-untrusted')) await say('heard', { detail: problem, verified: false });
    const seen = (name: SecurityEvent['name']) => events?.find((event) => event.name === name);
    const [submitted, accepted, rejected] = [seen('submit-submission'), seen('accept-submission'), seen('reject-submission')];
    if (submitted && current.state !== 'submitted') await say('heard', { detail: 'submit-submission', ...signatureOf(submitted), at: submitted.issuedAt });
    if (accepted && submitted) {
      await say('accepted', { detail: 'accept-submission', ...signatureOf(accepted) });
      if (current.follows === null) await reportProgress(tx, { submission: application, target: FIT_CONNECT, state: 'in-progress', at });
      return saveOutgoing(tx, { ...current, state: 'accepted', problem: null, endedAt: at, nextLookAt: null });
    }
    if (rejected) {
      const verdicts = (rejected.payload.problems ?? []).map(({ type, instance }) => ({ type, instance }));
      await say('refused', { detail: wordOf(rejected), ...signatureOf(rejected) });
      return saveOutgoing(tx, { ...current, state: 'rejected', verdicts, problem: null, endedAt: at, nextLookAt: null });
    }
    if (at.getTime() - current.announcedAt.getTime() > DAYS_OF_LOOKING * DAY_MS) {
      await say('refused', { detail: NO_VERDICT });
      return saveOutgoing(tx, { ...current, state: 'lost', problem: NO_VERDICT, endedAt: at, nextLookAt: null });
    }
    return lookAgain({ ...current, state: submitted ? 'submitted' : current.state, problem }, at);

    // The application is delivered whatever becomes of a document that follows it.
    async function say(outcome: TargetReceipt['outcome'], what: Pick<TargetReceipt, 'detail' | 'verified' | 'signedBy'> & { readonly at?: Date }): Promise<void> {
      if (current?.follows === null) return reportReceipt(tx, { submission: application, target: FIT_CONNECT, at, outcome, ...what });
      if (current) await insertParcelEvent(tx, current.follows, { kind: ({ heard: 'heard', accepted: 'evidence-delivered', refused: 'evidence-refused' } as const)[outcome], detail: what.detail ?? null, verified: what.verified ?? null, signedBy: what.signedBy ?? null, at: what.at ?? at });
    }

    async function lookAgain(outgoing: Outgoing, now: Date): Promise<void> {
      const next = new Date(now.getTime() + pauseAfter(outgoing.looks, { isTold: newsCallback(house, tenant, application, sending).callback !== undefined }));
      await Promise.all([saveOutgoing(tx, { ...outgoing, looks: outgoing.looks + 1, nextLookAt: next }), enqueueFollow(tx, application, next)]);
    }
  });
}

function signatureOf({ issuer }: SecurityEvent): { readonly verified: true; readonly signedBy: string } {
  return { verified: true, signedBy: issuer };
}

/** The first problem by its name; what has no known name was refused all the same. */
function wordOf({ payload }: SecurityEvent): string {
  const [first] = payload.problems ?? [];
  const name = first && problemName(first);
  return name === undefined ? 'reject-submission' : `reject-submission ${name}`;
}
