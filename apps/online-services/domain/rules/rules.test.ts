import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { plainDate } from '@allmende/time';
import { checkExpression, isExpression, type Scope } from './check-expression.ts';
import { compileRules } from './compile-rules.ts';
import type { Environment } from './environment.ts';
import { MAX_DEPTH, type Expression } from './expression.ts';
import type { Value } from './value.ts';
import { formatExpression } from './format-expression.ts';
import { FUNCTION_NAMES, isStrict, type FunctionName } from './functions.ts';
import { parseExpression } from './parse-expression.ts';

const today = plainDate('2026-05-15');
const answers = { 'dog.name': 'Beispielhund', 'dog.birth': '2026-01-31', 'home.dogs': 2, 'home.large': true, 'bill.amount': 12050, 'bill.choice': 'listed' };
const parameters: Record<string, Value> = { 'rates.first': 9600, 'rates.months': 3 };

const scope: Scope = {
  field: (id) => ({
    'dog.name': { type: 'text' as const }, 'dog.birth': { type: 'date' as const }, 'home.dogs': { type: 'integer' as const }, 'home.large': { type: 'boolean' as const },
    'bill.amount': { type: 'money' as const }, 'bill.choice': { type: 'text' as const, options: ['listed', 'none'] }, 'not.answered': { type: 'boolean' as const },
  })[id],
  parameter: (id) => (id.startsWith('rates.') ? { type: id === 'rates.months' ? 'integer' : 'money' } : undefined),
  rule: (name) => (name === 'late' ? { type: 'boolean' } : undefined),
};

function parsed(text: string): Expression {
  const result = parseExpression(text);
  if ('problem' in result) assert.fail(`${text}: ${result.problem} at ${result.at}`);
  return result.expression;
}

const compiled = compileRules({ rules: { late: { literal: true, type: 'boolean' } }, vocabulary: scope, parameter: (id) => parameters[id], validFrom: () => plainDate('2026-01-01') });

function evaluate(expression: Expression): Value | undefined {
  const environment: Environment = { answers, today, memo: [] };
  return compiled.expression(expression)(environment);
}

const VECTORS: readonly (readonly [string, Value | undefined])[] = [
  ['1 + 2 * 3', 7], ['(1 + 2) * 3', 9], ['2 - 3 - 4', -5], ['-3 + 1', -2], ['- - 3', 3], ['120.50€ + 0.50€', 12100], ['3 * 10€', 3000],
  ['9007199254740 * 9007199254740', undefined], ['home.dogs + 1', 3], ['home.dogs >= 2', true], ['dog.name = \'Beispielhund\'', true], ['\'it\'\'s\' = \'it\'\'s\'', true],
  ['true and unknown', undefined], ['false and unknown', false], ['unknown and false', false], ['true or unknown', true], ['false or unknown', undefined], ['not unknown', undefined],
  ['not true or true', true], ['not (true or true)', false], ['not.answered or true', true], ['not.answered', undefined], ['known(not.answered)', false], ['known(home.dogs)', true],
  ['if(unknown, 1, 2)', undefined], ['if(unknown, 2, 2)', 2], ['if(home.large, 1, 2)', 1], ['default(not.answered, false)', false], ['default(home.large, false)', true],
  ['oneOf(bill.choice, \'none\', \'listed\')', true], ['oneOf(bill.choice, \'none\')', false], ['min(3, 1, 2)', 1], ['max(@2026-01-01, today)', '2026-05-15'],
  ['fraction($rates.first, 8, 12)', 6400], ['fraction(100€, 1, 3)', 3333], ['fraction(100€, 1, 0)', undefined], ['addMonths(dog.birth, 1)', '2026-02-28'],
  ['addMonths(dog.birth, 999999999)', undefined], ['addDays(today, -15)', '2026-04-30'], ['addDays(@9999-12-31, 1)', undefined], ['addDays(today, 9007199254740)', undefined],
  ['startOfMonth(today)', '2026-05-01'], ['year(today) * 100 + month(today)', 202605], ['monthsBetween(@2026-01-31, @2026-02-28)', 1], ['monthsBetween(@2026-03-01, @2026-02-01)', -1],
  ['monthsBetween(@2026-01-15, @2026-02-14)', 0], ['daysBetween(@2026-02-28, @2026-03-01)', 1], ['validFrom($rates.first) <= today', true], ['$rates.unset + 1€', undefined], ['late and home.large', true],
];

