import { daysBetween, type PlainDate } from '@allmende/time';
import { timesFraction, type Cents } from '@allmende/money';
import { ageOn, dayOf, endOfMonth, monthOf, monthsBetween, movedByDays, movedByMonths, startOfMonth, yearOf } from './day-functions.ts';
import { addDecimals, compareDecimals, Decimal, decimalOf, divideDecimals, eurosOf, MAX_SCALE, multiplyDecimals, negateDecimal, roundDecimal, ROUNDINGS, subtractDecimals, wholeOf, type Rounding } from './decimal.ts';
import { ALL_TYPES, allOf, branches, comparison, fractionTypes, NUMBERS, ORDERED, product, sameType, signature, withWord, type Check, type MaybeType, type Typing } from './signatures.ts';
import type { Computed, Value } from './value.ts';

/** How a function is checked and, when every argument is known, computed. Results out of range are unknown, never an exception. */
export type FunctionRule = {
  readonly check: Check;
  readonly compute: (...values: Computed[]) => Computed | undefined;
  /** The same when all arguments but the first are fixed, for what is worth preparing. */
  readonly prepare?: (...fixed: Computed[]) => (value: Computed) => Computed | undefined;
};

/** How amounts are rounded to cents or whole euros. */
type MoneyRounding = { readonly digits: number; readonly rounding: Rounding };
const MONEY_ROUNDINGS = new Map<string, MoneyRounding>();
for (const rounding of ROUNDINGS) {
  MONEY_ROUNDINGS.set(`${rounding}-cent`, { digits: 2, rounding });
  MONEY_ROUNDINGS.set(`${rounding}-euro`, { digits: 0, rounding });
}

/** The functions that need all their arguments. */
export const STRICT_FUNCTIONS = {
  not: { check: allOf('boolean', 'boolean', 1), compute: (value) => value !== true },
  '=': { check: comparison(ALL_TYPES), compute: same },
  '!=': { check: comparison(ALL_TYPES), compute: (left, right) => !same(left, right) },
  '<': { check: comparison(ORDERED), compute: (left, right) => (left instanceof Decimal ? compareDecimals(left, right as Decimal) < 0 : left < right) },
  '<=': { check: comparison(ORDERED), compute: (left, right) => (left instanceof Decimal ? compareDecimals(left, right as Decimal) <= 0 : left <= right) },
  '>': { check: comparison(ORDERED), compute: (left, right) => (left instanceof Decimal ? compareDecimals(left, right as Decimal) > 0 : left > right) },
  '>=': { check: comparison(ORDERED), compute: (left, right) => (left instanceof Decimal ? compareDecimals(left, right as Decimal) >= 0 : left >= right) },
  '+': { check: sameType(NUMBERS, 2), compute: add },
  '-': { check: sameType(NUMBERS, 2), compute: (left, right) => (left instanceof Decimal ? subtractDecimals(left, right as Decimal) : bounded((left as number) - (right as number))) },
  '*': { check: product, compute: (left, right) => (left instanceof Decimal ? multiplyDecimals(left, right as Decimal) : bounded((left as number) * (right as number))) },
  negate: { check: sameType(NUMBERS, 1), compute: (value) => (value instanceof Decimal ? negateDecimal(value) : bounded(-(value as number))) },
  fraction: { check: fractionTypes, compute: (amount, numerator, denominator) => fraction(amount as number, numerator as number, denominator as number) },
  oneOf: { check: comparison(ALL_TYPES, 2, 100), compute: (value, ...options) => options.some((option) => same(value, option)) },
  min: { check: sameType(ORDERED, 2, 20), compute: (...values) => values.reduce(lesser) },
  max: { check: sameType(ORDERED, 2, 20), compute: (...values) => values.reduce(greater) },

  decimal: { check: signature(['integer'], 'decimal'), compute: (value) => decimalOf(value as number) },
  euros: { check: signature(['money'], 'decimal'), compute: (value) => eurosOf(value as number) },
  divide: { check: withDigits(['decimal', 'decimal', 'integer']), compute: (dividend, divisor, digits, rounding) => divideDecimals(dividend as Decimal, divisor as Decimal, digits as number, rounding as Rounding) },
  round: {
    check: withDigits(['decimal', 'integer']), compute: (value, digits, rounding) => roundDecimal(value as Decimal, digits as number, rounding as Rounding),
    prepare: (digits, rounding) => (value) => roundDecimal(value as Decimal, digits as number, rounding as Rounding),
  },
  toInteger: { check: withWord(['decimal'], ROUNDINGS, 'integer'), compute: (value, rounding) => integerOf(value as Decimal, rounding as Rounding) },
  toMoney: {
    check: withWord(['decimal'], [...MONEY_ROUNDINGS.keys()], 'money'), compute: (value, rounding) => moneyOf(value as Decimal, MONEY_ROUNDINGS.get(rounding as string)),
    prepare: (rounding) => {
      const mode = MONEY_ROUNDINGS.get(rounding as string);
      return (value) => moneyOf(value as Decimal, mode);
    },
  },

  age: { check: signature(['date', 'date'], 'integer'), compute: (birth, on) => ageOn(birth as PlainDate, on as PlainDate) },
  addDays: { check: signature(['date', 'integer'], 'date'), compute: (date, days) => movedByDays(date as PlainDate, days as number) },
  addMonths: { check: signature(['date', 'integer'], 'date'), compute: (date, months) => movedByMonths(date as PlainDate, months as number) },
  startOfMonth: { check: signature(['date'], 'date'), compute: (date) => startOfMonth(date as PlainDate) },
  endOfMonth: { check: signature(['date'], 'date'), compute: (date) => endOfMonth(date as PlainDate) },
  year: { check: signature(['date'], 'integer'), compute: (date) => yearOf(date as PlainDate) },
  month: { check: signature(['date'], 'integer'), compute: (date) => monthOf(date as PlainDate) },
  day: { check: signature(['date'], 'integer'), compute: (date) => dayOf(date as PlainDate) },
  daysBetween: { check: signature(['date', 'date'], 'integer'), compute: (from, to) => daysBetween(from as PlainDate, to as PlainDate) },
  monthsBetween: { check: signature(['date', 'date'], 'integer'), compute: (from, to) => monthsBetween(from as PlainDate, to as PlainDate) },

  length: { check: signature(['text'], 'integer'), compute: (text) => [...(text as string)].length },
} as const satisfies Record<string, FunctionRule>;

