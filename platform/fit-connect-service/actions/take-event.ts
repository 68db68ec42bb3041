import { isUuid } from '@allmende/database';
import { checkAuthenticationTags, FitConnectRefusal, verifyEvent, type SecurityEvent } from '@allmende/fit-connect';
import type { House } from '@allmende/house';
import { enqueue } from '@allmende/jobs';
import { appendEvent, findCase, type Case } from '../data/case-event.ts';
import { findSubmission, setState } from '../data/submission.ts';
import { refuse } from '../domain/errors.ts';
import { tellSenderJob } from '../domain/jobs.ts';
import { isAnswer, stateAfter } from '../domain/submission.ts';
import type { Caller } from './authenticate.ts';
import { tagsOfSubmission } from './tags-of-submission.ts';
import { openServiceKeys } from './open-service-keys.ts';
import { verificationKey } from './verification-key.ts';

type Needs = Pick<House, 'config' | 'database' | 'clock' | 'keys'>;

/**
 * Takes an event of a destination into the log of a case: its signature, its issuer, its claims and what it is about are verified, then whether the submission can go that way. Durable when it returns. Throws Refusal: 400 for what is no
 * event, 422 for one that is not right, 409 for one that comes at the wrong time or once more.
 */
export async function takeEvent(house: Needs, caller: Caller, caseId: string, token: string): Promise<void> {
  if (caller.rights.subscribed.length === 0) throw refuse('forbidden');
  const found = isUuid(caseId) ? await findCase(house.database, caseId) : undefined;
  if (found === undefined || !caller.rights.subscribes(found.destinationId)) throw refuse('case-not-found');
  const event = await verified(house, found, token);
  const { name } = event;
  if (!isAnswer(name) || event.subject.kind !== 'submission') throw refuse('event-refused', 'event-not-for-issuer');
  await house.database.withoutTenant(async (tx) => {
    // In one message, one after the other: the case before its submission, as everybody does, and the tags under both locks.
    const { id } = event.subject;
    const [, submission, there] = await Promise.all([findCase(tx, found.id, { lock: true }), findSubmission(tx, id, { lock: true }), tagsOfSubmission(tx, id)]);
    if (submission?.caseId !== found.id) throw refuse('event-refused', 'event-subject');
    const state = stateAfter(submission.state, name);
    if (state === undefined) throw refuse('event-out-of-order', submission.state);
    const tags = event.payload.authenticationTags;
    if (tags !== undefined) await asRefusal(async () => { checkAuthenticationTags(tags, there); });
    const at = house.clock.now();
    const [isNew] = await Promise.all([
      appendEvent(tx, found.id, { jti: event.id, submission: id, event: name, issuer: event.issuer, token }, at),
      setState(tx, id, state, state === 'forwarded' ? undefined : at),
      ...(submission.callbackUrl === undefined ? [] : [enqueue(tx, tellSenderJob, { submission: id }, { key: `fit-connect-tell-${id}` })]),
    ]);
    if (!isNew) throw refuse('event-out-of-order', 'jti');
  });
}

async function verified(house: Needs, { id, destinationId }: Case, token: string): Promise<SecurityEvent> {
  // Letters that say nothing would make another text of the same token.
  if (token.split('.').some((part) => Buffer.from(part, 'base64url').toString('base64url') !== part)) throw refuse('event-malformed');
  return asRefusal(async () => verifyEvent(token, {
    service: house.config.fitConnect.address, destination: destinationId, case: id, now: house.clock.now(),
    keyOf: async (signer, kid) => (signer.kind === 'service' ? (await openServiceKeys(house)).verifying(kid) : verificationKey(house, signer.destination, kid)),
  }));
}

async function asRefusal<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof FitConnectRefusal)) throw error;
    throw error.reason === 'event-malformed' ? refuse('event-malformed') : refuse('event-refused', error.reason);
  }
}
