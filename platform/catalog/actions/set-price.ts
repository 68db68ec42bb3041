import { requirePermission, type Actor } from '@allmende/access';
import { record } from '@allmende/audit';
import { PLATFORM_TENANT, type Database } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { Clock } from '@allmende/time';
import { PriceAlreadySet } from '../domain/errors.ts';
import { registerOffers } from '../domain/permissions.ts';
import type { Price } from '../domain/price.ts';
import { addPrice, listOffers } from '../data/offer.ts';

/** Enters a price from a day on; earlier prices stay. Throws NotFound for an unknown offer and PriceAlreadySet when another price stands for the class and day. */
export async function setPrice(ctx: { database: Pick<Database, 'inTenant'>; clock: Clock; actor: Actor }, input: { offer: string } & Omit<Price, 'enteredBy'>): Promise<void> {
  requirePermission(ctx.actor, registerOffers, PLATFORM_TENANT);
  const { offer, ...price } = input;
  const enteredBy = ctx.actor.kind === 'staff' ? ctx.actor.accountId : ctx.actor.kind === 'system' ? ctx.actor.name : 'platform';
  const at = ctx.clock.now();
  await ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    if ((await listOffers(tx, { id: offer })).length === 0) throw new NotFound();
    if (!(await addPrice(tx, offer, { ...price, enteredBy }, at))) throw new PriceAlreadySet();
    await record(tx, {
      actor: ctx.actor, action: 'catalog/price-set', subject: { kind: 'offer', id: offer },
      facts: { contributionClass: price.contributionClass, centsPerYear: price.centsPerYear, validFrom: price.validFrom, label: price.label ?? '' }, at,
    });
  });
}
