import { requirePermission, requireService } from '@allmende/access';
import { record } from '@allmende/audit';
import { isUuid } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { deleteTextBlock as deleteBlock, findTextBlockForUpdate } from '../data/text-block.ts';
import { keepTextBlocks } from '../domain/permissions.ts';

/** Deletes a text block; notices that were written with it stay as they are. Throws NotFound. */
export async function deleteTextBlock(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: { readonly block: string }): Promise<void> {
  requirePermission(ctx.actor, keepTextBlocks, ctx.tenant);
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const block = isUuid(input.block) ? await findTextBlockForUpdate(tx, input.block) : undefined;
    if (!block) throw new NotFound();
    requireService(ctx.actor, keepTextBlocks, ctx.tenant, block.service);
    await deleteBlock(tx, block.id);
    await record(tx, { actor: ctx.actor, action: 'cases/text-block-deleted', subject: { kind: 'app', id: 'cases' }, facts: { textBlock: block.id, service: block.service }, at: ctx.clock.now() });
  });
}
