import { tenantId } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { destroyDataKey } from '@allmende/secrets';
import { deleteOffer, listOverOffers } from '../data/offer.ts';
import { deletePresentation, listOverPresentations } from '../data/presentation.ts';
import { deleteSpent } from '../data/spent.ts';

const AT_ONCE = 500;

/** Deletes requests and offers whose time is up, with their keys, and what was kept against repeats. Returns how many requests and offers. */
export async function deleteOver(ctx: Pick<ActionContext, 'database' | 'clock'>): Promise<number> {
  const at = ctx.clock.now();
  let deleted = 0;
  const all = [{ list: listOverPresentations, remove: deletePresentation }, { list: listOverOffers, remove: deleteOffer }];
  for (const { list, remove } of all) {
    for (;;) {
      const over = await ctx.database.acrossTenants('wallet/delete-over', (tx) => list(tx, at, AT_ONCE));
      for (const { tenant, id, key } of over) {
        await ctx.database.inTenant(tenantId(tenant), async (tx) => {
          await remove(tx, id);
          await destroyDataKey(tx, key);
        });
        deleted += 1;
      }
      if (over.length < AT_ONCE) break;
    }
  }
  await ctx.database.acrossTenants('wallet/delete-over', (tx) => deleteSpent(tx, at));
  return deleted;
}
