import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addMonths, parsePlainDate, plainDate, type PlainDate } from '@allmende/time';
import { contentHash } from '../content-hash.ts';
import { checkExpression, isExpression, type Scope, type Vocabulary } from './check-expression.ts';
import { compileRules, type CompiledRules } from './compile-rules.ts';
import { ageOn, isDay, monthsBetween } from './day-functions.ts';
import { isCanonicalDecimal } from './decimal.ts';
import { forget, inRow, type Environment, type Row } from './environment.ts';
import { MAX_DEPTH, type Expression } from './expression.ts';
import { formatExpression } from './format-expression.ts';
import { FUNCTION_NAMES, isAggregate, type FunctionName } from './functions.ts';
import { inferRules } from './infer-rules.ts';
import { parseExpression } from './parse-expression.ts';
import type { Table } from './tables.ts';
import type { Value, ValueType } from './value.ts';

const TYPES: Readonly<Record<string, ValueType>> = { b: 'boolean', i: 'integer', m: 'money', d: 'decimal', t: 'text', day: 'date' };
const typeOfId = (id: string): ValueType | undefined => TYPES[id.split('.')[1]?.replace(/\d$/u, '') ?? ''];
const RATES: Table = {
  id: 'rates', keys: ['integer'], value: 'decimal', source: 'made up', enteredBy: 'test', enteredOn: '2026-01-01',
  periods: [{ validFrom: '2020-01-01', validTo: '2030-12-31', rows: [1, 2, 3].map((key) => ({ keys: [key], value: `0.${key}5` })) }],
};
const vocabulary: Vocabulary = {
  field: (id) => {
    const type = typeOfId(id);
    return type && /^(?:home|member)\./u.test(id) ? { type, group: id.startsWith('member.') ? 'member' : undefined } : undefined;
  },
  parameter: (id) => (typeOfId(id) && id.startsWith('rates.') ? { type: typeOfId(id)! } : undefined),
  hasGroup: (id) => id === 'member',
  table: (id) => (id === 'rates' ? RATES : undefined),
};
const scope: Scope = { ...vocabulary, rule: (name) => (name === 'late' ? { type: 'boolean' } : undefined) };
const PARAMETERS: Readonly<Record<string, Value>> = { 'rates.b': true, 'rates.i': 3, 'rates.m': 9_600, 'rates.d': '1.5', 'rates.t': 'a', 'rates.day': '2026-02-28' };
const today = plainDate('2026-05-15');

function compile(rules: Readonly<Record<string, Expression>>): CompiledRules {
  return compileRules({ rules: { late: { literal: true, type: 'boolean' }, ...rules }, vocabulary, tables: [RATES], parameter: (id) => PARAMETERS[id], validFrom: (id) => (id === 'rates.m' ? plainDate('2026-01-01') : undefined) });
}

const none = compile({});

function parsed(text: string): Expression {
  const result = parseExpression(text);
  if ('problem' in result) assert.fail(`${text}: ${result.problem} at ${result.at}`);
  return result.expression;
}

// Expressions of any form, most of them wrong.

const days = fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }).map((value) => value.toISOString().slice(0, 10));
const decimalTexts = fc.tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 12 })).map(([digits, scale]) => `${digits}${scale === 0 ? '' : `.${'0'.repeat(scale - 1)}7`}`).filter(isCanonicalDecimal);
const VALUES: Readonly<Record<ValueType, fc.Arbitrary<Value>>> = {
  boolean: fc.boolean(), integer: fc.oneof(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -999_999_999, max: 999_999_999 })), money: fc.integer({ min: -999_999_999, max: 999_999_999 }),
  decimal: fc.oneof(fc.constantFrom('0', '1.5', '-0.25', '3'), decimalTexts), text: fc.oneof(fc.constantFrom('a', 'b'), fc.string()), date: days,
};
const types = Object.keys(VALUES) as ValueType[];
const literalOf = (type: ValueType): fc.Arbitrary<Expression> => VALUES[type].map((literal) => ({ literal, type }));
const anyLeaf: fc.Arbitrary<Expression> = fc.oneof(...types.map(literalOf), fc.constantFrom<Expression>({ unknown: true }, { today: true }, { rule: 'late' }, { parameter: 'rates.m' }, { field: 'home.i' }, { field: 'home.day' }, { field: 'member.m' }));
const anyExpression = fc.letrec<{ node: Expression }>((tie) => ({
  node: fc.oneof({ maxDepth: 5, withCrossShrink: true }, anyLeaf, fc.constantFrom(...FUNCTION_NAMES).chain((call) => fc.array(tie('node'), arity(call)).map((of) => withName(call, of)))),
})).node;

