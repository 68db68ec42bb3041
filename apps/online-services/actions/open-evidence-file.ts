import { NotFound } from '@allmende/errors';
import { readFile, type StoredFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { MEDIA_TYPES } from '@allmende/uploads';
import { viewEvidence, type EvidenceHolder } from './evidence-holder.ts';

/** A clean upload, for whoever may see its draft or application. Throws the same NotFound for an unknown one, a foreign one and one in quarantine. */
export async function openEvidenceFile(ctx: Pick<ActionContext, 'database' | 'keys' | 'files' | 'clock'>, holder: EvidenceHolder, input: { readonly evidence: string }): Promise<StoredFile> {
  const { files } = await viewEvidence(ctx, holder);
  const file = files.find(({ id }) => id === input.evidence);
  if (file?.state !== 'clean' || file.fileId === null || file.kind === undefined) throw new NotFound();
  const { fileId, kind } = file;
  const stored = await ctx.database.inTenant(holder.tenant, (tx) => readFile(tx, ctx, fileId));
  return { ...stored, name: `${file.evidence}.${MEDIA_TYPES[kind].ending}`, contentType: MEDIA_TYPES[kind].type };
}
