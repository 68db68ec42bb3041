import type { Actor } from '@allmende/access';
import { record } from '@allmende/audit';
import type { TenantTx } from '@allmende/database';
import { addPrice } from '../data/offer.ts';
import { PriceAlreadySet } from '../domain/errors.ts';
import type { Price } from '../domain/price.ts';

/** Adds a price to an offer and records it; the same one again does neither. Throws PriceAlreadySet when another price stands for the class and day. */
export async function enterPrice(tx: TenantTx, input: { actor: Actor; offer: string; price: Omit<Price, 'enteredBy'>; at: Date }): Promise<void> {
  const { actor, offer, price, at } = input;
  const enteredBy = actor.kind === 'staff' ? actor.accountId : actor.kind === 'system' ? actor.name : 'platform';
  const done = await addPrice(tx, offer, { ...price, enteredBy }, at);
  if (done === 'refused') throw new PriceAlreadySet();
  if (done === 'known') return;
  await record(tx, {
    actor, action: 'catalog/price-set', subject: { kind: 'offer', id: offer },
    facts: { contributionClass: price.contributionClass, centsPerYear: price.centsPerYear, validFrom: price.validFrom, label: price.label ?? '' }, at,
  });
}
