import { newId, type Tx } from '@allmende/database';
import { signEvent, type EventPayload, type EventName } from '@allmende/fit-connect';
import type { House } from '@allmende/house';
import { appendEvent } from '../data/case-event.ts';
import type { SubmissionRef } from '../domain/submission.ts';
import { openServiceKeys } from './open-service-keys.ts';

/** Adds an event of the service itself to the log of a case, in the transaction of what it reports. */
export async function writeEvent(house: Pick<House, 'config' | 'database' | 'clock' | 'keys'>, tx: Tx, of: SubmissionRef, name: EventName, payload?: EventPayload): Promise<void> {
  const { signing } = await openServiceKeys(house);
  const issuer = house.config.fitConnect.address;
  const [jti, at] = [newId(), house.clock.now()];
  const token = await signEvent({ id: jti, name, issuer, issuedAt: at, subject: { kind: 'submission', id: of.submissionId }, case: of.caseId, payload }, signing);
  await appendEvent(tx, of.caseId, { jti, submission: of.submissionId, event: name, issuer, token }, at);
}
