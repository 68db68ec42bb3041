import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDecimals, compareDecimals, decimalOf, divideDecimals, eurosOf, formatDecimal, isCanonicalDecimal, MAX_SCALE, multiplyDecimals, negateDecimal, parseDecimal, roundDecimal, ROUNDINGS, subtractDecimals, wholeOf, type Decimal, type Rounding } from './decimal.ts';

/** The reference: a fraction of whole numbers. */
type Fraction = { readonly over: bigint; readonly under: bigint };

const LIMIT = 10n ** 30n;
const decimals = fc.tuple(fc.oneof(fc.bigInt({ min: -999n, max: 999n }), fc.bigInt({ min: -(2n ** 54n), max: 2n ** 54n }), fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n })), fc.integer({ min: 0, max: MAX_SCALE }))
  .map(([mantissa, scale]) => textOf(mantissa, scale))
  .map(parseDecimal)
  .filter((decimal) => decimal !== undefined);
const roundings = fc.constantFrom(...ROUNDINGS);

function textOf(mantissa: bigint, scale: number): string {
  const digits = String(mantissa < 0n ? -mantissa : mantissa).padStart(scale + 1, '0');
  const split = digits.length - scale;
  return `${mantissa < 0n ? '-' : ''}${digits.slice(0, split)}${scale > 0 ? `.${digits.slice(split)}` : ''}`;
}

// Reads the text again, so that the reference shares nothing with the arithmetic under test.
function fractionOf(decimal: Decimal): Fraction {
  const [whole = '', rest = ''] = formatDecimal(decimal).split('.');
  return { over: BigInt(whole + rest), under: 10n ** BigInt(rest.length) };
}

/** Whether a fraction can be written with at most 30 digits before and after the point. */
function isWithin({ over, under }: Fraction): boolean {
  return (over * 10n ** BigInt(MAX_SCALE)) % under === 0n && (over < 0n ? -over : over) < LIMIT * under;
}

function assertIs(decimal: Decimal | undefined, fraction: Fraction): void {
  if (!isWithin(fraction)) return assert.equal(decimal, undefined);
  assert.ok(decimal, 'is unknown although it can be written');
  const { over, under } = fractionOf(decimal);
  assert.equal(over * fraction.under, fraction.over * under);
}

function roundedReference({ over, under }: Fraction, digits: number, rounding: Rounding): Fraction {
  const unit = 10n ** BigInt(digits);
  const positive = over < 0n ? -over : over;
  const floor = (positive * unit) / under;
  const rest = positive * unit - floor * under;
  const up = { 'half-up': rest * 2n >= under, 'half-even': rest * 2n > under || (rest * 2n === under && floor % 2n === 1n), up: rest > 0n, down: false }[rounding];
  const rounded = up ? floor + 1n : floor;
  return { over: over < 0n ? -rounded : rounded, under: unit };
}

test('sums, differences and products equal those of fractions, or are unknown where they cannot be written', () => {
  fc.assert(fc.property(decimals, decimals, (left, right) => {
    const a = fractionOf(left);
    const b = fractionOf(right);
    assertIs(addDecimals(left, right), { over: a.over * b.under + b.over * a.under, under: a.under * b.under });
    assertIs(subtractDecimals(left, right), { over: a.over * b.under - b.over * a.under, under: a.under * b.under });
    assertIs(multiplyDecimals(left, right), { over: a.over * b.over, under: a.under * b.under });
    assert.equal(Math.sign(compareDecimals(left, right)), a.over * b.under < b.over * a.under ? -1 : a.over * b.under > b.over * a.under ? 1 : 0);
    assertIs(negateDecimal(left), { over: -a.over, under: a.under });
  }), { numRuns: 20_000 });
});

test('quotients and rounded numbers equal those of fractions in every rounding', () => {
  fc.assert(fc.property(decimals, decimals, fc.integer({ min: 0, max: MAX_SCALE }), roundings, (left, right, digits, rounding) => {
    const a = fractionOf(left);
    const b = fractionOf(right);
    assertIs(roundDecimal(left, digits, rounding), roundedReference(a, digits, rounding));
    if (b.over === 0n) assert.equal(divideDecimals(left, right, digits, rounding), undefined);
    else {
      const sign = b.over < 0n ? -1n : 1n;
      assertIs(divideDecimals(left, right, digits, rounding), roundedReference({ over: a.over * b.under * sign, under: a.under * b.over * sign }, digits, rounding));
    }
  }), { numRuns: 20_000 });
});

test('a decimal has one canonical text, which reads as the same number', () => {
  fc.assert(fc.property(decimals, (decimal) => {
    const text = formatDecimal(decimal);
    assert.ok(isCanonicalDecimal(text), text);
    assert.equal(JSON.stringify({ decimal }), `{"decimal":"${text}"}`);
    const again = parseDecimal(text);
    assert.ok(again);
    assert.equal(compareDecimals(decimal, again), 0);
    assert.equal(formatDecimal(again), text);
  }), { numRuns: 5_000 });
  for (const text of ['', '-', '1.', '.5', '1e3', '1,5', '+1', ' 1', '1'.repeat(31), `0.${'1'.repeat(31)}`, 'NaN', '0x1', '١']) assert.equal(parseDecimal(text), undefined, text);
  for (const text of ['1.50', '-0', '01', '1.0', '-0.0', '00']) assert.equal(isCanonicalDecimal(text), false, text);
});

test('whole numbers and cents go there and back', () => {
  fc.assert(fc.property(fc.maxSafeInteger(), (value) => {
    assert.equal(wholeOf(decimalOf(value), 0), value === 0 ? 0 : value);
    assert.equal(wholeOf(eurosOf(value), 2), value === 0 ? 0 : value);
    assert.equal(formatDecimal(eurosOf(value)), formatDecimal(parseDecimal(textOf(BigInt(value), 2))!));
  }));
  for (const [text, power, whole] of [['1.5', 0, undefined], ['1.5', 1, 15], ['12.000', 0, 12], ['-0.00', 2, 0], ['9007199254740993', 0, undefined], ['90071992547409.93', 2, undefined], ['0.0000000000000000000001', 22, 1]] as const) {
    assert.equal(wholeOf(parseDecimal(text)!, power), whole, text);
  }
});
