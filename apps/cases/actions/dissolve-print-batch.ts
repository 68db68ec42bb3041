import { record } from '@allmende/audit';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { dissolveBatch, findBatchForUpdate } from '../data/print-batch.ts';
import { requireUnposted } from '../domain/print-batch.ts';
import { openBatch } from './open-batch.ts';

/** Puts the letters of a batch that was not posted back to those that wait. Throws NotFound, NotPossibleNow. */
export async function dissolvePrintBatch(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: { readonly batch: string }): Promise<void> {
  const { letters } = await openBatch(ctx, input);
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const batch = await findBatchForUpdate(tx, input.batch);
    if (!batch) throw new NotFound();
    requireUnposted(batch);
    await dissolveBatch(tx, batch.id);
    await record(tx, { actor: ctx.actor, action: 'cases/batch-dissolved', subject: { kind: 'print-batch', id: batch.id }, facts: { letters: letters.length }, at: ctx.clock.now() });
  });
}
