import type { Cents } from '@allmende/money';
import type { PlainDate } from '@allmende/time';

/** A yearly price for one contribution class, in force from a day on. What nobody has entered is unknown, never zero. */
export type Price = {
  contributionClass: string;
  centsPerYear: Cents;
  validFrom: PlainDate;
  /** Shown beside the price, such as "Beispielwerte"; null for a price in force. */
  label: string | null;
  /** Who entered it: an account or a part of the platform. */
  enteredBy: string;
};

/** The price in force for a class on a day; undefined when nobody has entered one. */
export function priceOn(prices: readonly Price[], contributionClass: string, day: PlainDate): Price | undefined {
  let inForce: Price | undefined;
  for (const price of prices) {
    if (price.contributionClass === contributionClass && price.validFrom <= day && (inForce === undefined || price.validFrom > inForce.validFrom)) inForce = price;
  }
  return inForce;
}
