import { requirePermission, requireService } from '@allmende/access';
import { eraseSubject, record } from '@allmende/audit';
import { reportProgress } from '@allmende/delivery';
import { NotFound } from '@allmende/errors';
import { removeFilesOfKey } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { destroyDataKey } from '@allmende/secrets';
import { deleteCaseRows, findCaseForUpdate } from '../data/case-file.ts';
import { requireDeletable, requireVersion } from '../domain/case-file.ts';
import { deleteCases } from '../domain/permissions.ts';
import { TARGET_NAME } from './target-name.ts';

/**
 * Deletes a closed case for good: rows, files and the key, so that copies in backups are unreadable too. The audit entries stay and verify; their commitments lose their salts.
 * Throws NotFound, CaseChanged, NotPossibleNow. Art. 17 DSGVO.
 */
export async function deleteCase(ctx: Pick<ActionContext, 'database' | 'clock' | 'files' | 'actor' | 'tenant'>, input: { readonly case: string; readonly version: number }): Promise<void> {
  requirePermission(ctx.actor, deleteCases, ctx.tenant);
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const found = await findCaseForUpdate(tx, input.case);
    if (!found) throw new NotFound();
    const { file } = found;
    requireService(ctx.actor, deleteCases, ctx.tenant, file.service);
    requireVersion(file, input.version);
    requireDeletable(file);
    const at = ctx.clock.now();
    await deleteCaseRows(tx, file, at);
    await destroyDataKey(tx, file.dataKeyId);
    await eraseSubject(tx, { kind: 'case', id: file.id });
    await reportProgress(tx, { submission: file.application, target: TARGET_NAME, state: 'erased', at });
    const files = await removeFilesOfKey(tx, ctx, file.dataKeyId);
    await record(tx, { actor: ctx.actor, action: 'cases/case-deleted', subject: { kind: 'case', id: file.id }, facts: { application: file.application, service: file.service, files, keyDestroyed: true }, at });
  });
}
