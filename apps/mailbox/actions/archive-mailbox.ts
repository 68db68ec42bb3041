import { newId } from '@allmende/database';
import { putFile, readFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { openApplicationKey } from '@allmende/online-services';
import { MEDIA_TYPES } from '@allmende/uploads';
import { insertAttachment, listAttachments } from '../data/attachment.ts';
import { listConversations, listMessages, removeTenantRows, restoreMessage } from '../data/message.ts';
import { attachmentPath, type ArchivedConversation } from '../domain/archive-records.ts';
import { openPart, sealPart } from './mailbox-seals.ts';
import { enqueueCheck } from './enqueue-check.ts';

type Context = Pick<ActionContext, 'database' | 'keys' | 'files' | 'tenant'>;

/** What was written about the authority's applications, in clear, with the files, each of which is read when its turn has come. Reads only. */
export async function exportMailbox(ctx: Context): Promise<{ readonly conversations: ArchivedConversation[]; readonly files: readonly { readonly path: string; read(): Promise<Uint8Array> }[] }> {
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const conversations: ArchivedConversation[] = [];
    const files: { path: string; read(): Promise<Uint8Array> }[] = [];
    for (const application of await listConversations(tx)) {
      const known = await openApplicationKey(ctx, tx, application);
      if (!known) continue;
      const { key } = known.dataKey;
      const attachments: { readonly message: string; readonly record: ArchivedConversation['messages'][number]['attachments'][number] }[] = [];
      for (const stored of await listAttachments(tx, application)) {
        const path = stored.fileId === null ? null : attachmentPath(application, stored.id, stored.state === 'received');
        const { fileId } = stored;
        if (fileId !== null && path !== null) files.push({ path, read: async () => (await ctx.database.inTenant(ctx.tenant, (own) => readFile(own, ctx, fileId))).bytes });
        attachments.push({ message: stored.message, record: { ...openPart('attachment', key, ctx.tenant, stored.id, stored.sealed), id: stored.id, state: stored.state, receivedAt: stored.receivedAt.toISOString(), file: path } });
      }
      const messages = (await listMessages(tx, application)).map(({ id, sender, sentAt, readAt, sealed }) => {
        const { text, author } = openPart('message', key, ctx.tenant, id, sealed);
        return { id, from: sender, at: sentAt.toISOString(), readAt: readAt?.toISOString() ?? null, author: author ?? null, text, attachments: attachments.filter(({ message }) => message === id).map(({ record }) => record) };
      });
      conversations.push({ application, messages });
    }
    return { conversations, files };
  });
}

/** Reads in what `exportMailbox` gave, under the keys that the applications have here. What is there already stays; conversations about applications that are not there are passed over. */
export async function restoreMailbox(ctx: Context, conversations: readonly ArchivedConversation[], file: (path: string) => Promise<Uint8Array>): Promise<void> {
  for (const { application, messages } of conversations) {
    await ctx.database.inTenant(ctx.tenant, async (tx) => {
      const known = await openApplicationKey(ctx, tx, application);
      if (!known) return;
      const { dataKey } = known;
      for (const { id, from, at, readAt, author, text, attachments } of messages) {
        const sentAt = new Date(at);
        const isNew = await restoreMessage(tx, application, { id, sender: from, sentAt, readAt: readAt === null ? null : new Date(readAt), toldAt: sentAt, sealed: sealPart('message', dataKey.key, ctx.tenant, id, { text, ...(author === null ? {} : { author }) }) });
        if (!isNew) continue;
        for (const { id: attachment, name, state, kind, refusal, receivedAt, file: path } of attachments) {
          const bytes = path === null ? undefined : await file(path);
          const contentType = kind === undefined ? 'application/octet-stream' : MEDIA_TYPES[kind].type;
          const fileId = bytes === undefined ? null : await putFile(tx, ctx, { id: newId(), dataKey, name: 'attachment', contentType, bytes });
          await insertAttachment(tx, application, {
            id: attachment, message: id, state, fileId, sizeBytes: bytes?.length ?? 0, receivedAt: new Date(receivedAt),
            sealed: sealPart('attachment', dataKey.key, ctx.tenant, attachment, { name, ...(kind === undefined ? {} : { kind }), ...(refusal === undefined ? {} : { refusal }) }),
          });
          if (state === 'received') await enqueueCheck(tx, application, attachment);
        }
      }
    });
  }
}

/** Removes what is left of the authority's messages once its applications and their keys are gone. Repeating it changes nothing. */
export async function removeMailbox(ctx: Pick<Context, 'database' | 'tenant'>): Promise<void> {
  await ctx.database.inTenant(ctx.tenant, removeTenantRows);
}