for (const [text, expected] of VECTORS) {
  test(`evaluates ${text} to ${expected}`, () => assert.equal(evaluate(parsed(text)), expected));
}

for (const [text, at] of [['1 +', 3], ['(1', 2], ['dog.name = = 1', 11], ['@2026-02-30', 0], ['nothing(1)', 0], ['and', 0], ['1 2', 2], ['1 < 2 < 3', 6], ['#', 0], ['\'open', 0], ['1.2.3', 0], ['', 0]] as const) {
  test(`refuses to read "${text}" and names the character`, () => {
    const result = parseExpression(text);
    assert.ok('problem' in result);
    assert.equal(result.at, at);
  });
}

for (const [text, problem] of [
  ['1 + 1€', 'cannot mix'], ['home.large + 1', 'cannot mix'], ['dog.nme = \'x\'', 'unknown field dog.nme'], ['bill.choice = \'lsted\'', "no option 'lsted'"], ['oneOf(bill.choice, \'x\')', "no option 'x'"],
  ['$rent.first > 1€', 'unknown parameter'], ['early', 'unknown rule early'], ['1€ * 1€', 'money by money'], ['dog.name < \'b\'', 'does not work with text'], ['validFrom(1)', 'takes one overlay parameter'], ['if(1, 2, 3)', 'boolean condition'],
  ['year(1)', 'needs (date)'], ['not(1)', 'needs boolean'],
] as const) {
  test(`finds the mistake in ${text}`, () => assert.match(checkExpression(parsed(text), scope).problems.join('; '), new RegExp(problem.replaceAll(/[()$]/gu, String.raw`\$&`), 'u')));
}

test('infers the type of a correct expression', () => {
  assert.deepEqual(checkExpression(parsed('if(home.dogs > 1, fraction($rates.first, 1, 12), unknown)'), scope), { type: 'money', group: undefined, problems: [] });
});

test('reads deep nesting up to the limit and refuses the rest without exhausting the stack', () => {
  assert.ok('expression' in parseExpression(`${'('.repeat(MAX_DEPTH - 1)}1${')'.repeat(MAX_DEPTH - 1)}`));
  for (const text of [`${'('.repeat(3_000)}1`, `${'not '.repeat(900)}true`, `1${'+1'.repeat(1_500)}`, `${'-'.repeat(3_000)}1`]) assert.ok('problem' in parseExpression(text));
});

const names = FUNCTION_NAMES.filter((name) => !['lookup','count','countWhere','any','all','sum','least','greatest'].includes(name));
const literal: fc.Arbitrary<Expression> = fc.oneof(
  fc.boolean().map((value) => ({ literal: value, type: 'boolean' as const })),
  fc.integer({ min: -999_999_999, max: 999_999_999 }).map((value) => ({ literal: value, type: 'integer' as const })),
  fc.integer({ min: -999_999_999, max: 999_999_999 }).map((value) => ({ literal: value, type: 'money' as const })),
  fc.string().map((value) => ({ literal: value, type: 'text' as const })),
  fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }).map((value) => ({ literal: value.toISOString().slice(0, 10), type: 'date' as const })),
);
const leaf: fc.Arbitrary<Expression> = fc.oneof(literal, fc.constantFrom<Expression>({ unknown: true }, { today: true }, { rule: 'late' }, { parameter: 'rates.first' }, ...Object.keys(answers).map((field) => ({ field })), { field: 'not.answered' }));
const anyExpression = fc.letrec<{ node: Expression }>((tie) => ({
  node: fc.oneof({ maxDepth: 5, withCrossShrink: true }, leaf, fc.constantFrom(...names).chain((call) => fc.array(tie('node'), arity(call)).map((of) => ({ call, of })))),
})).node;

