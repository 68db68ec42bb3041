import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { cents, sumCents, type Cents } from '@allmende/money';
import type { PlainDate } from '@allmende/time';
import type { Offer } from './offer.ts';
import { priceOn } from './price.ts';
import { rateOn } from './rate.ts';

/** How much of something an authority expects in a year. */
export type Usage = { readonly cases?: number | undefined; readonly users?: number | undefined };

/** One part of a price for a year: a number of units at a price each. */
export type QuotePart = { readonly kind: 'class' | 'flat' | 'case' | 'user' | 'minimum'; readonly quantity: number; readonly centsEach: Cents; readonly cents: Cents };

/** A price for a year with its parts, or what is not known yet. */
export type Quote =
  | { readonly known: true; readonly centsPerYear: Cents; readonly parts: readonly QuotePart[]; readonly validFrom: PlainDate; readonly label: string | null }
  | { readonly known: false; readonly missing: 'price' | 'class' | 'cases' | 'users' };

const MOST_CASES = 10_000_000;
const MOST_USERS = 1_000_000;

/** Refuses numbers that are no whole numbers or beyond reason; throws InvalidInput. */
export function checkUsage(usage: Usage): Usage {
  const problems: FieldProblem[] = [];
  const check = (name: 'cases' | 'users', most: number) => {
    const number = usage[name];
    if (number !== undefined && (!Number.isInteger(number) || number < 0 || number > most)) {
      problems.push({ pointer: `/${name}`, code: 'number', message: `Bitte geben Sie eine ganze Zahl von 0 bis ${most.toLocaleString('de-DE')} an.` });
    }
  };
  check('cases', MOST_CASES);
  check('users', MOST_USERS);
  if (problems.length > 0) throw new InvalidInput(problems);
  return usage;
}

/**
 * What an offer costs for a year on a day: the price of the contribution class, the flat rate and what is charged by use together, at least the minimum.
 * Nothing is guessed: a class without price, and a use that nobody has stated, leave the price unknown.
 */
export function quoteOffer(offer: Pick<Offer, 'prices' | 'rates'>, asked: { readonly contributionClass: string | undefined; readonly usage: Usage }, day: PlainDate): Quote {
  const rate = rateOn(offer.rates, day);
  const byClass = offer.prices.some(({ validFrom }) => validFrom <= day);
  if (rate === undefined && !byClass) return { known: false, missing: 'price' };
  if (byClass && asked.contributionClass === undefined) return { known: false, missing: 'class' };
  const price = asked.contributionClass === undefined ? undefined : priceOn(offer.prices, asked.contributionClass, day);
  if (byClass && price === undefined) return { known: false, missing: 'price' };
  const parts: QuotePart[] = price === undefined ? [] : [part('class', 1, price.centsPerYear)];
  if (rate !== undefined) {
    const { cases, users } = asked.usage;
    if (rate.flatCents > 0) parts.push(part('flat', 1, rate.flatCents));
    if (rate.centsPerCase > 0) {
      if (cases === undefined) return { known: false, missing: 'cases' };
      parts.push(part('case', cases, rate.centsPerCase));
    }
    if (rate.centsPerUser > 0) {
      if (users === undefined) return { known: false, missing: 'users' };
      parts.push(part('user', users, rate.centsPerUser));
    }
    const sum = total(parts);
    if (sum < rate.minimumCents) parts.push(part('minimum', 1, cents(rate.minimumCents - sum)));
  }
  const validFrom = [price?.validFrom, rate?.validFrom].filter((one) => one !== undefined).toSorted().at(-1) ?? day;
  return { known: true, centsPerYear: total(parts), parts, validFrom, label: price?.label ?? rate?.label ?? null };
}

function part(kind: QuotePart['kind'], quantity: number, centsEach: Cents): QuotePart {
  return { kind, quantity, centsEach, cents: cents(quantity * centsEach) };
}

function total(parts: readonly QuotePart[]): Cents {
  return parts.length === 0 ? cents(0) : sumCents(parts.map((one) => one.cents));
}
