import { requirePermission, requireService, requireStaff, type Permission } from '@allmende/access';
import { record } from '@allmende/audit';
import { caseWithId } from '@allmende/cases';
import { isUuid, type TenantTx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { openApplicationKey } from '@allmende/online-services';
import type { Message } from '../domain/message.ts';
import { readMessages, writeMessages } from '../domain/permissions.ts';
import { orderNotice } from './order-notice.ts';
import { readConversation } from './read-conversation.ts';
import { writeMessage, type TypedMessage } from './write-message.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'keys' | 'files' | 'actor' | 'tenant'>;

/** The conversation of a case: `reference` for its title; `messages` undefined where its applicant cannot be reached here, because the application came by another way. */
export type CaseMessages = { readonly reference: string; readonly messages: readonly Message[] | undefined };

/** The messages of a case as the office reads them; what the applicant wrote counts as read from now on. Each opening is recorded. Throws NotFound for strangers and unknown cases alike. */
export async function readCaseMessages(ctx: Context, input: { readonly case: string }): Promise<CaseMessages> {
  requirePermission(ctx.actor, readMessages, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const file = await heldCase(ctx, tx, readMessages, input.case);
    if (!(await openApplicationKey(ctx, tx, file.application))) return { reference: file.reference, messages: undefined };
    const { messages, newlyRead } = await readConversation(ctx, tx, { application: file.application, reader: 'office' });
    await record(tx, { actor: ctx.actor, action: 'mailbox/messages-viewed', subject: { kind: 'case', id: file.id }, facts: { messages: messages.length, newlyRead }, at: ctx.clock.now() });
    return { reference: file.reference, messages };
  });
}

/** Writes to the applicant of a case, who is told by e-mail where one was confirmed. Throws InvalidInput, NotFound. */
export async function writeCaseMessage(ctx: Context, input: { readonly case: string; readonly typed: TypedMessage }): Promise<{ readonly id: string }> {
  requirePermission(ctx.actor, writeMessages, ctx.tenant);
  const { name } = requireStaff(ctx.actor);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const file = await heldCase(ctx, tx, writeMessages, input.case);
    const { id, isNew } = await writeMessage(ctx, tx, { application: file.application, from: 'office', actor: ctx.actor, author: name, typed: input.typed });
    if (isNew) await orderNotice(ctx, tx, file.application);
    return { id };
  });
}

/** The case of this id, for staff who may. Throws the same NotFound for an unknown and a foreign one. */
export async function heldCase(ctx: Pick<Context, 'actor' | 'tenant'>, tx: TenantTx, permission: Permission, id: string) {
  const file = isUuid(id) ? await caseWithId(tx, id) : undefined;
  if (!file) throw new NotFound();
  requireService(ctx.actor, permission, ctx.tenant, file.service);
  return file;
}
