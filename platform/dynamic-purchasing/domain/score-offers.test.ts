import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cents } from '@allmende/money';
import fc from 'fast-check';
import { PRICE_FORMULAS, TIE_RULES, type AwardCriteria, type PriceFormula, type TieRule } from './criterion.ts';
import { scoreOffers, type MeasuredOffer } from './score-offers.ts';

const criteria = fc.record({ priceWeight: fc.integer({ min: 1, max: 99 }), priceFormula: fc.constantFrom(...(Object.keys(PRICE_FORMULAS) as PriceFormula[])), tieRule: fc.constantFrom(...(Object.keys(TIE_RULES) as TieRule[])) })
  .map((one): AwardCriteria => ({ ...one, criteria: [{ id: 'c1', title: 'Qualität', weight: 100 - one.priceWeight }] }));
const measured = fc.uniqueArray(fc.record({ digest: fc.stringMatching(/^[0-9a-f]{8}$/u), price: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 9_000_000_000_000 })), points: fc.integer({ min: 0, max: 10 }) }), { minLength: 1, maxLength: 8, selector: (one) => one.digest })
  .map((all) => all.map((one): MeasuredOffer => ({ offer: `o-${one.digest}`, digest: one.digest, price: cents(one.price), points: { c1: one.points } })));

test('scores stay within the whole, the lowest price gets its full weight, and the order of arrival changes nothing', () => {
  fc.assert(fc.property(criteria, measured, fc.nat(), (rule, offers, turn) => {
    const scored = scoreOffers(rule, offers);
    const lowest = Math.min(...offers.map((one) => one.price));
    for (const one of scored) {
      assert.ok(one.total >= 0 && one.total <= 10_000, String(one.total));
      if (offers.find(({ offer }) => offer === one.offer)?.price === lowest) assert.equal(one.price, rule.priceWeight * 100);
    }
    assert.deepEqual(scored.map((one) => one.rank), offers.map((_, index) => index + 1));
    for (const [index, one] of scored.entries()) assert.ok(index === 0 || (scored[index - 1]?.total ?? 0) >= one.total);
    const at = turn % offers.length;
    assert.deepEqual(scoreOffers(rule, [...offers.slice(at), ...offers.slice(0, at)]), scored);
  }));
});

test('more points never cost a rank, and a lower price of the same offer never costs its own score', () => {
  fc.assert(fc.property(criteria, measured, fc.nat(), (rule, offers, pick) => {
    const chosen = offers[pick % offers.length] as MeasuredOffer;
    const rankOf = (all: readonly MeasuredOffer[]) => scoreOffers(rule, all).find((one) => one.offer === chosen.offer)?.rank ?? 0;
    const better = offers.map((one) => (one === chosen ? { ...one, points: { c1: 10 } } : one));
    assert.ok(rankOf(better) <= rankOf(offers));
    const cheaper = offers.map((one) => (one === chosen ? { ...one, price: cents(Math.floor(one.price / 2)) } : one));
    const priceOf = (all: readonly MeasuredOffer[]) => scoreOffers(rule, all).find((one) => one.offer === chosen.offer)?.price ?? 0;
    assert.ok(priceOf(cheaper) >= priceOf(offers));
  }));
});

test('the formulas count as they are declared', () => {
  const offers: MeasuredOffer[] = [{ offer: 'a', digest: '1', price: cents(10_000), points: { c1: 5 } }, { offer: 'b', digest: '2', price: cents(15_000), points: { c1: 10 } }, { offer: 'c', digest: '3', price: cents(20_000), points: { c1: 10 } }];
  const rule = { priceWeight: 60, tieRule: 'lower-price', criteria: [{ id: 'c1', title: 'Qualität', weight: 40 }] } as const;
  assert.deepEqual(scoreOffers({ ...rule, priceFormula: 'lowest-through-price' }, offers).map((one) => [one.offer, one.price, one.total]), [['a', 6_000, 8_000], ['b', 4_000, 8_000], ['c', 3_000, 7_000]]);
  assert.deepEqual(scoreOffers({ ...rule, priceFormula: 'straight-to-double' }, offers).map((one) => [one.offer, one.price, one.total]), [['a', 6_000, 8_000], ['b', 3_000, 7_000], ['c', 0, 4_000]]);
});

test('ties are decided by the declared rule, and the lot is the same for everybody who draws it', () => {
  const offers: MeasuredOffer[] = [{ offer: 'a', digest: '1', price: cents(10_000), points: { c1: 5 } }, { offer: 'b', digest: '2', price: cents(15_000), points: { c1: 10 } }];
  const rule = { priceWeight: 60, priceFormula: 'lowest-through-price', criteria: [{ id: 'c1', title: 'Qualität', weight: 40 }] } as const;
  assert.deepEqual(scoreOffers({ ...rule, tieRule: 'lower-price' }, offers).map((one) => [one.offer, one.tie]), [['a', 'lower-price'], ['b', 'lower-price']]);
  assert.deepEqual(scoreOffers({ ...rule, tieRule: 'better-quality' }, offers).map((one) => [one.offer, one.tie]), [['b', 'better-quality'], ['a', 'better-quality']]);
  const lot = scoreOffers({ ...rule, tieRule: 'lot' }, offers);
  assert.deepEqual(lot.map((one) => one.tie), ['lot', 'lot']);
  assert.deepEqual(scoreOffers({ ...rule, tieRule: 'lot' }, offers.toReversed()), lot);
});
