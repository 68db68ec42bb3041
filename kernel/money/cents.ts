/** An amount of euros as whole cents. Never a float: 1.234,50 € is 123450. */
export type Cents = number & { readonly __brand: 'Cents' };

/** Checks that a number is a whole amount of cents within ±90 trillion; throws RangeError otherwise. */
export function cents(value: number): Cents {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole amount of cents: ${value}`);
  return (value === 0 ? 0 : value) as Cents;
}

/** Sum of amounts; 0 for none. */
export function sumCents(amounts: readonly Cents[]): Cents {
  return cents(amounts.reduce<number>((sum, amount) => sum + amount, 0));
}

/** Multiplies by a fraction of whole numbers and rounds half away from zero to the cent, as a merchant does. */
export function timesFraction(amount: Cents, numerator: number, denominator: number): Cents {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator <= 0) {
    throw new RangeError('a fraction needs whole numbers and a denominator above zero');
  }
  const small = amount * numerator;
  // Small products are exact without BigInt, which takes several times as long.
  if (Number.isSafeInteger(small) && denominator <= Number.MAX_SAFE_INTEGER / 2) {
    const rest = small % denominator;
    const whole = (small - rest) / denominator;
    return cents(Math.abs(rest) * 2 < denominator ? whole : whole + Math.sign(rest));
  }
  const product = BigInt(amount) * BigInt(numerator);
  const divisor = BigInt(denominator);
  const sign = product < 0n ? -1n : 1n;
  const absolute = product * sign;
  return cents(Number(sign * ((absolute * 2n + divisor) / (divisor * 2n))));
}
