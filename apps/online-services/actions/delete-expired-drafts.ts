import { record } from '@allmende/audit';
import { tenantId } from '@allmende/database';
import { removeFilesOfKey } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { destroyDataKey } from '@allmende/secrets';
import { deleteEvidenceOfKey } from '../data/evidence.ts';
import { deleteExpiredDraft, listExpiredDrafts } from '../data/draft.ts';

const AT_ONCE = 500;

/**
 * Deletes all drafts whose last day is over, with their keys, and records each in the log of its authority. Drafts that became applications go too, but
 * their key stays with the application. Returns how many. Source: § 8a Abs. 3 OZG.
 */
export async function deleteExpiredDrafts(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'files'>): Promise<number> {
  const today = ctx.clock.today();
  let deleted = 0;
  for (;;) {
    const expired = await ctx.database.acrossTenants('online-services/delete-expired-drafts', (tx) => listExpiredDrafts(tx, today, AT_ONCE));
    for (const { tenant, id } of expired) {
      await ctx.database.inTenant(tenantId(tenant), async (tx) => {
        const draft = await deleteExpiredDraft(tx, id, today);
        if (!draft.deleted) return;
        deleted += 1;
        if (draft.key === undefined) return;
        await deleteEvidenceOfKey(tx, draft.key);
        await destroyDataKey(tx, draft.key);
        await removeFilesOfKey(tx, ctx, draft.key);
        await record(tx, { actor: ctx.actor.kind === 'staff' ? ctx.actor : { kind: 'system', name: 'online-services' }, action: 'online-services/draft-deleted', subject: { kind: 'draft', id }, facts: { reason: 'expired' }, at: ctx.clock.now() });
      });
    }
    if (expired.length < AT_ONCE) return deleted;
  }
}
