import type { TenantTx } from '@allmende/database';
import { emit } from '@allmende/events';
import { removeFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import type { SecretKey } from '@allmende/secrets';
import { deleteEvidence, listEvidence, moveEvidence } from '../data/evidence.ts';
import { missingEvidence } from '../domain/completeness-report.ts';
import { evidenceItems, unaskedFiles } from '../domain/evidence.ts';
import { evidenceChanged } from '../domain/events.ts';
import type { Situation } from '../domain/situation.ts';
import { openEvidence, sealEvidence } from './evidence-seals.ts';

/**
 * Lets the evidence of a draft go along with the application that it becomes, inside of the sending. Uploads that nothing asks for any more are removed and never leave the form. Rows
 * are named by their number from here on, as in the answers that were sent. Returns the required evidence that still has to come.
 */
export async function takeEvidenceAlong(ctx: Pick<ActionContext, 'files'>, tx: TenantTx, sent: { readonly draft: string; readonly application: string; readonly key: SecretKey; readonly situation: Situation }): Promise<string[]> {
  const files = (await listEvidence(tx, { draft: sent.draft })).map((each) => openEvidence(sent.key, tx.tenant, each));
  const items = evidenceItems(sent.situation, files);
  for (const file of unaskedFiles(items, files)) {
    await deleteEvidence(tx, file.id);
    if (file.fileId !== null) await removeFile(tx, ctx, file.fileId);
  }
  for (const { files: own, row } of items) {
    for (const { id, evidence, name, kind, refusal } of own) {
      const sealed = sealEvidence(sent.key, tx.tenant, id, { evidence, name, ...(row === undefined ? {} : { row: String(row.number) }), ...(kind === undefined ? {} : { kind }), ...(refusal === undefined ? {} : { refusal }) });
      await moveEvidence(tx, id, { application: sent.application, sealed });
      await emit(tx, evidenceChanged(sent.application, { application: sent.application, evidence: id }));
    }
  }
  return missingEvidence(items);
}
