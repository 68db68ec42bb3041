import { record } from '@allmende/audit';
import { NotFound } from '@allmende/errors';
import { procedureOf } from '@allmende/procedure';
import { findCase } from '../data/case-file.ts';
import { findBatchForUpdate, saveBatchPosting } from '../data/print-batch.ts';
import { CaseChanged, NotPossibleNow } from '../domain/errors.ts';
import { decideCases } from '../domain/permissions.ts';
import { requireUnposted } from '../domain/print-batch.ts';
import { changeCase, type ChangeContext } from './change-case.ts';
import { closeCase } from './close-case.ts';
import { openBatch } from './open-batch.ts';
import { postNotice } from './post-notice.ts';

/** What became of a batch: how many letters are entered as posted, how many cases were closed with it, and the references of those that somebody else had changed or posted. */
export type PostedBatch = { readonly posted: number; readonly closed: number; readonly left: readonly string[] };

/**
 * Enters for every letter of a batch that it went to the post on a day, each case in its own transaction, and closes the cases where nothing is left to do if asked. Whoever repeats it after a
 * failure goes on where it ended. Throws InvalidInput for a day before a notice or after today, NotFound, NotPossibleNow when the batch is posted.
 */
export async function postPrintBatch(ctx: ChangeContext, input: { readonly batch: string; readonly postedOn: string; readonly close: boolean }): Promise<PostedBatch> {
  const { batch, letters } = await openBatch(ctx, input);
  requireUnposted(batch);
  const procedureAt = await procedureOf(ctx, { authority: ctx.tenant });
  const left: string[] = [];
  let posted = 0;
  let closed = 0;
  for (const letter of letters) {
    try {
      const { version } = letter.postedOn !== null ? letter : await changeCase(ctx, decideCases, await current(ctx, letter.case), (tx, held) => postNotice(tx, held, { tenant: ctx.tenant, postedOn: input.postedOn, procedureAt }));
      posted += 1;
      if (!input.close || letter.isClosed) continue;
      await closeCase(ctx, { case: letter.case, version });
      closed += 1;
    } catch (error) {
      if (!(error instanceof CaseChanged || error instanceof NotPossibleNow)) throw error;
      left.push(letter.reference);
    }
  }
  const at = ctx.clock.now();
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const held = await findBatchForUpdate(tx, batch.id);
    if (!held) throw new NotFound();
    requireUnposted(held);
    await saveBatchPosting(tx, batch.id, { on: input.postedOn, at });
    await record(tx, { actor: ctx.actor, action: 'cases/batch-posted', subject: { kind: 'print-batch', id: batch.id }, facts: { letters: posted, postedOn: input.postedOn, closed }, at });
  });
  return { posted, closed, left };
}

/** The case as it stands: posting a letter that is on its way contradicts nothing that somebody else may have done meanwhile. */
async function current(ctx: ChangeContext, id: string): Promise<{ case: string; version: number }> {
  const found = await ctx.database.inTenant(ctx.tenant, (tx) => findCase(tx, id));
  if (!found) throw new NotFound();
  return { case: id, version: found.file.version };
}
