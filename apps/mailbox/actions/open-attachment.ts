import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { isUuid, type TenantTx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { readFile, type StoredFile } from '@allmende/files';
import type { ActionContext, House } from '@allmende/house';
import { openApplicationKey } from '@allmende/online-services';
import { MEDIA_TYPES } from '@allmende/uploads';
import { findAttachmentForUpdate } from '../data/attachment.ts';
import { readMessages } from '../domain/permissions.ts';
import { heldCase } from './case-messages.ts';
import { openPart } from './mailbox-seals.ts';
import type { Conversation } from './write-message.ts';

/** A clean attachment for whoever has shown reference and secret. Throws the same NotFound for an unknown one, a foreign one and one in quarantine. */
export async function openAttachmentAsApplicant(house: Pick<House, 'database' | 'keys' | 'files'>, of: Conversation, input: { readonly attachment: string }): Promise<StoredFile> {
  return house.database.inTenant(of.tenant, (tx) => openIn(house, tx, of.application, input.attachment));
}

/** A clean attachment of a case, for staff; recorded like each opening. Throws NotFound likewise. */
export async function openCaseAttachment(ctx: Pick<ActionContext, 'database' | 'clock' | 'keys' | 'files' | 'actor' | 'tenant'>, input: { readonly case: string; readonly attachment: string }): Promise<StoredFile> {
  requirePermission(ctx.actor, readMessages, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const file = await heldCase(ctx, tx, readMessages, input.case);
    const opened = await openIn(ctx, tx, file.application, input.attachment);
    await record(tx, { actor: ctx.actor, action: 'mailbox/attachment-viewed', subject: { kind: 'case', id: file.id }, facts: { attachment: input.attachment }, at: ctx.clock.now() });
    return opened;
  });
}

async function openIn(house: Pick<House, 'keys' | 'files'>, tx: TenantTx, application: string, id: string): Promise<StoredFile> {
  const known = isUuid(id) ? await openApplicationKey(house, tx, application) : undefined;
  const stored = known && (await findAttachmentForUpdate(tx, application, id));
  if (!known || stored?.state !== 'clean' || stored.fileId === null) throw new NotFound();
  const { kind } = openPart('attachment', known.dataKey.key, tx.tenant, id, stored.sealed);
  if (kind === undefined) throw new NotFound();
  return { ...await readFile(tx, house, stored.fileId), name: `anlage.${MEDIA_TYPES[kind].ending}`, contentType: MEDIA_TYPES[kind].type };
}
