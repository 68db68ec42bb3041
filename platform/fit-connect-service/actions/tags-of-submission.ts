import type { Tx } from '@allmende/database';
import { listAttachments } from '../data/attachment.ts';
import { findContentTags } from '../data/submission.ts';
import type { AuthenticationTags } from '../domain/submission.ts';

/** The authentication tags of the parts of a submission that is here; the same that its `submit-submission` names. */
export async function tagsOfSubmission(tx: Tx, submission: string): Promise<AuthenticationTags> {
  const [tags, attachments] = await Promise.all([findContentTags(tx, submission), listAttachments(tx, submission)]);
  return { ...tags, ...(attachments.length === 0 ? {} : { attachments: Object.fromEntries(attachments.map(({ id, tag }) => [id, tag])) }) };
}
