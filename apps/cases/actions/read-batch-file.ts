import { record } from '@allmende/audit';
import { renderDocument } from '@allmende/documents';
import { readFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { berlinDate } from '@allmende/time';
import { coverSheet } from '../domain/print-batch.ts';
import { joinPdfs } from './join-pdfs.ts';
import { openBatch } from './open-batch.ts';

/** All letters of a batch in one PDF behind a cover sheet, to print. It is put together anew each time and never stored; each reading of a notice is recorded. Throws NotFound as `openBatch`. */
export async function readBatchFile(ctx: Pick<ActionContext, 'database' | 'clock' | 'keys' | 'files' | 'actor' | 'tenant'>, input: { readonly batch: string; readonly authority: string }): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const { batch, letters } = await openBatch(ctx, input);
  const at = ctx.clock.now();
  const day = berlinDate(batch.madeAt);
  const documents: Uint8Array[] = [await renderDocument(coverSheet({ authority: input.authority, batch, letters, day }))];
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    for (const { notice, case: id, pdfFileId } of letters) {
      if (pdfFileId === null) continue;
      documents.push((await readFile(tx, ctx, pdfFileId)).bytes);
      await record(tx, { actor: ctx.actor, action: 'cases/notice-viewed', subject: { kind: 'case', id }, facts: { notice, batch: batch.id }, at });
    }
  });
  return { name: `druckstapel-${day}.pdf`, bytes: await joinPdfs(documents) };
}
