import { createHash } from 'node:crypto';
import { requirePermission, type Actor } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId, PLATFORM_TENANT, type Database } from '@allmende/database';
import type { Clock } from '@allmende/time';
import { describedSolution } from '../domain/described-solution.ts';
import { UnreadableDescription } from '../domain/errors.ts';
import type { Offer } from '../domain/offer.ts';
import { registerOffers as permission } from '../domain/permissions.ts';
import type { Price } from '../domain/price.ts';
import { readPubliccode, READER_VERSION } from '../domain/read-publiccode.ts';
import { solutionSlug } from '../domain/solution-slug.ts';
import { listOffers, saveOffer } from '../data/offer.ts';
import { settleCatalog, listKnownSolutions, lockCatalog, writeSolutions } from '../data/solution.ts';
import { enterPrice } from './enter-price.ts';

/** What an app says about itself. */
export type AppDescription = {
  appId: string;
  /** The app's own publiccode.yml. */
  publiccode: string | Uint8Array;
  plans: readonly {
    plan: string;
    name: string;
    description: string;
    /** Whether members can order it on the in-house ground. */
    inHouse: boolean;
    /** What the operator has entered; empty where nobody has, and then the price is unknown. */
    prices: readonly Omit<Price, 'enteredBy'>[];
  }[];
};

/**
 * Puts an app of the platform into the store, described by itself like every other solution, with the plans that can be ordered. Safe to repeat at each start: offers keep their ids.
 * Throws UnreadableDescription, and PriceAlreadySet when another price stands for a class and day.
 */
export async function registerOffers(ctx: { database: Pick<Database, 'inTenant'>; clock: Clock; actor: Actor }, input: AppDescription): Promise<{ solution: string; offers: readonly Offer[] }> {
  requirePermission(ctx.actor, permission, PLATFORM_TENANT);
  const at = ctx.clock.now();
  const reading = readPubliccode(input.publiccode, input.appId);
  if (reading.kind === 'unparsable') throw new UnreadableDescription(reading.line, reading.reason);
  const contentHash = createHash('sha256').update(input.publiccode).digest('hex');
  const identity = `app:${input.appId}`;
  return ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    await lockCatalog(tx);
    const known = await listKnownSolutions(tx);
    const own = known.find((one) => one.identity === identity);
    const slug = own?.slug ?? solutionSlug(input.appId, (word) => known.some((one) => one.slug === word));
    if (own?.contentHash !== contentHash || own.reader !== READER_VERSION) {
      await writeSolutions(tx, [{
        ...describedSolution(reading, 'first-party'), slug, identity, contentHash, reader: READER_VERSION, source: `apps/${input.appId}/publiccode.yml`, provenance: null, changedAt: at, lastGoodReadAt: at,
      }]);
      await settleCatalog(tx);
      await record(tx, {
        actor: ctx.actor, action: 'catalog/app-described', subject: { kind: 'solution', id: slug },
        facts: { app: input.appId, plans: input.plans.length, contentHash }, at,
      });
    }
    for (const { plan, name, description, inHouse, prices } of input.plans) {
      const id = await saveOffer(tx, { id: newId(), solution: slug, kind: 'first-party', appId: input.appId, plan, name, description, inHouse, withdrawnOn: null });
      for (const price of prices) await enterPrice(tx, { actor: ctx.actor, offer: id, price, at });
    }
    return { solution: slug, offers: await listOffers(tx, { appId: input.appId }) };
  });
}
