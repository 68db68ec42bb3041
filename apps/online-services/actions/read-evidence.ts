import { NotFound } from '@allmende/errors';
import { emit } from '@allmende/events';
import { readFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { KeyDestroyed, openDataKey } from '@allmende/secrets';
import { readDocument } from '@allmende/uploads';
import { findEvidenceForUpdate, saveReading } from '../data/evidence.ts';
import { evidenceChanged } from '../domain/events.ts';
import { openEvidence, sealReading } from './evidence-seals.ts';

/** Reads the words of a clean upload on this machine and keeps a stretch of them sealed, for hints. Safe to repeat; what is gone, not clean or read already is passed over. */
export async function readEvidence(ctx: Pick<ActionContext, 'database' | 'clock' | 'keys' | 'files' | 'tenant'>, input: { readonly evidence: string }): Promise<void> {
  const found = await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const stored = await findEvidenceForUpdate(tx, input.evidence);
    if (stored?.state !== 'clean' || stored.fileId === null || stored.reading !== null) return undefined;
    try {
      const { key } = await openDataKey(tx, ctx.keys, stored.dataKeyId);
      const { kind } = openEvidence(key, ctx.tenant, stored);
      return kind && { kind, bytes: (await readFile(tx, ctx, stored.fileId)).bytes };
    } catch (error) {
      if (error instanceof KeyDestroyed || error instanceof NotFound) return undefined;
      throw error;
    }
  });
  if (found === undefined) return;
  const reading = await readDocument(found.bytes, found.kind);
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const stored = await findEvidenceForUpdate(tx, input.evidence);
    if (stored?.state !== 'clean' || stored.reading !== null) return;
    const { key } = await openDataKey(tx, ctx.keys, stored.dataKeyId);
    await saveReading(tx, stored.id, sealReading(key, ctx.tenant, stored.id, reading));
    if (stored.applicationId !== null) await emit(tx, evidenceChanged(stored.applicationId, { application: stored.applicationId, evidence: stored.id }));
  });
}
