/** Digits after the point that a decimal may have. A result that needs more, and is not rounded, is unknown. */
export const MAX_SCALE = 30;
const MAX_DIGITS = 30;

/** How something is rounded: `half-up` as a merchant does (half goes away from zero), `up` away from zero, `down` towards zero. */
export const ROUNDINGS = ['half-up', 'half-even', 'up', 'down'] as const;
export type Rounding = (typeof ROUNDINGS)[number];

/**
 * An exact number with a point: never floating point, never rounded unless asked for. Up to 30 digits before and 30 after the point.
 * Its value is `mantissa / 10^scale`; small mantissas are plain numbers, which is several times faster than BigInt. Immutable.
 */
export class Decimal {
  readonly mantissa: number | bigint;
  readonly scale: number;

  constructor(mantissa: number | bigint, scale: number) {
    this.mantissa = mantissa;
    this.scale = scale;
  }

  /** The canonical text: `1.15`, `-0.5`, `3`. */
  toString(): string {
    return formatDecimal(this);
  }

  toJSON(): string {
    return formatDecimal(this);
  }
}

const POWERS = Array.from({ length: 2 * MAX_SCALE + MAX_DIGITS + 1 }, (_, exponent) => 10n ** BigInt(exponent));
const SMALL_POWERS = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);
const TEXT = /^-?\d{1,30}(?:\.\d{1,30})?$/u;
const CANONICAL = /^-?(?:0|[1-9]\d{0,29})(?:\.\d{0,29}[1-9])?$/u;

/** Reads `1.15`, `-3`, `0.50`; undefined when it is no such number or has more than 30 digits before or after the point. */
export function parseDecimal(text: string): Decimal | undefined {
  if (!TEXT.test(text)) return undefined;
  const point = text.indexOf('.');
  return point < 0 ? bounded(BigInt(text), 0) : bounded(BigInt(text.slice(0, point) + text.slice(point + 1)), text.length - point - 1);
}

/** Whether a text is the one way in which a decimal is written: no needless zeros, no `-0`. */
export function isCanonicalDecimal(text: string): boolean {
  return CANONICAL.test(text) && text !== '-0';
}

/** The canonical text of a decimal. */
export function formatDecimal(decimal: Decimal): string {
  const digits = String(decimal.mantissa < 0 ? -decimal.mantissa : decimal.mantissa).padStart(decimal.scale + 1, '0');
  const whole = digits.slice(0, digits.length - decimal.scale);
  const rest = digits.slice(digits.length - decimal.scale).replace(/0+$/u, '');
  return `${decimal.mantissa < 0 ? '-' : ''}${whole}${rest === '' ? '' : `.${rest}`}`;
}

/** A whole number as decimal. */
export function decimalOf(integer: number): Decimal {
  return new Decimal(integer, 0);
}

/** Cents as euros. */
export function eurosOf(cents: number): Decimal {
  return new Decimal(cents, 2);
}

/** The sum; undefined when it is out of range. */
export function addDecimals(left: Decimal, right: Decimal): Decimal | undefined {
  const { mantissa: a, scale } = left;
  const { mantissa: b } = right;
  if (scale === right.scale && typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return new Decimal(sum, scale);
  }
  return addAligned(left, right);
}

function addAligned(left: Decimal, right: Decimal): Decimal | undefined {
  const scale = Math.max(left.scale, right.scale);
  const a = raised(left, scale);
  const b = raised(right, scale);
  if (a !== undefined && b !== undefined && Number.isSafeInteger(a + b)) return new Decimal(a + b, scale);
  return bounded(raisedBig(left, scale) + raisedBig(right, scale), scale);
}

/** The difference; undefined when it is out of range. */
export function subtractDecimals(left: Decimal, right: Decimal): Decimal | undefined {
  return addDecimals(left, negateDecimal(right));
}

/** The opposite number. */
export function negateDecimal(decimal: Decimal): Decimal {
  const { mantissa } = decimal;
  return new Decimal(typeof mantissa === 'number' ? 0 - mantissa : -mantissa, decimal.scale);
}

/** The exact product; undefined when it is out of range. */
export function multiplyDecimals(left: Decimal, right: Decimal): Decimal | undefined {
  const scale = left.scale + right.scale;
  if (scale <= MAX_SCALE && typeof left.mantissa === 'number' && typeof right.mantissa === 'number') {
    const product = left.mantissa * right.mantissa;
    if (Number.isSafeInteger(product)) return new Decimal(product + 0, scale);
  }
  return bounded(BigInt(left.mantissa) * BigInt(right.mantissa), scale);
}