function withName(call: FunctionName, of: readonly Expression[]): Expression {
  const first: Expression | undefined = isAggregate(call) ? { group: 'member' } : call === 'lookup' ? { table: 'rates' } : undefined;
  return { call, of: first ? [first, ...of.slice(1)] : of };
}

function arity(call: FunctionName): { minLength: number; maxLength: number } {
  if (['not', 'negate', 'startOfMonth', 'endOfMonth', 'year', 'month', 'day', 'known', 'validFrom', 'decimal', 'euros', 'length', 'count'].includes(call)) return { minLength: 1, maxLength: 1 };
  if (['if', 'fraction', 'round', 'lookup'].includes(call)) return { minLength: 3, maxLength: 3 };
  if (call === 'divide') return { minLength: 4, maxLength: 4 };
  return ['and', 'or', 'min', 'max', 'oneOf'].includes(call) ? { minLength: 2, maxLength: 4 } : { minLength: 2, maxLength: 2 };
}

// Expressions of a type, made to be right.

const generators = new Map<string, fc.Arbitrary<Expression>>();
const IDS: Readonly<Record<ValueType, string>> = { boolean: 'b', integer: 'i', money: 'm', decimal: 'd', text: 't', date: 'day' };
const of = (call: FunctionName, ...parts: readonly fc.Arbitrary<Expression>[]): fc.Arbitrary<Expression> => fc.tuple(...parts).map((each) => ({ call, of: each }));
const word = (...words: readonly string[]): fc.Arbitrary<Expression> => fc.constantFrom(...words).map((literal) => ({ literal, type: 'text' }));
const ROUNDINGS = ['half-up', 'half-even', 'up', 'down'];

function typed(type: ValueType, depth: number, row: boolean): fc.Arbitrary<Expression> {
  const key = `${type} ${depth} ${row}`;
  const known = generators.get(key);
  if (known) return known;
  const leaf = fc.oneof(literalOf(type), fc.constantFrom<Expression>({ field: `home.${IDS[type]}` }, { field: `home.${IDS[type]}2` }, { parameter: `rates.${IDS[type]}` }, { unknown: true }, ...(row ? [{ field: `member.${IDS[type]}` }, { field: `member.${IDS[type]}2` }] : [])));
  const made = depth === 0 ? leaf : fc.oneof({ weight: 1, arbitrary: leaf }, ...callsOf(type, depth - 1, row).map((arbitrary) => ({ weight: 1, arbitrary })));
  generators.set(key, made);
  return made;
}