function arity(call: FunctionName): { minLength: number; maxLength: number } {
  if (['not', 'negate', 'startOfMonth', 'year', 'month', 'known', 'validFrom'].includes(call)) return { minLength: 1, maxLength: 1 };
  if (call === 'if' || call === 'fraction') return { minLength: 3, maxLength: 3 };
  return ['and', 'or', 'min', 'max', 'oneOf'].includes(call) ? { minLength: 2, maxLength: 4 } : { minLength: 2, maxLength: 2 };
}

test('every expression survives being written and read again', () => {
  fc.assert(fc.property(anyExpression, (expression) => assert.deepEqual(parsed(formatExpression(expression)), expression)), { numRuns: 2_000 });
});

test('the reader never throws, whatever the text', () => {
  const alphabet = fc.constantFrom('(', ')', 'and ', 'not ', 'if(', ',', '1', '-', '+', '*', '=', '<', "'", '@2026-01-01', '$a.b', 'dog.name', 'late', '€', ' ', '.', '12.50€', 'ä', '\n');
  fc.assert(fc.property(fc.oneof(fc.string({ maxLength: 200 }), fc.array(alphabet, { maxLength: 60 }).map((parts) => parts.join(''))), (text) => {
    const result = parseExpression(text);
    if ('expression' in result) assert.ok(isExpression(result.expression));
    else assert.ok(result.at >= 0 && result.at <= text.length);
  }), { numRuns: 5_000 });
});

test('every expression that passes the check ends with a value of its type or unknown, and never throws', () => {
  let known = 0;
  fc.assert(fc.property(anyExpression, (expression) => {
    const { type, problems } = checkExpression(expression, scope);
    if (problems.length > 0) return;
    const value = evaluate(expression);
    if (value === undefined) return;
    known += 1;
    if (type === 'boolean') assert.equal(typeof value, 'boolean');
    else if (type === 'integer' || type === 'money') assert.ok(Number.isSafeInteger(value) && !Object.is(value, -0));
    else assert.equal(typeof value, 'string');
  }), { numRuns: 20_000 });
  assert.ok(known > 1_000, `only ${known} expressions were well typed and known`);
});

test('learning more never changes what was known: answers turn unknown into a value, not one value into another', () => {
  const monotone = (expression: Expression): boolean => !('call' in expression) || (!['known', 'default'].includes(expression.call) && expression.of.every(monotone));
  fc.assert(fc.property(anyExpression.filter(monotone), fc.boolean(), (expression, answer) => {
    if (checkExpression(expression, scope).problems.length > 0) return;
    const evaluateIn = compiled.expression(expression);
    const before = evaluateIn({ answers, today, memo: [] });
    const after = evaluateIn({ answers: { ...answers, 'not.answered': answer }, today, memo: [] });
    if (before !== undefined) assert.equal(after, before);
  }), { numRuns: 5_000 });
});

test('a strict function is unknown as soon as one argument is', () => {
  for (const call of names.filter(isStrict)) {
    const of = Array.from({ length: arity(call).minLength }, (_, index): Expression => (index === 0 ? { unknown: true } : { literal: 1, type: 'integer' }));
    assert.equal(evaluate({ call, of }), undefined, call);
  }
});

test('data that is no expression is refused, however deep', () => {
  let deep: unknown = { literal: 1, type: 'integer' };
  for (let level = 0; level < 5_000; level += 1) deep = { call: 'not', of: [deep] };
  for (const data of [null, 1, 'x', [], {}, { literal: 1.5, type: 'integer' }, { literal: '2026-02-30', type: 'date' }, { call: 'toString', of: [] }, { call: 'not', of: {} }, { field: 1 }, { field: 'a.b', extra: 1 }, deep]) {
    assert.equal(isExpression(data), false);
  }
  fc.assert(fc.property(fc.anything(), (data) => { checkExpression(data, scope); }));
});
