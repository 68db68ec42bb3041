import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cents } from '@allmende/money';
import { requireChosenOffers } from './check-choice.ts';
import { NotOrderable } from './errors.ts';
import type { ChoiceCandidate, FrozenOffer } from './order-choice.ts';

const price = (centsPerYear: number) => ({ centsPerYear: cents(centsPerYear), contributionClass: 'A', validFrom: '2026-01-01', label: null });
const offer = (id: string, ordered: boolean, shown: FrozenOffer['price']) => ({ offer: id, name: id, ordered, sha256: '', price: shown }) as FrozenOffer;
const candidates = (...offers: FrozenOffer[]) => [{ offers }] as unknown as ChoiceCandidate[];
const line = { offer: 'a', name: 'Akte', price: price(100) };

test('every line stands in the choice at its own price', () => {
  requireChosenOffers(candidates(offer('a', true, price(100)), offer('b', false, price(1))), [line]);
});

test('a price that changed between looking and handing in, or a line that came or went, is refused', () => {
  for (const changed of [candidates(offer('a', true, price(101))), candidates(offer('a', true, { ...price(100), validFrom: '2026-06-01' })), candidates(offer('a', true, null)), candidates(offer('a', false, price(100))), candidates(), candidates(offer('a', true, price(100)), offer('b', true, price(1)))]) {
    assert.throws(() => requireChosenOffers(changed, [line]), NotOrderable);
  }
});
