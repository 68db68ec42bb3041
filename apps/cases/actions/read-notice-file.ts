import { requirePermission, requireService } from '@allmende/access';
import { record } from '@allmende/audit';
import { isUuid } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { readFile, type StoredFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { findCase } from '../data/case-file.ts';
import { findNoticeOfCase } from '../data/notice.ts';
import { seeCases } from '../domain/permissions.ts';

/** The PDF of a case's notice, to print and send. Recorded like each opening. Throws NotFound while it is not made. */
export async function readNoticeFile(ctx: Pick<ActionContext, 'database' | 'clock' | 'keys' | 'files' | 'actor' | 'tenant'>, input: { case: string }): Promise<StoredFile> {
  requirePermission(ctx.actor, seeCases, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const held = isUuid(input.case) ? await findCase(tx, input.case) : undefined;
    const found = held && (await findNoticeOfCase(tx, held.file.id));
    if (!held || !found || found.notice.pdfFileId === null) throw new NotFound();
    requireService(ctx.actor, seeCases, ctx.tenant, held.file.service);
    await record(tx, { actor: ctx.actor, action: 'cases/notice-viewed', subject: { kind: 'case', id: input.case }, facts: { notice: found.notice.id }, at: ctx.clock.now() });
    return readFile(tx, ctx, found.notice.pdfFileId);
  });
}
