import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cents, formatEuro, parseEuro, timesFraction } from './index.ts';

test('reads amounts as people type them', () => {
  const cases: [string, number][] = [
    ['1.234,50', 123450], ['1234.5', 123450], ['12,-', 1200], ['€ 7', 700], ['7 EUR', 700], ['1.234', 123400], ['0,05', 5], ["1'000", 100000], ['1,234.50', 123450], ['-3,20', -320],
  ];
  for (const [text, amount] of cases) assert.equal(parseEuro(text), amount, text);
});

test('refuses what is not plainly an amount', () => {
  for (const text of ['', 'zwölf', '1,2,3', '1.23.4', '1,234', '12,345', '--3', '1e3', '99999999999999']) assert.equal(parseEuro(text), undefined, text);
});

test('prints amounts in German as the format of the machine does', () => {
  const format = new Intl.NumberFormat('de-DE', { style: 'currency', currency: 'EUR' });
  for (const amount of [0, 1, -1, 99, 100, 999_99, 1000_00, -1000_00, 999_999_99, 1_000_000_00, 123_456_789_01]) assert.equal(formatEuro(cents(amount)), format.format(amount / 100));
  fc.assert(fc.property(fc.integer({ min: -1e12, max: 1e12 }), (amount) => { assert.equal(formatEuro(cents(amount)), format.format(amount / 100)); }));
});

test('reads back every amount that it prints', () => {
  fc.assert(fc.property(fc.integer({ min: -1e12, max: 1e12 }), (value) => {
    assert.equal(parseEuro(formatEuro(cents(value))), cents(value));
  }));
});

test('rounds half away from zero like a merchant', () => {
  assert.equal(timesFraction(cents(5), 1, 2), 3);
  assert.equal(timesFraction(cents(-5), 1, 2), -3);
  assert.equal(timesFraction(cents(10000), 7, 12), 5833);
});

test('takes exact shares of small and of very large amounts', () => {
  fc.assert(fc.property(fc.maxSafeInteger(), fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.oneof(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })), (amount, numerator, denominator) => {
    const over = BigInt(amount) * BigInt(numerator);
    const twice = (over < 0n ? -over : over) * 2n;
    const rounded = (twice + BigInt(denominator)) / (2n * BigInt(denominator));
    if (rounded > BigInt(Number.MAX_SAFE_INTEGER)) return;
    assert.equal(BigInt(timesFraction(cents(amount), numerator, denominator)), over < 0n ? -rounded : rounded);
  }), { numRuns: 5_000 });
});
