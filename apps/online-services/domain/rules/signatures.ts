import type { Value, ValueType } from './value.ts';

/** A type during checking; `undefined` is the type of what is always unknown, which fits everywhere. */
export type MaybeType = ValueType | undefined;

/** The type of a call, or what is wrong with its arguments. */
export type Typing = { readonly type: MaybeType } | { readonly problem: string };

/** Judges the arguments of a call by their types, and where a fixed word or number is wanted by what is written there: `undefined` for anything but a literal. */
export type Check = (types: readonly MaybeType[], written: readonly (Value | undefined)[]) => Typing;

export const ALL_TYPES: readonly ValueType[] = ['boolean', 'integer', 'money', 'decimal', 'text', 'date'];
export const NUMBERS: readonly ValueType[] = ['integer', 'money', 'decimal'];
export const ORDERED: readonly ValueType[] = [...NUMBERS, 'date'];

/** So many arguments of one type. */
export function allOf(type: ValueType, result: ValueType, least: number, most = least): Check {
  return (types) => {
    if (types.length < least || types.length > most) return { problem: takes(least, most) };
    const wrong = types.find((each) => !fits(each, type));
    return wrong === undefined ? { type: result } : { problem: `needs ${type}, not ${wrong}` };
  };
}

/** So many arguments that share one of the allowed types, which is also the result's. */
export function sameType(allowed: readonly ValueType[], least: number, most = least): Check {
  return (types) => {
    if (types.length < least || types.length > most) return { problem: takes(least, most) };
    const type = types.find((each) => each !== undefined);
    if (!types.every((each) => fits(each, type))) return { problem: mixed(types) };
    return type === undefined || allowed.includes(type) ? { type } : { problem: `does not work with ${type}` };
  };
}

/** Like `sameType`, with a result that is true or false. */
export function comparison(allowed: readonly ValueType[], least = 2, most = least): Check {
  const same = sameType(allowed, least, most);
  return (types, written) => {
    const typing = same(types, written);
    return 'problem' in typing ? typing : { type: 'boolean' };
  };
}

/** Exactly these types. */
export function signature(wanted: readonly ValueType[], result: ValueType): Check {
  return (types) => (types.length === wanted.length && wanted.every((type, index) => fits(types[index], type)) ? { type: result } : { problem: `needs (${wanted.join(', ')})` });
}

/** Exactly these types, then a fixed word out of a list, so that a misspelt one is found before anybody applies. */
export function withWord(wanted: readonly ValueType[], words: readonly string[], result: ValueType): Check {
  return (types, written) => {
    const good = types.length === wanted.length + 1 && wanted.every((type, index) => fits(types[index], type));
    if (!good) return { problem: `needs (${[...wanted, words.map((each) => `'${each}'`).join(' or ')].join(', ')})` };
    return words.includes(String(written.at(-1))) ? { type: result } : { problem: `needs one of ${words.map((each) => `'${each}'`).join(', ')} as its last argument` };
  };
}

/** `if`: a condition and two values of one type. */
export function branches(types: readonly MaybeType[], written: readonly (Value | undefined)[]): Typing {
  if (types.length !== 3) return { problem: 'needs (condition, then, otherwise)' };
  if (!fits(types[0], 'boolean')) return { problem: `needs a boolean condition, not ${types[0]}` };
  return sameType(ALL_TYPES, 2)(types.slice(1), written);
}

/** Products: whole numbers with whole numbers or money, decimals with decimals. */
export function product(types: readonly MaybeType[]): Typing {
  if (types.length !== 2) return { problem: 'takes 2 arguments' };
  if (types.some((type) => type !== undefined && !NUMBERS.includes(type))) return { problem: 'works with integer, money and decimal only' };
  if (types.includes('decimal')) return types.every((type) => fits(type, 'decimal')) ? { type: 'decimal' } : { problem: mixed(types) };
  if (types.every((type) => type === 'money')) return { problem: 'cannot multiply money by money' };
  return { type: types.includes('money') ? 'money' : types.includes(undefined) ? undefined : 'integer' };
}

/** `fraction`: an amount and two whole numbers. */
export function fractionTypes(types: readonly MaybeType[]): Typing {
  const [amount, numerator, denominator] = types;
  const good = types.length === 3 && (amount === undefined || amount === 'money' || amount === 'integer') && fits(numerator, 'integer') && fits(denominator, 'integer');
  return good ? { type: amount } : { problem: 'needs (money or integer, integer, integer)' };
}

/** Whether a type may stand where another is wanted. */
export function fits(type: MaybeType, wanted: MaybeType): boolean {
  return type === undefined || wanted === undefined || type === wanted;
}

function takes(least: number, most: number): string {
  const number = least === most ? String(least) : most >= 100 ? `at least ${least}` : `${least} to ${most}`;
  return `takes ${number} argument${number === '1' ? '' : 's'}`;
}

function mixed(types: readonly MaybeType[]): string {
  const text = `cannot mix ${types.map((each) => each ?? 'unknown').join(' and ')}`;
  if (!types.includes('decimal')) return text;
  const conversion = types.includes('money') ? 'euros(…)' : types.includes('integer') ? 'decimal(…)' : undefined;
  return conversion === undefined ? text : `${text}: write ${conversion} to make it a decimal`;
}