function callsOf(type: ValueType, depth: number, row: boolean): fc.Arbitrary<Expression>[] {
  const a = (each: ValueType) => typed(each, depth, row);
  const aggregate = (call: FunctionName, each: ValueType): fc.Arbitrary<Expression>[] => (row ? [] : [typed(each, depth, true).map((inner) => ({ call, of: [{ group: 'member' }, reading(inner, each)] }))]);
  const anyType = fc.constantFrom(...types);
  const ordered = fc.constantFrom<ValueType>('integer', 'money', 'decimal', 'date');
  const common = [of('if', a('boolean'), a(type), a(type)), of('default', a(type), a(type))];
  const numbers = [of('+', a(type), a(type)), of('-', a(type), a(type)), of('negate', a(type)), ...aggregate('sum', type)];
  const inOrder = [of('min', a(type), a(type)), of('max', a(type), a(type), a(type)), ...aggregate('least', type), ...aggregate('greatest', type)];
  switch (type) {
    case 'boolean': return [
      ...common, of('not', a('boolean')), of('and', a('boolean'), a('boolean')), of('or', a('boolean'), a('boolean'), a('boolean')), anyType.chain((each) => of('known', a(each))),
      ...['=', '!='].map((call) => anyType.chain((each) => of(call as FunctionName, a(each), a(each)))), ...['<', '<=', '>', '>='].map((call) => ordered.chain((each) => of(call as FunctionName, a(each), a(each)))),
      anyType.chain((each) => of('oneOf', a(each), a(each), a(each))), ...aggregate('any', 'boolean'), ...aggregate('all', 'boolean'),
    ];
    case 'integer': return [
      ...common, ...numbers, ...inOrder, of('*', a('integer'), a('integer')), of('age', a('date'), a('date')), of('daysBetween', a('date'), a('date')), of('monthsBetween', a('date'), a('date')), of('year', a('date')), of('month', a('date')), of('day', a('date')),
      of('length', a('text')), of('toInteger', a('decimal'), word(...ROUNDINGS)), of('fraction', a('integer'), a('integer'), a('integer')), ...aggregate('countWhere', 'boolean'), ...(row ? [] : [fc.constant<Expression>({ call: 'count', of: [{ group: 'member' }] })]),
    ];
    case 'money': return [...common, ...numbers, ...inOrder, of('*', a('integer'), a('money')), of('fraction', a('money'), a('integer'), a('integer')), of('toMoney', a('decimal'), word(...ROUNDINGS.flatMap((each) => [`${each}-cent`, `${each}-euro`])))];
    case 'decimal': {
      const digits = fc.integer({ min: 0, max: 30 }).map((literal): Expression => ({ literal, type: 'integer' }));
      return [
        ...common, ...numbers, ...inOrder, of('*', a('decimal'), a('decimal')), of('decimal', a('integer')), of('euros', a('money')), of('divide', a('decimal'), a('decimal'), digits, word(...ROUNDINGS)),
        of('round', a('decimal'), digits, word(...ROUNDINGS)), fc.tuple(a('date'), a('integer')).map(([date, index]): Expression => ({ call: 'lookup', of: [{ table: 'rates' }, date, index] })),
      ];
    }
    case 'date': return [...common, ...inOrder, of('addDays', a('date'), a('integer')), of('addMonths', a('date'), a('integer')), of('startOfMonth', a('date')), of('endOfMonth', a('date')), fc.constant<Expression>({ today: true }), fc.constant<Expression>({ call: 'validFrom', of: [{ parameter: 'rates.m' }] })];
    default: return common;
  }
}

/** Makes sure that a row is read, as an aggregate wants it. */
function reading(inner: Expression, type: ValueType): Expression {
  const field: Expression = { field: `member.${IDS[type]}` };
  if (type === 'boolean') return { call: 'and', of: [field, inner] };
  return type === 'date' ? { call: 'max', of: [field, inner] } : { call: '+', of: [inner, field] };
}

const wellTyped = fc.constantFrom(...types).chain((type) => typed(type, 4, false).map((expression) => ({ type, expression })));
const answersOf = (prefix: string) => fc.record(Object.fromEntries(types.flatMap((type) => [`${prefix}.${IDS[type]}`, `${prefix}.${IDS[type]}2`].map((id) => [id, VALUES[type]] as const))), { requiredKeys: [] }) as fc.Arbitrary<Record<string, Value>>;
type Given = { readonly answers: Readonly<Record<string, Value>>; readonly members: readonly Readonly<Record<string, Value>>[] | undefined };
const given: fc.Arbitrary<Given> = fc.record({ answers: answersOf('home'), members: fc.option(fc.array(answersOf('member'), { maxLength: 4 }), { nil: undefined }) });

function environmentOf({ answers, members }: Given): Environment {
  return { answers, today, memo: [], ...(members ? { rows: { member: members.map((each, index): Row => ({ id: String(index), answers: each, memo: [] })) } } : {}) };
}

const hasType = (value: Value, type: ValueType): boolean => {
  if (type === 'boolean') return typeof value === 'boolean';
  if (type === 'integer' || type === 'money') return Number.isSafeInteger(value) && !Object.is(value, -0);
  return typeof value === 'string' && (type === 'text' || (type === 'date' ? parsePlainDate(value) !== undefined : isCanonicalDecimal(value)));
};

