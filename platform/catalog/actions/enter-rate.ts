import { requirePermission, type Actor } from '@allmende/access';
import { record } from '@allmende/audit';
import { PLATFORM_TENANT, type Database } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { Clock } from '@allmende/time';
import { addRate, listOffers } from '../data/offer.ts';
import { PriceAlreadySet } from '../domain/errors.ts';
import { registerOffers } from '../domain/permissions.ts';
import { checkRate, type Rate } from '../domain/rate.ts';

/** Enters what of an offer is charged flat, per case and per user, with a minimum, from a day on; the earlier rate stays for the days before. Throws NotFound, InvalidInput for amounts that are negative or absurd, and PriceAlreadySet when another rate stands for the day. */
export async function enterRate(ctx: { database: Pick<Database, 'inTenant'>; clock: Clock; actor: Actor }, input: { readonly offer: string; readonly rate: Omit<Rate, 'enteredBy'> }): Promise<void> {
  requirePermission(ctx.actor, registerOffers, PLATFORM_TENANT);
  const { offer, rate } = input;
  checkRate(rate);
  const at = ctx.clock.now();
  const enteredBy = ctx.actor.kind === 'staff' ? ctx.actor.accountId : ctx.actor.kind === 'system' ? ctx.actor.name : 'platform';
  await ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    if ((await listOffers(tx, { id: offer })).length === 0) throw new NotFound();
    const done = await addRate(tx, offer, { ...rate, enteredBy }, at);
    if (done === 'refused') throw new PriceAlreadySet();
    if (done === 'known') return;
    await record(tx, {
      actor: ctx.actor, action: 'catalog/rate-set', subject: { kind: 'offer', id: offer }, at,
      facts: { validFrom: rate.validFrom, flatCents: rate.flatCents, centsPerCase: rate.centsPerCase, centsPerUser: rate.centsPerUser, minimumCents: rate.minimumCents, label: rate.label ?? '' },
    });
  });
}
