import { createHash } from 'node:crypto';
import { isUuid, type Tx } from '@allmende/database';
import type { House } from '@allmende/house';
import { enqueue } from '@allmende/jobs';
import { listAttachments } from '../data/attachment.ts';
import { findCase } from '../data/case-event.ts';
import { findDestination, listKeys } from '../data/destination.ts';
import { findSubmission, saveContent, type EncryptedContent, type KeptSubmission } from '../data/submission.ts';
import { lookAtPart } from '../domain/encrypted-part.ts';
import { refuse } from '../domain/errors.ts';
import { tellDestinationJob } from '../domain/jobs.ts';
import type { Submission } from '../domain/submission.ts';
import type { Caller } from './authenticate.ts';
import { writeEvent } from './write-event.ts';

/**
 * Sends a submission: it waits for its receiver from now on. The very same sending once more changes nothing and gets the same answer, so that a sender whose answer was lost can simply repeat. Throws Refusal.
 */
export async function submitSubmission(house: Pick<House, 'config' | 'database' | 'clock' | 'keys'>, caller: Caller, id: string, content: EncryptedContent): Promise<Submission> {
  if (!caller.rights.maySend) throw refuse('forbidden');
  if (!isUuid(id)) throw refuse('submission-not-found');
  const sha256 = createHash('sha256').update(content.encryptedMetadata).update('\n').update(content.encryptedData ?? '').digest();
  return house.database.withoutTenant(async (tx) => {
    const seen = await findSubmission(tx, id);
    if (seen?.client !== caller.client) throw refuse('submission-not-found');
    // The case before its submission, as everybody does: two that wait for each other would both be refused.
    await findCase(tx, seen.caseId, { lock: true });
    const found = await findSubmission(tx, id, { lock: true });
    if (found?.client !== caller.client || found.state === 'deleted') throw refuse('submission-not-found');
    if (found.state !== 'incomplete') {
      if (found.contentSha256?.equals(sha256) !== true) throw refuse('submitted-already');
      return found;
    }
    const tags = await checkContent(tx, found, content);
    await saveContent(tx, found.submissionId, { ...content, sha256, at: house.clock.now() });
    await writeEvent(house, tx, found, 'submit-submission', { authenticationTags: tags });
    const destination = await findDestination(tx, found.destinationId);
    if (destination?.callbackUrl !== undefined) await enqueue(tx, tellDestinationJob, { destination: destination.id }, { key: `fit-connect-tell-${destination.id}`, queue: `fit-connect-tell-${destination.id}` });
    return found;
  });
}

async function checkContent(tx: Tx, submission: KeptSubmission, content: EncryptedContent): Promise<{ metadata: string; data?: string; attachments?: Record<string, string> }> {
  const kids = (await listKeys(tx, submission.destinationId)).flatMap(({ kid, purpose }) => (purpose === 'encrypt' ? [kid] : []));
  const { version } = submission;
  const metadata = lookAtPart(content.encryptedMetadata, { version, kids, contentTypes: ['application/json'] });
  const data = content.encryptedData === undefined ? undefined : lookAtPart(content.encryptedData, { version, kids, contentTypes: ['application/json', 'application/xml'] });
  const attachments = await listAttachments(tx, submission.submissionId);
  if (submission.announced.some((announced) => !attachments.some((one) => one.id === announced))) throw refuse('attachments-missing');
  return { metadata: metadata.tag, ...(data === undefined ? {} : { data: data.tag }), ...(attachments.length === 0 ? {} : { attachments: Object.fromEntries(attachments.map(({ id, tag }) => [id, tag])) }) };
}