test('every expression survives being written and read again', () => {
  fc.assert(fc.property(anyExpression, (expression) => {
    assert.ok(isExpression(expression));
    assert.deepEqual(parsed(formatExpression(expression)), expression);
  }), { numRuns: 3_000 });
});

test('the reader never throws, whatever the text', () => {
  const alphabet = fc.constantFrom('(', ')', 'and ', 'not ', 'if(', 'sum(', 'lookup(', 'member', ',', '1', '-', '+', '*', '=', '<', "'", '@2026-01-01', '$a.b', 'dog.name', 'late', '€', ' ', '.', '1.5', '12.50€', 'ä', '\n');
  fc.assert(fc.property(fc.oneof(fc.string({ maxLength: 200 }), fc.array(alphabet, { maxLength: 60 }).map((parts) => parts.join(''))), (text) => {
    const result = parseExpression(text);
    if ('expression' in result) assert.ok(isExpression(result.expression));
    else assert.ok(result.at >= 0 && result.at <= text.length);
  }), { numRuns: 5_000 });
});

test('total: what passes the check ends with a value of its type or unknown', () => {
  let known = 0;
  fc.assert(fc.property(wellTyped, given, ({ type, expression }, each) => {
    const checked = checkExpression(expression, scope);
    assert.deepEqual(checked.problems, []);
    assert.ok(checked.type === type || checked.type === undefined);
    const value = none.expression(expression)(environmentOf(each));
    if (value === undefined) return;
    known += 1;
    assert.ok(hasType(value, type), `${formatExpression(expression)} is ${JSON.stringify(value)}, no ${type}`);
  }), { numRuns: 10_000 });
  assert.ok(known > 2_000, `only ${known} were known`);
});

test('total: answers of any other type are unknown and do no harm', () => {
  const anything = fc.oneof(fc.anything(), fc.constantFrom('2026-02-30', '1.50', '-0', '', Number.NaN, Infinity, 1.5, -0));
  const wrong = fc.record(Object.fromEntries(types.map((type) => [`home.${IDS[type]}`, anything]))) as fc.Arbitrary<Record<string, Value>>;
  fc.assert(fc.property(wellTyped, wrong, fc.array(wrong.map((each) => Object.fromEntries(Object.entries(each).map(([id, value]) => [id.replace('home', 'member'), value]))), { maxLength: 3 }), ({ type, expression }, answers, members) => {
    const value = none.expression(expression)(environmentOf({ answers, members }));
    assert.ok(value === undefined || hasType(value, type));
  }), { numRuns: 3_000 });
});

test('deterministic: the same again, from memory, afresh, and whatever was asked before', () => {
  fc.assert(fc.property(fc.array(wellTyped, { minLength: 2, maxLength: 6 }), given, (list, each) => {
    const compiled = compile(Object.fromEntries(list.map(({ expression }, index) => [`rule${index}`, expression])));
    assert.deepEqual([...compiled.problems], []);
    const names = list.map((_, index) => `rule${index}`);
    const environment = environmentOf(each);
    const forwards = names.map((name) => compiled.rule(name)!(environment));
    const backwards = environmentOf(each);
    assert.deepEqual(names.toReversed().map((name) => compiled.rule(name)!(backwards)).toReversed(), forwards);
    assert.deepEqual(names.map((name) => compiled.rule(name)!(environment)), forwards);
    assert.deepEqual(names.map((name) => compiled.rule(name)!(forget(environment))), forwards);
    // Compiled alone nothing is shared, so what is kept in several places at once changes no result.
    assert.deepEqual(list.map(({ expression }) => none.expression(expression)(environmentOf(each))), forwards);
  }), { numRuns: 1_500 });
});