/** Functions that follow their own rules in `compileExpression`: they answer although an argument is unknown, or read what is no value. */
const LENIENT_FUNCTIONS = {
  and: { check: allOf('boolean', 'boolean', 2, 100) },
  or: { check: allOf('boolean', 'boolean', 2, 100) },
  if: { check: branches },
  known: { check: (types): Typing => (types.length === 1 ? { type: 'boolean' } : { problem: 'takes one argument' }) },
  default: { check: sameType(ALL_TYPES, 2) },
  validFrom: { check: (types): Typing => (types.length === 1 ? { type: 'date' } : { problem: 'takes one overlay parameter' }) },
  /** Its arguments depend on the table; `checkExpression` sees to them. */
  lookup: { check: (): Typing => ({ type: undefined }) },
} as const satisfies Record<string, Pick<FunctionRule, 'check'>>;

/** What goes through the rows of a repeating group. Each takes the group and, but for `count`, an expression that is worked out for each row. */
const AGGREGATES = {
  count: { of: [] as MaybeType[], type: 'integer' },
  countWhere: { of: ['boolean'], type: 'integer' },
  any: { of: ['boolean'], type: 'boolean' },
  all: { of: ['boolean'], type: 'boolean' },
  sum: { of: NUMBERS, type: undefined },
  least: { of: ORDERED, type: undefined },
  greatest: { of: ORDERED, type: undefined },
} as const satisfies Record<string, { readonly of: readonly MaybeType[]; readonly type: MaybeType }>;

export type StrictFunctionName = keyof typeof STRICT_FUNCTIONS;
export type LenientFunctionName = keyof typeof LENIENT_FUNCTIONS;
export type AggregateName = keyof typeof AGGREGATES;
export type FunctionName = StrictFunctionName | LenientFunctionName | AggregateName;