/** The quotient with so many digits (0 to 30) after the point; undefined for a division by zero or when it is out of range. */
export function divideDecimals(dividend: Decimal, divisor: Decimal, digits: number, rounding: Rounding): Decimal | undefined {
  if (divisor.mantissa === 0 || divisor.mantissa === 0n || !isDigits(digits)) return undefined;
  const numerator = BigInt(dividend.mantissa) * POWERS[divisor.scale + digits]!;
  const denominator = BigInt(divisor.mantissa) * POWERS[dividend.scale]!;
  return bounded(quotient(denominator < 0n ? -numerator : numerator, denominator < 0n ? -denominator : denominator, rounding), digits);
}

/** The nearest decimal with so many digits (0 to 30) after the point, in the sense of the rounding. */
export function roundDecimal(decimal: Decimal, digits: number, rounding: Rounding): Decimal | undefined {
  if (!isDigits(digits)) return undefined;
  const { mantissa } = decimal;
  const surplus = decimal.scale - digits;
  if (surplus <= 0) return decimal;
  if (typeof mantissa !== 'number' || surplus > 15) return bounded(quotient(BigInt(mantissa), POWERS[surplus]!, rounding), digits);
  const unit = SMALL_POWERS[surplus]!;
  const rest = mantissa % unit;
  const whole = (mantissa - rest) / unit;
  return new Decimal(whole + awayFromZero(Math.abs(rest) * 2 - unit, rest !== 0, whole % 2 !== 0, rounding) * (mantissa < 0 ? -1 : 1) + 0, digits);
}

/** Less than zero, zero, or more than zero, as the left number is less than, equal to, or more than the right one. */
export function compareDecimals(left: Decimal, right: Decimal): number {
  if (left.scale === right.scale) return left.mantissa < right.mantissa ? -1 : left.mantissa > right.mantissa ? 1 : 0;
  const scale = Math.max(left.scale, right.scale);
  const a = raised(left, scale) ?? raisedBig(left, scale);
  const b = raised(right, scale) ?? raisedBig(right, scale);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The whole number that a decimal is; undefined when it has a part after the point or is not a safe integer. */
export function integerOf(decimal: Decimal): number | undefined {
  const { mantissa, scale } = decimal;
  if (scale === 0) return typeof mantissa === 'number' ? mantissa : undefined;
  const whole = Number(BigInt(mantissa) / POWERS[scale]!);
  return BigInt(mantissa) % POWERS[scale]! === 0n && Number.isSafeInteger(whole) ? whole : undefined;
}

function isDigits(digits: number): boolean {
  return Number.isInteger(digits) && digits >= 0 && digits <= MAX_SCALE;
}

function raised({ mantissa, scale }: Decimal, to: number): number | undefined {
  if (typeof mantissa !== 'number' || to - scale > 15) return undefined;
  const value = mantissa * SMALL_POWERS[to - scale]!;
  return Number.isSafeInteger(value) ? value : undefined;
}

function raisedBig({ mantissa, scale }: Decimal, to: number): bigint {
  return BigInt(mantissa) * POWERS[to - scale]!;
}

function quotient(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  const whole = numerator / denominator;
  const rest = numerator % denominator;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  const step = awayFromZero(twice < denominator ? -1 : twice > denominator ? 1 : 0, rest !== 0n, whole % 2n !== 0n, rounding);
  return step === 0 ? whole : whole + (numerator < 0n ? -1n : 1n);
}

/** 1 when the magnitude grows by one unit. `beyondHalf` is negative, zero or positive as the rest is less than, exactly, or more than half a unit. */
function awayFromZero(beyondHalf: number, inexact: boolean, odd: boolean, rounding: Rounding): 0 | 1 {
  switch (rounding) {
    case 'up': return inexact ? 1 : 0;
    case 'down': return 0;
    case 'half-even': return beyondHalf > 0 || (beyondHalf === 0 && odd) ? 1 : 0;
    default: return beyondHalf >= 0 ? 1 : 0;
  }
}

function bounded(mantissa: bigint, scale: number): Decimal | undefined {
  let value = mantissa;
  let places = scale;
  // Zeros at the end are no digits: whether a result fits depends on its value alone, not on how it came about.
  while (places > MAX_SCALE && value % 10n === 0n) {
    value /= 10n;
    places -= 1;
  }
  if (places > MAX_SCALE) return undefined;
  const magnitude = value < 0n ? -value : value;
  if (magnitude >= POWERS[MAX_DIGITS + places]!) return undefined;
  return new Decimal(magnitude <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value, places);
}
