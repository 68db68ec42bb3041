import { addDays, addMonths, daysBetween, parsePlainDate, type PlainDate } from '@allmende/time';
import { timesFraction, type Cents } from '@allmende/money';
import type { Value, ValueType } from './value.ts';

/** A type during checking; `undefined` is the type of `unknown`, which fits everywhere. */
export type MaybeType = ValueType | undefined;

type Typing = { readonly type: MaybeType } | { readonly problem: string };

/** How a function is checked and, when every argument is known, computed. Results out of range are unknown, never an exception. */
export type FunctionRule = {
  readonly check: (types: readonly MaybeType[]) => Typing;
  readonly compute: (values: readonly Value[]) => Value | undefined;
};

const ORDERED: readonly ValueType[] = ['integer', 'money', 'date'];

/** The functions that need all their arguments. `and`, `or`, `if`, `known`, `default` and `validFrom` follow their own rules in `compileExpression`. */
export const STRICT_FUNCTIONS = {
  not: { check: allOf('boolean', 1, 'boolean'), compute: ([value]) => value !== true },
  '=': { check: comparison(), compute: ([left, right]) => left === right },
  '!=': { check: comparison(), compute: ([left, right]) => left !== right },
  '<': { check: comparison(ORDERED), compute: ([left, right]) => left! < right! },
  '<=': { check: comparison(ORDERED), compute: ([left, right]) => left! <= right! },
  '>': { check: comparison(ORDERED), compute: ([left, right]) => left! > right! },
  '>=': { check: comparison(ORDERED), compute: ([left, right]) => left! >= right! },
  '+': { check: sameType(['integer', 'money'], 2), compute: ([left, right]) => bounded((left as number) + (right as number)) },
  '-': { check: sameType(['integer', 'money'], 2), compute: ([left, right]) => bounded((left as number) - (right as number)) },
  '*': { check: product, compute: ([left, right]) => bounded((left as number) * (right as number)) },
  negate: { check: sameType(['integer', 'money'], 1), compute: ([value]) => bounded(-(value as number)) },
  fraction: { check: fractionTypes, compute: ([amount, numerator, denominator]) => fraction(amount as number, numerator as number, denominator as number) },
  oneOf: { check: oneOfTypes, compute: ([value, ...options]) => options.includes(value!) },
  min: { check: sameType(ORDERED, 2, 20), compute: (values) => values.reduce((least, value) => (value < least ? value : least)) },
  max: { check: sameType(ORDERED, 2, 20), compute: (values) => values.reduce((most, value) => (value > most ? value : most)) },
  addDays: { check: signature(['date', 'integer'], 'date'), compute: ([date, days]) => movedByDays(date as PlainDate, days as number) },
  addMonths: { check: signature(['date', 'integer'], 'date'), compute: ([date, months]) => movedByMonths(date as PlainDate, months as number) },
  startOfMonth: { check: signature(['date'], 'date'), compute: ([date]) => `${(date as string).slice(0, 7)}-01` },
  year: { check: signature(['date'], 'integer'), compute: ([date]) => Number((date as string).slice(0, 4)) },
  month: { check: signature(['date'], 'integer'), compute: ([date]) => Number((date as string).slice(5, 7)) },
  daysBetween: { check: signature(['date', 'date'], 'integer'), compute: ([from, to]) => daysBetween(from as PlainDate, to as PlainDate) },
  monthsBetween: { check: signature(['date', 'date'], 'integer'), compute: ([from, to]) => monthsBetween(from as PlainDate, to as PlainDate) },
} as const satisfies Record<string, FunctionRule>;

/** Functions that answer although an argument is unknown. */
export const LENIENT_FUNCTIONS = {
  and: { check: allOf('boolean', 2, 'boolean', 100) },
  or: { check: allOf('boolean', 2, 'boolean', 100) },
  if: { check: ifTypes },
  known: { check: (types: readonly MaybeType[]): Typing => (types.length === 1 ? { type: 'boolean' } : { problem: 'takes one argument' }) },
  default: { check: sameType(['boolean', 'integer', 'money', 'text', 'date'], 2) },
  validFrom: { check: (types: readonly MaybeType[]): Typing => (types.length === 1 ? { type: 'date' } : { problem: 'takes one overlay parameter' }) },
} as const satisfies Record<string, Pick<FunctionRule, 'check'>>;

export type StrictFunctionName = keyof typeof STRICT_FUNCTIONS;
export type FunctionName = StrictFunctionName | keyof typeof LENIENT_FUNCTIONS;

/** Whether a name is a function of the language. */
export function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(STRICT_FUNCTIONS, name) || Object.hasOwn(LENIENT_FUNCTIONS, name);
}

