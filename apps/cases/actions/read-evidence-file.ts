import { requirePermission, requireService } from '@allmende/access';
import { record } from '@allmende/audit';
import { isUuid } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { readFile, type StoredFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { listEvidence } from '../data/case-evidence.ts';
import { findCase } from '../data/case-file.ts';
import { seeCases } from '../domain/permissions.ts';

/** A clean document of a case. Recorded like each opening. Throws NotFound for strangers, for a document of another case and for one that is still being checked. */
export async function readEvidenceFile(ctx: Pick<ActionContext, 'database' | 'clock' | 'keys' | 'files' | 'actor' | 'tenant'>, input: { case: string; evidence: string }): Promise<StoredFile> {
  requirePermission(ctx.actor, seeCases, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const found = isUuid(input.case) && isUuid(input.evidence) ? await findCase(tx, input.case) : undefined;
    const evidence = found && (await listEvidence(tx, found.file.id)).find(({ id }) => id === input.evidence);
    if (!found || !evidence || evidence.fileId === null) throw new NotFound();
    requireService(ctx.actor, seeCases, ctx.tenant, found.file.service);
    await record(tx, { actor: ctx.actor, action: 'cases/evidence-viewed', subject: { kind: 'case', id: found.file.id }, facts: { evidence: evidence.id }, at: ctx.clock.now() });
    const file = await readFile(tx, ctx, evidence.fileId);
    const ending = { 'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' }[file.contentType] ?? 'bin';
    return { ...file, name: `${found.file.reference}-nachweis.${ending}` };
  });
}
