import { CALLBACKS, callbackHeaders } from '@allmende/fit-connect';
import type { House } from '@allmende/house';
import { callBack } from '../clients/call-back.ts';
import { findSenderCallback, findSubmission } from '../data/submission.ts';
import { openCallbackSecret } from './callback-secret.ts';

/** Calls a sender back: there are new events about its submission. Throws when it does not answer, so that the job is tried again later. */
export async function tellSender(house: Pick<House, 'config' | 'database' | 'clock' | 'keys'>, submission: string): Promise<void> {
  const [found, callback] = await Promise.all([findSubmission(house.database, submission), findSenderCallback(house.database, submission)]);
  if (found === undefined || callback === undefined) return;
  const { submissionId, destinationId, caseId } = found;
  const body = JSON.stringify({ type: CALLBACKS.newEvents, submissionIds: [submissionId], submissions: [{ destinationId, submissionId, caseId }] });
  const headers = callbackHeaders(await openCallbackSecret(house, submissionId, callback.sealedSecret), house.clock.now(), body);
  await callBack({ url: callback.url, headers, body }, { hosts: house.config.fitConnect.callbackHosts });
}
