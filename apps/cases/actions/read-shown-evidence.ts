import { record } from '@allmende/audit';
import { NotFound } from '@allmende/errors';
import { readFile, type StoredFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { listEvidence } from '../data/case-evidence.ts';
import { withAskedCase, type AskedContext } from './open-statement-request.ts';

/** A document that the asked office was shown; any other of the same case is NotFound. Recorded each time in the log of the authority whose case it is. */
export async function readShownEvidence(ctx: AskedContext & Pick<ActionContext, 'files'>, input: { readonly request: string; readonly evidence: string }): Promise<StoredFile> {
  return withAskedCase(ctx, input, async (tx, { asked, content, file }) => {
    const evidence = content.parts.includes(`evidence-${input.evidence}`) ? (await listEvidence(tx, file.id)).find(({ id }) => id === input.evidence) : undefined;
    if (!evidence || evidence.fileId === null) throw new NotFound();
    await record(tx, { actor: ctx.actor, action: 'cases/evidence-viewed', subject: { kind: 'case', id: file.id }, facts: { evidence: evidence.id, request: asked.id, office: ctx.tenant }, at: ctx.clock.now() });
    const stored = await readFile(tx, ctx, evidence.fileId);
    const ending = { 'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' }[stored.contentType] ?? 'bin';
    return { ...stored, name: `${file.reference}-nachweis.${ending}` };
  });
}
