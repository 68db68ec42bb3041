import { requirePermission, requireStaff, servicesFor } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId } from '@allmende/database';
import { InvalidInput } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { insertBatch, listWaitingLetters, putIntoBatch } from '../data/print-batch.ts';
import { decideCases } from '../domain/permissions.ts';
import { MOST_LETTERS } from '../domain/print-batch.ts';
import { requireRunning } from './require-running.ts';

/** Puts waiting notices into a batch that is printed together. Those whose PDF is not there yet, or that somebody else has taken meanwhile, are left out. Throws InvalidInput when nothing is left. */
export async function makePrintBatch(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: { readonly notices: readonly string[] }): Promise<{ readonly id: string; readonly letters: number }> {
  requirePermission(ctx.actor, decideCases, ctx.tenant);
  const staff = requireStaff(ctx.actor);
  const wanted = new Set(input.notices);
  const id = newId();
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    await requireRunning(tx);
    const waiting = await listWaitingLetters(tx, { services: servicesFor(ctx.actor, decideCases, ctx.tenant), limit: MOST_LETTERS });
    const chosen = waiting.filter(({ notice, pdfFileId }) => wanted.has(notice) && pdfFileId !== null).map(({ notice }) => notice);
    const nothing = new InvalidInput([{ pointer: '/notices', code: 'required', message: 'Wählen Sie wenigstens einen Bescheid, dessen PDF fertig ist und der noch in keinem Stapel liegt.' }]);
    if (chosen.length === 0) throw nothing;
    const at = ctx.clock.now();
    await insertBatch(tx, { id, madeAt: at, madeBy: { accountId: staff.accountId, name: staff.name }, postedOn: null, postedAt: null });
    const letters = await putIntoBatch(tx, id, chosen);
    if (letters === 0) throw nothing;
    await record(tx, { actor: ctx.actor, action: 'cases/batch-made', subject: { kind: 'print-batch', id }, facts: { letters }, at });
    return { id, letters };
  });
}
