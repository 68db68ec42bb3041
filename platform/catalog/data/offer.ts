import { rows, type Tx } from '@allmende/database';
import { cents } from '@allmende/money';
import type { PlainDate } from '@allmende/time';
import type { Offer } from '../domain/offer.ts';
import type { Price } from '../domain/price.ts';
import type { Rate } from '../domain/rate.ts';
import type { CatalogTables } from './tables.ts';

/** Writes an offer by app and plan; the id of an offer that is there stays and is returned. */
export async function saveOffer(tx: Tx, offer: Omit<Offer, 'prices' | 'rates'>): Promise<string> {
  const values = {
    id: offer.id, solution: offer.solution, kind: offer.kind, app_id: offer.appId, plan: offer.plan, name: offer.name, description: offer.description, in_house: offer.inHouse, withdrawn_on: offer.withdrawnOn,
  };
  const { id, ...changed } = values;
  const saved = await rows<CatalogTables>(tx).insertInto('catalog.offer').values({ id, ...changed })
    .onConflict((on) => on.columns(['app_id', 'plan']).doUpdateSet(changed)).returning('id').executeTakeFirstOrThrow();
  return saved.id;
}

/** Adds a price. `known` when the same one stands there already and nothing changed, `refused` when another one does. */
export async function addPrice(tx: Tx, offer: string, price: Price, at: Date): Promise<'added' | 'known' | 'refused'> {
  const { rowCount } = await tx.client.query(`
    insert into catalog.offer_price (offer, contribution_class, valid_from, cents_per_year, label, entered_by, entered_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [offer, price.contributionClass, price.validFrom, price.centsPerYear, price.label, price.enteredBy, at]);
  if (rowCount === 1) return 'added';
  const { rows: same } = await tx.client.query('select 1 from catalog.offer_price where offer = $1 and contribution_class = $2 and valid_from = $3 and cents_per_year = $4 and label is not distinct from $5',
    [offer, price.contributionClass, price.validFrom, price.centsPerYear, price.label]);
  return same.length === 1 ? 'known' : 'refused';
}

/** Adds a rate. `known` when the same one stands there already and nothing changed, `refused` when another one does. */
export async function addRate(tx: Tx, offer: string, rate: Rate, at: Date): Promise<'added' | 'known' | 'refused'> {
  const amounts = [rate.flatCents, rate.centsPerCase, rate.centsPerUser, rate.minimumCents, rate.label];
  const { rowCount } = await tx.client.query(`
    insert into catalog.offer_rate (offer, valid_from, flat_cents, cents_per_case, cents_per_user, minimum_cents, label, entered_by, entered_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [offer, rate.validFrom, ...amounts, rate.enteredBy, at]);
  if (rowCount === 1) return 'added';
  const { rows: same } = await tx.client.query(`
    select 1 from catalog.offer_rate where offer = $1 and valid_from = $2 and flat_cents = $3 and cents_per_case = $4 and cents_per_user = $5 and minimum_cents = $6 and label is not distinct from $7`, [offer, rate.validFrom, ...amounts]);
  return same.length === 1 ? 'known' : 'refused';
}

/** Sets or clears the day from which an offer cannot be ordered any more. */
export async function setWithdrawn(tx: Tx, offer: string, on: PlainDate | null): Promise<void> {
  await rows<CatalogTables>(tx).updateTable('catalog.offer').set({ withdrawn_on: on }).where('id', '=', offer).execute();
}

/** Offers with all their prices, by solution, id or all; withdrawn ones too. */
export async function listOffers(tx: Tx, by: { solution?: string; id?: string; appId?: string }): Promise<readonly Offer[]> {
  let wanted = rows<CatalogTables>(tx).selectFrom('catalog.offer').selectAll();
  if (by.solution !== undefined) wanted = wanted.where('solution', '=', by.solution);
  if (by.id !== undefined) wanted = wanted.where('id', '=', by.id);
  if (by.appId !== undefined) wanted = wanted.where('app_id', '=', by.appId);
  const offers = await wanted.orderBy('solution').orderBy('plan').execute();
  if (offers.length === 0) return [];
  const prices = await rows<CatalogTables>(tx).selectFrom('catalog.offer_price').selectAll().where('offer', 'in', offers.map(({ id }) => id)).orderBy('contribution_class').orderBy('valid_from').execute();
  const rates = await rows<CatalogTables>(tx).selectFrom('catalog.offer_rate').selectAll().where('offer', 'in', offers.map(({ id }) => id)).orderBy('valid_from').execute();
  return offers.map((row) => ({
    id: row.id, solution: row.solution, kind: row.kind, appId: row.app_id, plan: row.plan, name: row.name, description: row.description, inHouse: row.in_house, withdrawnOn: row.withdrawn_on,
    prices: prices.filter(({ offer }) => offer === row.id).map((price) => ({
      contributionClass: price.contribution_class, centsPerYear: cents(price.cents_per_year), validFrom: price.valid_from, label: price.label, enteredBy: price.entered_by,
    })),
    rates: rates.filter(({ offer }) => offer === row.id).map((rate) => ({
      validFrom: rate.valid_from, flatCents: cents(rate.flat_cents), centsPerCase: cents(rate.cents_per_case), centsPerUser: cents(rate.cents_per_user), minimumCents: cents(rate.minimum_cents), label: rate.label, enteredBy: rate.entered_by,
    })),
  }));
}
