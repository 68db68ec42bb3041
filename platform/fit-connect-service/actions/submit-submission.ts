import { createHash } from 'node:crypto';
import { isUuid } from '@allmende/database';
import type { House } from '@allmende/house';
import { enqueue } from '@allmende/jobs';
import { listAttachments, type Attachment } from '../data/attachment.ts';
import { lockCaseOf } from '../data/case-event.ts';
import { findDestination, listEncryptionKids } from '../data/destination.ts';
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
    // In one message, one after the other: the case before its submission, as everybody does (two that wait for each other would both be refused), and what belongs to it under both locks.
    const [, found, kids, attachments] = await Promise.all([lockCaseOf(tx, id), findSubmission(tx, id, { lock: true }), listEncryptionKids(tx, id), listAttachments(tx, id)]);
    if (found?.client !== caller.client || found.state === 'deleted') throw refuse('submission-not-found');
    if (found.state !== 'incomplete') {
      if (found.contentSha256?.equals(sha256) !== true) throw refuse('submitted-already');
      return found;
    }
    const tags = checkContent(found, content, { kids, attachments });
    const [, destination] = await Promise.all([saveContent(tx, found.submissionId, { ...content, sha256, at: house.clock.now() }), findDestination(tx, found.destinationId)]);
    await writeEvent(house, tx, found, 'submit-submission', { authenticationTags: tags });
    if (destination?.callbackUrl !== undefined) await enqueue(tx, tellDestinationJob, { destination: destination.id }, { key: `fit-connect-tell-${destination.id}`, queue: `fit-connect-tell-${destination.id}` });
    return found;
  });
}

function checkContent(submission: KeptSubmission, content: EncryptedContent, { kids, attachments }: { readonly kids: readonly string[]; readonly attachments: readonly Attachment[] }): { metadata: string; data?: string; attachments?: Record<string, string> } {
  const { version } = submission;
  const metadata = lookAtPart(content.encryptedMetadata, { version, kids, contentTypes: ['application/json'] });
  const data = content.encryptedData === undefined ? undefined : lookAtPart(content.encryptedData, { version, kids, contentTypes: ['application/json', 'application/xml'] });
  if (submission.announced.some((announced) => !attachments.some((one) => one.id === announced))) throw refuse('attachments-missing');
  return { metadata: metadata.tag, ...(data === undefined ? {} : { data: data.tag }), ...(attachments.length === 0 ? {} : { attachments: Object.fromEntries(attachments.map(({ id, tag }) => [id, tag])) }) };
}
