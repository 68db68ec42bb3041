import { record } from '@allmende/audit';
import { NotFound } from '@allmende/errors';
import { berlinDate } from '@allmende/time';
import { findCase } from '../data/case-file.ts';
import { findNoticeOfCase, takeBackPosting } from '../data/notice.ts';
import { saveBatchPosting } from '../data/print-batch.ts';
import { takeBackPostingOf } from '../domain/case-file.ts';
import { CaseChanged, NotPossibleNow } from '../domain/errors.ts';
import { decideCases } from '../domain/permissions.ts';
import { requireUndoable } from '../domain/print-batch.ts';
import { changeCase, type ChangeContext } from './change-case.ts';
import { openBatch } from './open-batch.ts';

/**
 * Takes back, on the day on which it was entered, that a batch was posted: its letters wait again, and cases that were closed with it are decided ones again. Letters against which an objection
 * arrived stay posted and are named. Throws NotFound, NotPossibleNow on a later day.
 */
export async function undoPosting(ctx: ChangeContext, input: { readonly batch: string }): Promise<{ readonly left: readonly string[] }> {
  const { batch, letters } = await openBatch(ctx, input);
  const today = ctx.clock.today();
  requireUndoable(batch, (at) => berlinDate(at) === today);
  const left: string[] = [];
  for (const letter of letters) {
    if (letter.postedOn === null) continue;
    try {
      const found = await ctx.database.inTenant(ctx.tenant, (tx) => findCase(tx, letter.case));
      if (!found) continue;
      await changeCase(ctx, decideCases, { case: letter.case, version: found.file.version }, async (tx, { file }) => {
        const notice = await findNoticeOfCase(tx, file.id);
        if (!notice) throw new NotFound();
        const reopened = takeBackPostingOf(file);
        const { served: _served, ...service } = notice.notice.service;
        await takeBackPosting(tx, notice.notice.id, service);
        return { file: reopened, kind: 'posting-undone', facts: { notice: notice.notice.id } };
      });
    } catch (error) {
      if (!(error instanceof CaseChanged || error instanceof NotPossibleNow)) throw error;
      left.push(letter.reference);
    }
  }
  const at = ctx.clock.now();
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    if (left.length === 0) await saveBatchPosting(tx, batch.id, null);
    await record(tx, { actor: ctx.actor, action: 'cases/batch-posting-undone', subject: { kind: 'print-batch', id: batch.id }, facts: { letters: letters.length - left.length }, at });
  });
  return { left };
}
