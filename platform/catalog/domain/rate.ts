import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { cents, type Cents } from '@allmende/money';
import type { PlainDate } from '@allmende/time';

/** What of an offer is charged whatever the contribution class, in force from a day on. A part of zero is not charged. */
export type Rate = {
  validFrom: PlainDate;
  /** For a year. */
  flatCents: Cents;
  centsPerCase: Cents;
  /** For a user and a year. */
  centsPerUser: Cents;
  /** The least that is charged for a year, all parts together. */
  minimumCents: Cents;
  /** Shown beside the price, such as "Beispielwerte"; null for a rate in force. */
  label: string | null;
  enteredBy: string;
};

/** The most that a price for a year may be: 100 million euros. What is above is a slip of the keyboard. */
export const MOST_PER_YEAR = cents(10_000_000_000);
/** The most that one case or one user may cost: a million euros. */
export const MOST_PER_UNIT = cents(100_000_000);

/** The rate in force on a day; undefined when there is none. */
export function rateOn(rates: readonly Rate[], day: PlainDate): Rate | undefined {
  return rates.filter((one) => one.validFrom <= day).toSorted((one, other) => other.validFrom.localeCompare(one.validFrom))[0];
}

/** Refuses amounts that are negative or absurd, and a rate that charges nothing; throws InvalidInput. */
export function checkRate(rate: Omit<Rate, 'enteredBy'>): void {
  const problems: FieldProblem[] = [];
  const amounts = [['flatCents', MOST_PER_YEAR], ['centsPerCase', MOST_PER_UNIT], ['centsPerUser', MOST_PER_UNIT], ['minimumCents', MOST_PER_YEAR]] as const;
  for (const [name, most] of amounts) {
    if (rate[name] < 0) problems.push({ pointer: `/${name}`, code: 'negative', message: 'Ein Preis ist nicht negativ.' });
    if (rate[name] > most) problems.push({ pointer: `/${name}`, code: 'absurd', message: `So hoch kann dieser Preis nicht sein (höchstens ${most / 100} Euro). Bitte prüfen Sie den Betrag.` });
  }
  if (amounts.every(([name]) => rate[name] === 0)) problems.push({ pointer: '/flatCents', code: 'required', message: 'Bitte tragen Sie mindestens einen Betrag ein.' });
  if (problems.length > 0) throw new InvalidInput(problems);
}
