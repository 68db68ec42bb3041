import { NotFound } from '@allmende/errors';
import { emit } from '@allmende/events';
import { putFile, readFile, removeFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { enqueue } from '@allmende/jobs';
import { KeyDestroyed, openDataKey } from '@allmende/secrets';
import { inspectUpload, MEDIA_TYPES, openScanner, UPLOAD_KINDS, type CleanedUpload } from '@allmende/uploads';
import { findEvidenceForUpdate, settleEvidence } from '../data/evidence.ts';
import { evidenceChanged } from '../domain/events.ts';
import { READ_EVIDENCE_JOB } from '../domain/evidence-jobs.ts';
import { openEvidence, sealEvidence } from './evidence-seals.ts';

/**
 * Decides about an upload in quarantine and lets it out, cleaned, or drops its bytes with the reason kept for the applicant. Safe to repeat; what is gone or decided is passed over.
 * Throws ScannerUnavailable while the configured virus scanner gives no verdict: the upload stays where it is.
 */
export async function checkEvidence(ctx: Pick<ActionContext, 'database' | 'clock' | 'keys' | 'files' | 'tenant' | 'config'>, input: { readonly evidence: string }): Promise<void> {
  const quarantined = await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const stored = await findEvidenceForUpdate(tx, input.evidence);
    if (stored?.state !== 'received' || stored.fileId === null) return undefined;
    return readFile(tx, ctx, stored.fileId).catch((error: unknown) => { if (error instanceof KeyDestroyed || error instanceof NotFound) return undefined; throw error; });
  });
  if (quarantined === undefined) return;
  const verdict = await inspectUpload(quarantined.bytes, { accepts: UPLOAD_KINDS, scanner: openScanner(ctx.config) });
  await settle(ctx, input.evidence, quarantined.id, verdict);
}

async function settle(ctx: Pick<ActionContext, 'database' | 'clock' | 'keys' | 'files' | 'tenant'>, id: string, quarantined: string, verdict: CleanedUpload): Promise<void> {
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const stored = await findEvidenceForUpdate(tx, id);
    if (stored?.state !== 'received' || stored.fileId !== quarantined) return;
    const dataKey = await openDataKey(tx, ctx.keys, stored.dataKeyId);
    const { evidence, row, name } = openEvidence(dataKey.key, ctx.tenant, stored);
    const known = { evidence, name, ...(row === undefined ? {} : { row }) };
    const at = ctx.clock.now();
    if ('refusal' in verdict) {
      await settleEvidence(tx, { id, state: 'refused', fileId: null, sizeBytes: 0, sealed: sealEvidence(dataKey.key, ctx.tenant, id, { ...known, refusal: verdict.refusal }), at });
    } else {
      // The id of the evidence names its clean file: a second try after a crash writes over the first.
      const fileId = await putFile(tx, ctx, { id, dataKey, name: 'evidence', contentType: MEDIA_TYPES[verdict.kind].type, bytes: verdict.bytes });
      await settleEvidence(tx, { id, state: 'clean', fileId, sizeBytes: verdict.bytes.length, sealed: sealEvidence(dataKey.key, ctx.tenant, id, { ...known, kind: verdict.kind }), at });
      await enqueue(tx, READ_EVIDENCE_JOB, { tenant: ctx.tenant, evidence: id });
    }
    if (stored.applicationId !== null) await emit(tx, evidenceChanged(stored.applicationId, { application: stored.applicationId, evidence: id }));
    await removeFile(tx, ctx, quarantined);
  });
}
