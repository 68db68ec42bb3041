import { requirePermission } from '@allmende/access';
import { emit } from '@allmende/events';
import type { ActionContext } from '@allmende/house';
import { openDataKey } from '@allmende/secrets';
import { findApplicationForUpdate } from '../data/application.ts';
import { insertReply } from '../data/application-reply.ts';
import type { ReplyContent, ReplyKind } from '../domain/application-reply.ts';
import { applicationMoved } from '../domain/events.ts';
import { deliverApplications } from '../domain/permissions.ts';
import { sealReply } from './reply-seals.ts';

/**
 * Keeps what the specialist system said to the applicant, under the application's own key, for the status page. The same `id` again changes nothing; an application that is gone
 * is passed over. Needs `online-services/deliver-applications`.
 */
export async function keepReply(ctx: Pick<ActionContext, 'database' | 'keys' | 'actor' | 'tenant'>, input: { application: string; reply: ReplyContent & { readonly id: string; readonly kind: ReplyKind }; at: Date }): Promise<void> {
  requirePermission(ctx.actor, deliverApplications, ctx.tenant);
  const { id, kind, fileNumber, text, due, missing, fee } = input.reply;
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const stored = await findApplicationForUpdate(tx, input.application);
    if (!stored) return;
    const { key } = await openDataKey(tx, ctx.keys, stored.dataKeyId);
    const content: ReplyContent = { ...(fileNumber === undefined ? {} : { fileNumber }), ...(text === undefined ? {} : { text }), ...(due === undefined ? {} : { due }), ...(missing === undefined ? {} : { missing }), ...(fee === undefined ? {} : { fee }) };
    const isNew = await insertReply(tx, stored.id, { id, kind, at: input.at, sealed: sealReply(key, ctx.tenant, id, content) });
    if (isNew) await emit(tx, applicationMoved(stored.id, { application: stored.id, what: 'reply' }));
  });
}