/** Whether a function needs all its arguments to be known. */
export function isStrict(name: FunctionName): name is StrictFunctionName {
  return Object.hasOwn(STRICT_FUNCTIONS, name);
}

/** The type that a call has, or what is wrong with its arguments. */
export function typeOfCall(name: FunctionName, types: readonly MaybeType[]): Typing {
  return isStrict(name) ? STRICT_FUNCTIONS[name].check(types) : LENIENT_FUNCTIONS[name].check(types);
}

/** Whole months from one day to another: 31 January to 28 February is one (§ 188 Abs. 3 BGB). Negative when `to` is earlier. */
export function monthsBetween(from: PlainDate, to: PlainDate): number {
  if (to < from) return -monthsBetween(to, from) || 0;
  const months = (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
  return addMonths(from, months) > to ? months - 1 : months;
}

function bounded(value: number): number | undefined {
  if (!Number.isSafeInteger(value)) return undefined;
  return value === 0 ? 0 : value;
}

function fraction(amount: number, numerator: number, denominator: number): number | undefined {
  if (denominator <= 0 || !Number.isSafeInteger(Math.ceil((Math.abs(amount) * Math.abs(numerator)) / denominator) + 1)) return undefined;
  return timesFraction(amount as Cents, numerator, denominator);
}

function movedByDays(date: PlainDate, days: number): Value | undefined {
  return Math.abs(days) > 3_650_000 ? undefined : parsePlainDate(addDays(date, days));
}

function movedByMonths(date: PlainDate, months: number): Value | undefined {
  return Math.abs(months) > 120_000 ? undefined : parsePlainDate(addMonths(date, months));
}

function allOf(type: ValueType, least: number, result: ValueType, most = least) {
  return (types: readonly MaybeType[]): Typing => {
    if (types.length < least || types.length > most) return { problem: `takes ${least === most ? least : `at least ${least}`} argument${least === 1 ? '' : 's'}` };
    return types.every((each) => fits(each, type)) ? { type: result } : { problem: `needs ${type}, not ${types.find((each) => !fits(each, type))}` };
  };
}

function sameType(allowed: readonly ValueType[], least: number, most = least) {
  return (types: readonly MaybeType[]): Typing => {
    if (types.length < least || types.length > most) return { problem: `takes ${least === most ? least : `${least} to ${most}`} argument${least === 1 ? '' : 's'}` };
    const type = types.find((each) => each !== undefined);
    if (!types.every((each) => fits(each, type))) return { problem: `cannot mix ${types.map((each) => each ?? 'unknown').join(' and ')}` };
    return type === undefined || allowed.includes(type) ? { type } : { problem: `does not work with ${type}` };
  };
}

function comparison(allowed?: readonly ValueType[]) {
  const same = sameType(allowed ?? ['boolean', 'integer', 'money', 'text', 'date'], 2);
  return (types: readonly MaybeType[]): Typing => {
    const typing = same(types);
    return 'problem' in typing ? typing : { type: 'boolean' };
  };
}

function signature(wanted: readonly ValueType[], result: ValueType) {
  return (types: readonly MaybeType[]): Typing =>
    types.length === wanted.length && wanted.every((type, index) => fits(types[index], type)) ? { type: result } : { problem: `needs (${wanted.join(', ')})` };
}

function product(types: readonly MaybeType[]): Typing {
  if (types.length !== 2) return { problem: 'takes 2 arguments' };
  if (types.some((type) => type !== undefined && type !== 'integer' && type !== 'money')) return { problem: 'works with integer and money only' };
  if (types.every((type) => type === 'money')) return { problem: 'cannot multiply money by money' };
  return { type: types.includes('money') ? 'money' : types.includes(undefined) ? undefined : 'integer' };
}

function fractionTypes(types: readonly MaybeType[]): Typing {
  const [amount, numerator, denominator] = types;
  const good = types.length === 3 && (amount === undefined || amount === 'money' || amount === 'integer') && fits(numerator, 'integer') && fits(denominator, 'integer');
  return good ? { type: amount } : { problem: 'needs (money or integer, integer, integer)' };
}

function oneOfTypes(types: readonly MaybeType[]): Typing {
  const typing = sameType(['integer', 'money', 'text', 'date', 'boolean'], 2, 100)(types);
  return 'problem' in typing ? typing : { type: 'boolean' };
}

function ifTypes(types: readonly MaybeType[]): Typing {
  if (types.length !== 3) return { problem: 'needs (condition, then, otherwise)' };
  if (!fits(types[0], 'boolean')) return { problem: `needs a boolean condition, not ${types[0]}` };
  return sameType(['boolean', 'integer', 'money', 'text', 'date'], 2)(types.slice(1));
}

function fits(type: MaybeType, wanted: MaybeType): boolean {
  return type === undefined || wanted === undefined || type === wanted;
}
