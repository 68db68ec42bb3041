import { CALLBACKS, callbackHeaders } from '@allmende/fit-connect';
import type { House } from '@allmende/house';
import { callBack } from '../clients/call-back.ts';
import { findCase } from '../data/case-event.ts';
import { findCallback } from '../data/destination.ts';
import { listUntold, noteTold } from '../data/submission.ts';
import { openCallbackSecret } from './callback-secret.ts';
import { writeEvent } from './write-event.ts';

/** The official file allows no more in one body of a list. */
const AT_ONCE = 500;

type Needs = Pick<House, 'config' | 'database' | 'clock' | 'keys'>;

/**
 * Calls a destination back about submissions that wait and of which it has not been told; all of them in one body. Throws when it does not answer, so that the job is tried again later. Each one that was told gets a `notify-submission`.
 */
export async function tellDestination(house: Needs, destination: string): Promise<void> {
  for (;;) {
    const [callback, submissions] = await Promise.all([findCallback(house.database, destination), listUntold(house.database, destination, AT_ONCE)]);
    if (callback === undefined || submissions.length === 0) return;
    const body = JSON.stringify({ type: CALLBACKS.newSubmissions, submissionIds: submissions.map((one) => one.submissionId), submissions });
    const headers = callbackHeaders(await openCallbackSecret(house, destination, callback.sealedSecret), house.clock.now(), body);
    await callBack({ url: callback.url, headers, body }, { hosts: house.config.fitConnect.callbackHosts });
    for (const submission of submissions) {
      await house.database.withoutTenant(async (tx) => {
        const [, isNew] = await Promise.all([findCase(tx, submission.caseId, { lock: true }), noteTold(tx, submission.submissionId, house.clock.now())]);
        // What was answered meanwhile has come to its end: nothing but its removal may follow in the log.
        if (isNew) await writeEvent(house, tx, submission, 'notify-submission');
      });
    }
  }
}
