import { problemOf } from '@allmende/fit-connect';
import type { House } from '@allmende/house';
import { enqueue } from '@allmende/jobs';
import type { Mailer } from '@allmende/mail';
import { findCase } from '../data/case-event.ts';
import { findDestination } from '../data/destination.ts';
import { findSubmission, listWaiting, noteReminded, setState } from '../data/submission.ts';
import { tellSenderJob } from '../domain/jobs.ts';
import { DAYS_UNTIL_NOTICE, DAYS_UNTIL_REJECTION, daysBefore, type SubmissionRef } from '../domain/submission.ts';
import { writeEvent } from './write-event.ts';

const AT_ONCE = 500;

type Needs = Pick<House, 'config' | 'database' | 'clock' | 'keys' | 'log'>;

/** Looks at what waits too long: after three days the contact of the destination is told once, after fourteen the service rejects. Returns how many of each. */
export async function watchDeadlines(house: Needs, mailer: Mailer | undefined): Promise<{ readonly rejected: number; readonly noticed: number }> {
  const rejected = await rejectOverdue(house);
  return { rejected, noticed: await noticeWaiting(house, mailer) };
}

async function rejectOverdue(house: Needs): Promise<number> {
  const before = daysBefore(house.clock.now(), DAYS_UNTIL_REJECTION);
  let rejected = 0;
  for (;;) {
    const overdue = await house.database.withoutTenant((tx) => listWaiting(tx, before, AT_ONCE));
    if (overdue.length === 0) return rejected;
    for (const one of overdue) if (await rejectOne(house, one)) rejected += 1;
  }
}

async function rejectOne(house: Needs, ref: SubmissionRef): Promise<boolean> {
  return house.database.withoutTenant(async (tx) => {
    await findCase(tx, ref.caseId, { lock: true });
    const submission = await findSubmission(tx, ref.submissionId, { lock: true });
    if (submission?.state !== 'submitted') return false;
    await setState(tx, ref.submissionId, 'rejected', house.clock.now());
    await writeEvent(house, tx, ref, 'reject-submission', { problems: [problemOf('technical-error', 'submission', `The destination did not fetch the submission within ${DAYS_UNTIL_REJECTION} days.`)] });
    if (submission.callbackUrl !== undefined) await enqueue(tx, tellSenderJob, { submission: ref.submissionId }, { key: `fit-connect-tell-${ref.submissionId}` });
    return true;
  });
}

async function noticeWaiting(house: Needs, mailer: Mailer | undefined): Promise<number> {
  const now = house.clock.now();
  const waiting = await house.database.withoutTenant((tx) => listWaiting(tx, daysBefore(now, DAYS_UNTIL_NOTICE), AT_ONCE, { unreminded: true }));
  const byDestination = Map.groupBy(waiting, (one) => one.destinationId);
  let noticed = 0;
  for (const [destination, those] of byDestination) {
    try {
      await house.database.withoutTenant(async (tx) => {
        const found = await findDestination(tx, destination);
        await noteReminded(tx, those.map((one) => one.submissionId), now);
        house.log.warn({ destination, waiting: those.length }, 'submissions wait at a destination for more than three days');
        if (found !== undefined) await mailer?.send({ to: found.contact.email, ...words(destination, those.length) });
      });
      noticed += those.length;
    } catch (error) {
      house.log.warn({ destination, err: error }, 'the contact of a destination could not be told and is told later');
    }
  }
  return noticed;
}

function words(destination: string, count: number): { subject: string; text: string } {
  const what = count === 1 ? 'wartet eine Einreichung' : `warten ${count} Einreichungen`;
  return {
    subject: `FIT-Connect: An Ihrem Zustellpunkt ${what}`,
    text: ['Guten Tag,', '', `an Ihrem Zustellpunkt ${destination} ${what} seit mehr als ${DAYS_UNTIL_NOTICE} Tagen darauf, abgeholt zu werden.`, `Was ${DAYS_UNTIL_REJECTION} Tage lang nicht abgeholt wird, weist der Zustelldienst zurück.`, '', 'Bitte prüfen Sie, ob Ihr Fachverfahren läuft und den Zustellpunkt abfragt.', ''].join('\n'),
  };
}
