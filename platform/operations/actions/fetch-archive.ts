import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { openFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { getArchiveFile, markFetched } from '../data/archive.ts';
import { controlInstances } from '../domain/permissions.ts';

/** An archive as a file that comes piece by piece, however large it is; every fetch is written to the log. Throws NotFound and KeyDestroyed. */
export async function fetchArchive(
  ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant' | 'keys' | 'files'>, input: { readonly instance: string; readonly archive: string },
): Promise<{ readonly name: string; readonly contentType: string; readonly sizeBytes: number; readonly bytes: AsyncIterable<Uint8Array> }> {
  requirePermission(ctx.actor, controlInstances, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const { archive, fileId } = await getArchiveFile(tx, input.instance, input.archive);
    const { name, contentType, sizeBytes, range } = await openFile(tx, ctx, fileId);
    const now = ctx.clock.now();
    await markFetched(tx, archive.id, now);
    await record(tx, { actor: ctx.actor, action: 'operations/archive-fetched', subject: { kind: 'instance', id: input.instance }, facts: { archive: archive.id, sha256: archive.sha256 }, at: now });
    return { name, contentType, sizeBytes, bytes: range(0, sizeBytes) };
  });
}
