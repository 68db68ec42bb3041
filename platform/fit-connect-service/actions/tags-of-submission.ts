import type { Tx } from '@allmende/database';
import { listAttachments } from '../data/attachment.ts';
import { findContent } from '../data/submission.ts';
import type { AuthenticationTags } from '../domain/submission.ts';

/** The authentication tags of the parts of a submission that is here; the same that its `submit-submission` names. */
export async function tagsOfSubmission(tx: Tx, submission: string): Promise<AuthenticationTags> {
  const [content, attachments] = [await findContent(tx, submission), await listAttachments(tx, submission)];
  const tagOf = (jwe: string) => jwe.slice(jwe.lastIndexOf('.') + 1);
  return {
    metadata: tagOf(content?.encryptedMetadata ?? ''), ...(content?.encryptedData === undefined ? {} : { data: tagOf(content.encryptedData) }),
    ...(attachments.length === 0 ? {} : { attachments: Object.fromEntries(attachments.map(({ id, tag }) => [id, tag])) }),
  };
}
