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
const HALF_SAFE = Number.MAX_SAFE_INTEGER / 2;
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
export function formatDecimal({ mantissa, scale }: Decimal): string {
  let value = mantissa < 0 ? -mantissa : mantissa;
  let places = scale;
  if (typeof value === 'number') {
    for (; places > 0 && value % 10 === 0; places -= 1) value /= 10;
  } else {
    for (; places > 0 && value % 10n === 0n; places -= 1) value /= 10n;
  }
  const sign = mantissa < 0 ? '-' : '';
  if (places === 0) return `${sign}${value}`;
  const digits = String(value).padStart(places + 1, '0');
  const point = digits.length - places;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
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
  return addSigned(left, right, 1);
}

/** The difference; undefined when it is out of range. */
export function subtractDecimals(left: Decimal, right: Decimal): Decimal | undefined {
  return addSigned(left, right, -1);
}

function addSigned(left: Decimal, right: Decimal, sign: 1 | -1): Decimal | undefined {
  const shift = left.scale - right.scale;
  const { mantissa: one } = left;
  const { mantissa: other } = right;
  if (typeof one === 'number' && typeof other === 'number' && shift <= 15 && shift >= -15) {
    const a = shift < 0 ? one * SMALL_POWERS[-shift]! : one;
    const b = shift > 0 ? other * SMALL_POWERS[shift]! : other;
    // A product beyond the safe integers is never rounded back into them, and neither is a sum.
    if (Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isSafeInteger(a + sign * b)) return new Decimal(a + sign * b + 0, shift < 0 ? right.scale : left.scale);
  }
  const scale = Math.max(left.scale, right.scale);
  return bounded(raisedBig(left, scale) + BigInt(sign) * raisedBig(right, scale), scale);
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
  if (typeof mantissa !== 'number' || surplus > 15 || mantissa > HALF_SAFE || mantissa < -HALF_SAFE) return bounded(quotient(BigInt(mantissa), POWERS[surplus]!, rounding), digits);
  const unit = SMALL_POWERS[surplus]!;
  const whole = wholePart(mantissa, unit);
  const rest = Math.abs(mantissa - whole * unit);
  return new Decimal(whole + awayFromZero(rest * 2 - unit, rest !== 0, whole, rounding) * (mantissa < 0 ? -1 : 1) + 0, digits);
}

/** Less than zero, zero, or more than zero, as the left number is less than, equal to, or more than the right one. */
export function compareDecimals(left: Decimal, right: Decimal): number {
  if (left.scale === right.scale) return left.mantissa < right.mantissa ? -1 : left.mantissa > right.mantissa ? 1 : 0;
  const scale = Math.max(left.scale, right.scale);
  const a = raised(left, scale) ?? raisedBig(left, scale);
  const b = raised(right, scale) ?? raisedBig(right, scale);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** So many times a power of ten as whole number: `wholeOf(12.5, 1)` is 125. Undefined when a part after the point is left or it is no safe integer. */
export function wholeOf({ mantissa, scale }: Decimal, power: number): number | undefined {
  const shift = power - scale;
  if (typeof mantissa === 'number' && shift >= -15 && shift <= 15) {
    const unit = SMALL_POWERS[Math.abs(shift)]!;
    const whole = shift < 0 ? Math.trunc(mantissa / unit) : mantissa * unit;
    if (shift < 0 && whole * unit !== mantissa) return undefined;
    return Number.isSafeInteger(whole) ? whole + 0 : undefined;
  }
  const big = BigInt(mantissa) * POWERS[Math.max(shift, 0)]!;
  const unit = POWERS[Math.max(-shift, 0)]!;
  const whole = Number(big / unit);
  return big % unit === 0n && Number.isSafeInteger(whole) ? whole : undefined;
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
  const step = awayFromZero(twice < denominator ? -1 : twice > denominator ? 1 : 0, rest !== 0n, whole, rounding);
  return step === 0 ? whole : whole + (numerator < 0n ? -1n : 1n);
}

/** 1 when the magnitude grows by one unit. `beyondHalf` is negative, zero or positive as the rest is less than, exactly, or more than half a unit. */
function awayFromZero(beyondHalf: number, inexact: boolean, whole: number | bigint, rounding: Rounding): 0 | 1 {
  switch (rounding) {
    case 'up': return inexact ? 1 : 0;
    case 'down': return 0;
    case 'half-even': return beyondHalf > 0 || (beyondHalf === 0 && BigInt(whole) % 2n !== 0n) ? 1 : 0;
    default: return beyondHalf >= 0 ? 1 : 0;
  }
}

/** The quotient without its part after the point, for a dividend of at most half the safe integers. The remainder operator takes several times as long. */
function wholePart(dividend: number, divisor: number): number {
  const whole = Math.trunc(dividend / divisor);
  const rest = dividend - whole * divisor;
  // The division may have been rounded up to the next whole number.
  return dividend >= 0 ? (rest < 0 ? whole - 1 : whole) : rest > 0 ? whole + 1 : whole;
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
