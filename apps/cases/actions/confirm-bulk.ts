import { requirePermission, requireService, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import { isUuid } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { findRunForUpdate, listItems, saveRun } from '../data/bulk-run.ts';
import { secondWord, type BulkRun } from '../domain/bulk-run.ts';
import { decideCases } from '../domain/permissions.ts';
import type { ChangeContext } from './change-case.ts';
import { enqueueBulk } from './enqueue-bulk.ts';
import { requireRunning } from './require-running.ts';

/** A second person says yes or no to a run over many cases that waits for one; with a yes it begins. Needs `cases/decide-cases` for every service in it. Throws NotFound, NotPossibleNow for the person who started it. */
export async function confirmBulk(ctx: ChangeContext, input: { readonly run: string; readonly isConfirmed: boolean }): Promise<BulkRun> {
  requirePermission(ctx.actor, decideCases, ctx.tenant);
  const { accountId, name } = requireStaff(ctx.actor);
  if (!isUuid(input.run)) throw new NotFound();
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    await requireRunning(tx);
    const run = await findRunForUpdate(tx, input.run);
    if (!run) throw new NotFound();
    for (const service of new Set((await listItems(tx, run.id)).filter(({ outcome }) => outcome === 'open').map((item) => item.service))) requireService(ctx.actor, decideCases, ctx.tenant, service);
    const at = ctx.clock.now();
    const said = secondWord(run, { accountId, name }, input.isConfirmed, at);
    await saveRun(tx, said);
    await record(tx, { actor: ctx.actor, action: input.isConfirmed ? 'cases/bulk-confirmed' : 'cases/bulk-refused', subject: { kind: 'bulk', id: run.id }, at, facts: { kind: run.kind } });
    if (said.state === 'running') await enqueueBulk(tx, run.id);
    return said;
  });
}
