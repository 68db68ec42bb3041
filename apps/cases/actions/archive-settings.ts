import type { ActionContext } from '@allmende/house';
import { listDeletedCases, rememberDeleted } from '../data/archived-columns.ts';
import { findBatch, insertBatch, listBatches } from '../data/print-batch.ts';
import { findRetentionRule, listRetentionRules, saveRetentionRule } from '../data/retention-rule.ts';
import { findTextBlockForUpdate, listTextBlocks, saveTextBlock } from '../data/text-block.ts';
import type { ArchivedSettings } from '../domain/archive-settings.ts';

type Context = Pick<ActionContext, 'database' | 'tenant'>;

/** What the authority has beside its cases: text blocks, batches for the post, periods of retention, and the ids of deleted cases. Reads only. */
export async function exportSettings(ctx: Context): Promise<ArchivedSettings> {
  return ctx.database.inTenant(ctx.tenant, async (tx) => ({
    textBlocks: (await listTextBlocks(tx)).map((block) => ({ ...block, changedAt: block.changedAt.toISOString() })),
    batches: (await listBatches(tx)).toReversed().map(({ id, madeAt, madeBy, postedOn, postedAt }) => ({ id, madeAt: madeAt.toISOString(), madeBy, postedOn, postedAt: postedAt?.toISOString() ?? null })),
    retention: (await listRetentionRules(tx)).map((rule) => ({ ...rule, enteredAt: rule.enteredAt.toISOString() })),
    deleted: (await listDeletedCases(tx)).map((one) => ({ ...one, deletedAt: one.deletedAt.toISOString() })),
  }));
}

/** Reads in what `exportSettings` gave; comes before the cases. What is there already stays as it is, a text block too whose name another one of the service has. */
export async function restoreSettings(ctx: Context, settings: ArchivedSettings): Promise<void> {
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    for (const block of settings.textBlocks) if (!(await findTextBlockForUpdate(tx, block.id))) await saveTextBlock(tx, { ...block, changedAt: new Date(block.changedAt) });
    for (const batch of settings.batches) if (!(await findBatch(tx, batch.id))) await insertBatch(tx, { ...batch, madeAt: new Date(batch.madeAt), postedAt: batch.postedAt === null ? null : new Date(batch.postedAt) });
    for (const rule of settings.retention) if (!(await findRetentionRule(tx, rule.service))) await saveRetentionRule(tx, { ...rule, enteredAt: new Date(rule.enteredAt) });
    for (const one of settings.deleted) await rememberDeleted(tx, { ...one, deletedAt: new Date(one.deletedAt) });
  });
}
