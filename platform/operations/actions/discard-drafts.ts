import { discardFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { deleteDraft, selectDrafts } from '../data/archive-draft.ts';

/** Takes away what killed workers left of archives of an instance. The caller holds the instance's lock. */
export async function discardDrafts(ctx: Pick<ActionContext, 'database' | 'files' | 'tenant'>, instance: string): Promise<void> {
  for (const id of await ctx.database.inTenant(ctx.tenant, (tx) => selectDrafts(tx, instance))) {
    await discardFile(ctx, { tenant: ctx.tenant, id });
    await ctx.database.inTenant(ctx.tenant, (tx) => deleteDraft(tx, id));
  }
}
