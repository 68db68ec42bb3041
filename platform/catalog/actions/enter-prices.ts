import { requirePermission, type Actor } from '@allmende/access';
import { PLATFORM_TENANT, type Database } from '@allmende/database';
import { InvalidInput, NotFound } from '@allmende/errors';
import type { Cents } from '@allmende/money';
import type { Clock, PlainDate } from '@allmende/time';
import { listOffers } from '../data/offer.ts';
import { registerOffers } from '../domain/permissions.ts';
import { MOST_PER_YEAR } from '../domain/rate.ts';
import { enterPrice } from './enter-price.ts';

/** Prices of an offer from a day on, by contribution class; classes that are left out keep what they have. */
export type NewPrices = { readonly offer: string; readonly validFrom: PlainDate; readonly label: string | null; readonly centsPerYear: Readonly<Record<string, Cents>> };

/** Enters prices from a day on, all or none; earlier ones stay. Throws NotFound for an unknown offer, InvalidInput when no price is given or one is negative or absurd, and PriceAlreadySet when another price stands for a class and day. */
export async function enterPrices(ctx: { database: Pick<Database, 'inTenant'>; clock: Clock; actor: Actor }, input: NewPrices): Promise<void> {
  requirePermission(ctx.actor, registerOffers, PLATFORM_TENANT);
  const prices = Object.entries(input.centsPerYear);
  if (prices.length === 0) throw new InvalidInput([{ pointer: '/centsPerYear', code: 'required', message: 'Bitte tragen Sie mindestens einen Preis ein.' }]);
  const negative = prices.find(([, centsPerYear]) => centsPerYear < 0);
  if (negative) throw new InvalidInput([{ pointer: `/centsPerYear/${negative[0]}`, code: 'negative', message: 'Ein Preis ist nicht negativ.' }]);
  const absurd = prices.find(([, centsPerYear]) => centsPerYear > MOST_PER_YEAR);
  if (absurd) throw new InvalidInput([{ pointer: `/centsPerYear/${absurd[0]}`, code: 'absurd', message: `So hoch kann ein Preis im Jahr nicht sein (höchstens ${MOST_PER_YEAR / 100} Euro). Bitte prüfen Sie den Betrag.` }]);
  const at = ctx.clock.now();
  await ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    if ((await listOffers(tx, { id: input.offer })).length === 0) throw new NotFound();
    for (const [contributionClass, centsPerYear] of prices) {
      await enterPrice(tx, { actor: ctx.actor, offer: input.offer, price: { contributionClass, centsPerYear, validFrom: input.validFrom, label: input.label }, at });
    }
  });
}
