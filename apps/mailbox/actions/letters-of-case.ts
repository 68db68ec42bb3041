import { requirePermission } from '@allmende/access';
import type { CaseLetter } from '@allmende/cases';
import { readFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { openApplicationKey } from '@allmende/online-services';
import { MEDIA_TYPES } from '@allmende/uploads';
import { listAttachments } from '../data/attachment.ts';
import { listMessages } from '../data/message.ts';
import { readMessages } from '../domain/permissions.ts';
import { heldCase } from './case-messages.ts';
import { openPart } from './mailbox-seals.ts';

/** The messages of a case for its file, oldest first; none where its applicant is reached elsewhere. Nothing counts as read by it, and whoever hands the file out records that. Files are read one by one when they are asked for. Throws NotFound for strangers and unknown cases alike. */
export async function lettersOfCase(ctx: Pick<ActionContext, 'database' | 'keys' | 'files' | 'actor' | 'tenant'>, input: { readonly case: string }): Promise<readonly CaseLetter[]> {
  requirePermission(ctx.actor, readMessages, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const { application } = await heldCase(ctx, tx, readMessages, input.case);
    const known = await openApplicationKey(ctx, tx, application);
    if (!known) return [];
    const { key } = known.dataKey;
    const attachments = await listAttachments(tx, application);
    return (await listMessages(tx, application)).map(({ id, sender, sentAt, readAt, sealed }) => {
      const { text, author } = openPart('message', key, ctx.tenant, id, sealed);
      const files = attachments.filter(({ message }) => message === id).map(({ id: attachment, state, fileId, sealed: part }) => {
        const { name, kind } = openPart('attachment', key, ctx.tenant, attachment, part);
        const isThere = state === 'clean' && fileId !== null && kind !== undefined;
        return {
          id: attachment, name, contentType: kind === undefined ? 'application/octet-stream' : MEDIA_TYPES[kind].type,
          read: isThere ? async () => (await ctx.database.inTenant(ctx.tenant, (again) => readFile(again, ctx, fileId))).bytes : undefined,
        };
      });
      return { id, from: sender, author, at: sentAt, readAt, text, files };
    });
  });
}