export const FUNCTION_NAMES = [...Object.keys(STRICT_FUNCTIONS), ...Object.keys(LENIENT_FUNCTIONS), ...Object.keys(AGGREGATES)] as FunctionName[];

/** Whether a name is a function of the language. */
export function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(STRICT_FUNCTIONS, name) || Object.hasOwn(LENIENT_FUNCTIONS, name) || Object.hasOwn(AGGREGATES, name);
}

/** Whether a function needs all its arguments to be known. */
export function isStrict(name: FunctionName): name is StrictFunctionName {
  return Object.hasOwn(STRICT_FUNCTIONS, name);
}

/** Whether a function goes through the rows of a group. */
export function isAggregate(name: FunctionName): name is AggregateName {
  return Object.hasOwn(AGGREGATES, name);
}

/** The type that a call has, or what is wrong with its arguments; `written` are those that are literals. For an aggregate the type is that of what it works out for each row. */
export function typeOfCall(name: FunctionName, types: readonly MaybeType[], written: readonly (Value | undefined)[]): Typing {
  if (isAggregate(name)) return typeOfAggregate(name, types);
  return isStrict(name) ? STRICT_FUNCTIONS[name].check(types, written) : LENIENT_FUNCTIONS[name].check(types, written);
}

function typeOfAggregate(name: AggregateName, types: readonly MaybeType[]): Typing {
  const { of, type } = AGGREGATES[name];
  if (types.length !== (name === 'count' ? 1 : 2)) return { problem: name === 'count' ? 'takes the group only' : 'takes the group and an expression about one row' };
  if (name === 'count') return { type };
  const [, each] = types;
  // The sum of no rows is 0 of some kind, so the kind must be plain.
  if (each === undefined) return name === 'sum' ? { problem: 'needs integer, money or decimal, not what is always unknown' } : { type };
  return (of as readonly MaybeType[]).includes(each) ? { type: type ?? each } : { problem: `needs ${of.join(', ')}, not ${each}` };
}

/** Whether two known values of one type are the same. */
export function same(left: Computed, right: Computed): boolean {
  return left === right || (left instanceof Decimal && right instanceof Decimal && compareDecimals(left, right) === 0);
}

/** The sum of two numbers of one type; undefined when it is out of range. */
export function add(left: Computed, right: Computed): Computed | undefined {
  return left instanceof Decimal ? addDecimals(left, right as Decimal) : bounded((left as number) + (right as number));
}

export function lesser(left: Computed, right: Computed): Computed {
  return (left instanceof Decimal ? compareDecimals(right as Decimal, left) < 0 : right < left) ? right : left;
}

export function greater(left: Computed, right: Computed): Computed {
  return (left instanceof Decimal ? compareDecimals(right as Decimal, left) > 0 : right > left) ? right : left;
}

function withDigits(wanted: readonly ('decimal' | 'integer')[]): Check {
  const check = withWord(wanted, ROUNDINGS, 'decimal');
  return (types, written) => {
    const typing = check(types, written);
    if ('problem' in typing) return typing;
    const digits = Number(written.at(-2) ?? -1);
    return digits >= 0 && digits <= MAX_SCALE ? typing : { problem: `needs the number of digits after the point, 0 to ${MAX_SCALE}, written out` };
  };
}

function bounded(value: number): number | undefined {
  return Number.isSafeInteger(value) ? value + 0 : undefined;
}

function fraction(amount: number, numerator: number, denominator: number): number | undefined {
  if (denominator <= 0 || !Number.isSafeInteger(Math.ceil((Math.abs(amount) * Math.abs(numerator)) / denominator) + 1)) return undefined;
  return timesFraction(amount as Cents, numerator, denominator);
}

function integerOf(value: Decimal, rounding: Rounding): number | undefined {
  const rounded = roundDecimal(value, 0, rounding);
  return rounded && wholeOf(rounded, 0);
}

function moneyOf(value: Decimal, mode: MoneyRounding | undefined): number | undefined {
  const rounded = mode && roundDecimal(value, mode.digits, mode.rounding);
  return rounded && wholeOf(rounded, 2);
}
