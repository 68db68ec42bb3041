import { isUuid, newId } from '@allmende/database';
import type { House } from '@allmende/house';
import { findCase, insertCase } from '../data/case-event.ts';
import { findDestination } from '../data/destination.ts';
import { insertSubmission } from '../data/submission.ts';
import { takesService } from '../domain/destination.ts';
import { refuse } from '../domain/errors.ts';
import type { ApiVersion, PublicService, Submission, SubmissionRef } from '../domain/submission.ts';
import type { Caller } from './authenticate.ts';
import { sealCallback, type GivenCallback } from './callback-secret.ts';
import { openServiceKeys } from './open-service-keys.ts';
import { writeEvent } from './write-event.ts';

/** A submission as a sender announces it. */
export type AnnouncedSubmission = {
  readonly version: ApiVersion;
  readonly destinationId: string;
  readonly announced: readonly string[];
  readonly service: PublicService;
  readonly region: string | undefined;
  readonly caseId: string | undefined;
  readonly callback: GivenCallback | undefined;
};

/** Announces a submission, in a new case or in one that the sender has at this destination. Throws Refusal. */
export async function createSubmission(house: Pick<House, 'config' | 'database' | 'clock' | 'keys'>, caller: Caller, given: AnnouncedSubmission): Promise<SubmissionRef> {
  if (!caller.rights.maySend) throw refuse('forbidden');
  const submissionId = newId();
  // The first submission of an installation waits here for the key of the service to be made, and holds nothing meanwhile.
  await openServiceKeys(house);
  const at = house.clock.now();
  const callback = given.callback && (await sealCallback(house, submissionId, given.callback));
  return house.database.withoutTenant(async (tx) => {
    const destination = isUuid(given.destinationId) ? await findDestination(tx, given.destinationId) : undefined;
    if (destination === undefined || !caller.rights.sendsTo(destination)) throw refuse('destination-not-found');
    const what = { identifier: given.service.identifier, region: given.region };
    if (destination.status !== 'active') throw refuse('destination-state-invalid');
    if (!takesService(destination, what)) throw refuse('service-not-offered');
    if (!caller.rights.sends(destination, what)) throw refuse('forbidden');
    const existing = given.caseId === undefined ? undefined : await findCase(tx, given.caseId, { lock: true });
    if (given.caseId !== undefined && (existing?.destinationId !== destination.id || existing.client !== caller.client)) throw refuse('case-does-not-fit');
    const caseId = existing?.id ?? newId();
    const submission: Submission = {
      submissionId, caseId, destinationId: destination.id, state: 'incomplete', version: given.version, client: caller.client, service: given.service, region: given.region, announced: given.announced.map((one) => one.toLowerCase()),
      callbackUrl: callback?.url,
    };
    await Promise.all([
      ...(existing === undefined ? [insertCase(tx, { id: caseId, destinationId: destination.id, client: caller.client }, at)] : []),
      insertSubmission(tx, submission, { sealedCallbackSecret: callback?.sealedSecret, at }),
    ]);
    await writeEvent(house, tx, submission, 'create-submission');
    return { submissionId, caseId, destinationId: destination.id };
  });
}