test('row rules say the same to a row, to an aggregate, and through another rule', () => {
  fc.assert(fc.property(typed('boolean', 4, true).map((inner) => reading(inner, 'boolean')), given.filter(({ members }) => members !== undefined), (expression, each) => {
    const compiled = compile({ own: expression, again: { call: 'not', of: [{ rule: 'own' }] }, some: { call: 'any', of: [{ group: 'member' }, { rule: 'own' }] }, number: { call: 'countWhere', of: [{ group: 'member' }, { rule: 'own' }] } });
    assert.deepEqual([...compiled.problems], []);
    assert.equal(compiled.groups.get('again'), 'member');
    const environment = environmentOf(each);
    const results = environment.rows!['member']!.map((row) => compiled.rule('own')!(inRow(environment, row)));
    assert.deepEqual(environment.rows!['member']!.map((row) => compiled.rule('again')!(inRow(environment, row))), results.map((result) => (result === undefined ? undefined : !result)));
    assert.equal(compiled.rule('some')!(environment), results.includes(true) ? true : results.includes(undefined) ? undefined : false);
    assert.equal(compiled.rule('number')!(environment), results.includes(undefined) ? undefined : results.filter((result) => result === true).length);
    assert.equal(compiled.rule('own')!(environment), undefined);
  }), { numRuns: 2_000 });
});

test('monotone: learning more never turns one known result into another', () => {
  const monotone = (expression: Expression): boolean => !('call' in expression) || (!['known', 'default'].includes(expression.call) && expression.of.every(monotone));
  const without = (answers: Readonly<Record<string, Value>>, forgotten: readonly string[]) => Object.fromEntries(Object.entries(answers).filter(([id]) => !forgotten.includes(id)));
  let known = 0;
  fc.assert(fc.property(wellTyped.filter(({ expression }) => monotone(expression)), given, fc.subarray(types.flatMap((type) => [`home.${IDS[type]}`, `home.${IDS[type]}2`, `member.${IDS[type]}`, `member.${IDS[type]}2`])), fc.boolean(), ({ expression }, all, forgotten, listed) => {
    const evaluate = none.expression(expression);
    const before = evaluate(environmentOf({ answers: without(all.answers, forgotten), members: listed ? all.members?.map((each) => without(each, forgotten)) : undefined }));
    if (before === undefined) return;
    known += 1;
    assert.equal(evaluate(environmentOf(all)), before, formatExpression(expression));
  }), { numRuns: 8_000 });
  assert.ok(known > 1_000, `only ${known} were known before`);
});

test('acyclic: a circle is found exactly where there is one, and its rules are unknown', () => {
  const graph = fc.integer({ min: 1, max: 12 }).chain((size) => fc.array(fc.uniqueArray(fc.nat({ max: size - 1 }), { maxLength: 3 }), { minLength: size, maxLength: size }));
  fc.assert(fc.property(graph, (uses) => {
    const rules = Object.fromEntries(uses.map((list, index) => [`rule${index}`, list.reduce<Expression>((sum, used) => ({ call: '+', of: [sum, { rule: `rule${used}` }] }), { literal: 1, type: 'integer' })]));
    const compiled = compile(rules);
    const open = new Set(uses.keys());
    for (let before = -1; before !== open.size;) {
      before = open.size;
      for (const index of open) if (uses[index]!.every((used) => !open.has(used))) open.delete(index);
    }
    assert.equal([...compiled.problems.values()].flat().some((problem) => problem.includes('goes in a circle')), open.size > 0);
    for (const index of uses.keys()) assert.equal(compiled.rule(`rule${index}`)?.(environmentOf({ answers: {}, members: [] })) === undefined, open.has(index));
  }), { numRuns: 1_000 });
});

test('the longest and deepest packages that are accepted do not exhaust the stack, and more is refused', () => {
  const deep = (name: string): Expression => parsed(`${'not ('.repeat(54)}${name}${')'.repeat(54)}`);
  const chain = (length: number) => Object.fromEntries(Array.from({ length }, (_, index) => [`rule${length - index}`, index === 0 ? parsed('true') : deep(`rule${length - index + 1}`)]));
  const compiled = compile(chain(24));
  assert.deepEqual([...compiled.problems], []);
  assert.equal(compiled.rule('rule1')!(environmentOf({ answers: {}, members: [] })), true);
  assert.ok([...inferRules(chain(2_000), vocabulary).problems.values()].flat().some((problem) => problem.includes('is nested deeper than')));
  const long = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`rule${index}`, parsed(index === 4_999 ? '1' : `rule${index + 1} + 1`)]));
  assert.ok([...inferRules(long, vocabulary).problems.values()].flat().some((problem) => problem.includes('chain of more than')));
  assert.ok('expression' in parseExpression(`${'('.repeat(MAX_DEPTH - 1)}1${')'.repeat(MAX_DEPTH - 1)}`));
  for (const text of [`${'('.repeat(3_000)}1`, `${'not '.repeat(900)}true`, `1${'+1'.repeat(1_500)}`, `${'-'.repeat(3_000)}1`]) assert.ok('problem' in parseExpression(text));
});

