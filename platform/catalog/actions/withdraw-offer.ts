import { requirePermission, type Actor } from '@allmende/access';
import { record } from '@allmende/audit';
import { PLATFORM_TENANT, type Database } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { Clock } from '@allmende/time';
import { listOffers, setWithdrawn } from '../data/offer.ts';
import { registerOffers } from '../domain/permissions.ts';

/** Takes an offer out of the store from today on, or back into it. Contracts that stand go on. Repeating changes nothing. Throws NotFound for an unknown offer. */
export async function withdrawOffer(ctx: { database: Pick<Database, 'inTenant'>; clock: Clock; actor: Actor }, input: { readonly offer: string; readonly withdrawn: boolean }): Promise<void> {
  requirePermission(ctx.actor, registerOffers, PLATFORM_TENANT);
  await ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    const [offer] = await listOffers(tx, { id: input.offer });
    if (!offer) throw new NotFound();
    if ((offer.withdrawnOn !== null) === input.withdrawn) return;
    await setWithdrawn(tx, input.offer, input.withdrawn ? ctx.clock.today() : null);
    await record(tx, { actor: ctx.actor, action: input.withdrawn ? 'catalog/offer-withdrawn' : 'catalog/offer-returned', subject: { kind: 'offer', id: offer.id }, facts: { app: offer.appId, plan: offer.plan }, at: ctx.clock.now() });
  });
}