test('the work grows with the rows, not with their square', () => {
  let read = 0;
  const counted = (index: number): Row => ({ id: String(index), memo: [], get answers() { read += 1; return { 'member.i': index }; } });
  const compiled = compile({ mine: parsed('member.i * 2'), most: parsed('greatest(member, mine)'), isMost: parsed('mine = most'), winners: parsed('countWhere(member, isMost) + sum(member, mine) + least(member, member.i)') });
  assert.deepEqual([...compiled.problems], []);
  assert.equal(compiled.rule('winners')!({ answers: {}, today, memo: [], rows: { member: Array.from({ length: 5_000 }, (_, index) => counted(index)) } }), 1 + 4_999 * 5_000);
  assert.equal(read, 5_000);
});

test('a day is what the calendar says, months and ages count as the civil code does', () => {
  const texts = fc.oneof(days, fc.string({ maxLength: 12 }), fc.tuple(fc.integer({ min: 990, max: 10_010 }), fc.nat({ max: 14 }), fc.nat({ max: 33 })).map(([year, month, day]) => `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`));
  fc.assert(fc.property(texts, (text) => assert.equal(isDay(text), parsePlainDate(text) !== undefined, text)), { numRuns: 20_000 });
  const dates = fc.date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true }).map((value) => value.toISOString().slice(0, 10) as PlainDate);
  fc.assert(fc.property(dates, dates, (one, other) => {
    const [from, to] = one <= other ? [one, other] : [other, one];
    const months = monthsBetween(from, to);
    assert.ok(addMonths(from, months) <= to && addMonths(from, months + 1) > to);
    assert.equal(monthsBetween(to, from), -months || 0);
    const age = ageOn(from, to)!;
    // The birthday of somebody born on 29 February is 1 March in other years.
    const birthday = (years: number) => (from.endsWith('02-29') && !isDay(`${Number(from.slice(0, 4)) + years}-02-29`) ? `${Number(from.slice(0, 4)) + years}-03-01` : addMonths(from, years * 12));
    assert.ok(birthday(age) <= to && birthday(age + 1) > to);
  }), { numRuns: 10_000 });
});

test('data that is no expression is refused, however deep', () => {
  let deep: unknown = { literal: 1, type: 'integer' };
  for (let level = 0; level < 5_000; level += 1) deep = { call: 'not', of: [deep] };
  for (const data of [
    null, 1, 'x', [], {}, { literal: 1.5, type: 'integer' }, { literal: '2026-02-30', type: 'date' }, { literal: '1.50', type: 'decimal' }, { literal: 1.5, type: 'decimal' }, { call: 'toString', of: [] }, { call: 'not', of: {} },
    { field: 1 }, { field: 'a.b', extra: 1 }, { group: 'member' }, { table: 'rates' }, { call: 'count', of: [] }, { call: 'count', of: [{ rule: 'member' }] }, { call: 'sum', of: [{ group: 'a b' }, { unknown: true }] }, { call: 'not', of: [{ group: 'member' }] }, deep,
  ]) assert.equal(isExpression(data), false);
  fc.assert(fc.property(fc.anything(), (data) => { checkExpression(data, scope); }));
});

test('what was written before there were decimals, rows and tables keeps its stored form, and so the hash of its package', () => {
  const texts = [
    'keeping.otherDogs + 1', "if(dog.danger = 'unsure', unknown, oneOf(dog.danger, 'breed', 'assessed'))", 'fraction(annualTax, firstYearMonths, 12)', 'not known($duty.deadline) or -3 < 2 * year(today)',
    'max(keeping.since, @2026-05-03) >= validFrom($rates.first)', 'default(rate, 120.50€) - -1€', "'it''s' != choice.name and true or false",
  ];
  assert.equal(contentHash(texts.map((text) => parseExpression(text))), 'a4510776e69a1247867a04052c44d7d45ecf7186ed5d9193c71d12ad3198dcd6');
});
