import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { plainDate } from '@allmende/time';
import { checkExpression, isExpression, type Reference, type Vocabulary } from './check-expression.ts';
import { compileRules } from './compile-rules.ts';
import type { Environment, Row } from './environment.ts';
import type { Expression } from './expression.ts';
import { formatExpression } from './format-expression.ts';
import { parseExpression } from './parse-expression.ts';
import { checkTables, type Table } from './tables.ts';
import type { Value, ValueType } from './value.ts';

/** What the language does, as data: in this surrounding the expression is a value, or unknown, or refused with a reason that contains a text. */
type Surrounding = {
  readonly today?: string;
  readonly answers?: Readonly<Record<string, Value>>;
  readonly rows?: Readonly<Record<string, readonly Readonly<Record<string, Value>>[]>>;
  readonly parameters?: Readonly<Record<string, Value>>;
  readonly tables?: readonly Table[];
  readonly rules?: Readonly<Record<string, string>>;
};
type Case = Surrounding & { readonly expression: string; readonly is?: Value; readonly unknown?: true; readonly refused?: string; readonly at?: number; /** Which member is looked at, from 0. */ readonly row?: number };
type Vectors = Surrounding & { readonly about: string; readonly cases: readonly Case[] };

const field = (type: ValueType, options?: readonly string[]): Reference => ({ type, options });
const choice = ['listed', 'none'];
const FIELDS: Readonly<Record<string, Reference>> = {
  'dog.name': field('text'), 'dog.birth': field('date'), 'home.dogs': field('integer'), 'home.large': field('boolean'), 'bill.amount': field('money'), 'bill.factor': field('decimal'), 'bill.choice': field('text', choice),
  // Nobody ever answers these.
  'free.integer': field('integer'), 'free.money': field('money'), 'free.decimal': field('decimal'), 'free.text': field('text'), 'free.date': field('date'), 'free.boolean': field('boolean'), 'free.choice': field('text', choice),
  'member.name': field('text'), 'member.birth': field('date'), 'member.income': field('money'), 'member.earns': field('boolean'), 'member.role': field('text', ['self', 'child', 'other']), 'member.points': field('integer'), 'member.share': field('decimal'),
  'child.age': field('integer'), 'child.fee': field('money'),
};
const PARAMETERS: Readonly<Record<string, Reference>> = { 'rates.first': field('money'), 'rates.unset': field('money'), 'rates.months': field('integer'), 'rates.factor': field('decimal'), 'rates.rule': field('text', ['same', 'next']) };
const GROUPS = ['member', 'child'];

const files = globSync('*.yaml', { cwd: join(import.meta.dirname, 'vectors') }).toSorted();
let count = 0;

for (const file of files) {
  const vectors = parse(readFileSync(join(import.meta.dirname, 'vectors', file), 'utf8')) as Vectors;
  for (const [index, each] of vectors.cases.entries()) {
    count += 1;
    const outcome = each.refused === undefined ? (each.unknown ? 'unknown' : String(each.is)) : `refused: ${each.refused}`;
    test(`${basename(file, '.yaml')} ${index + 1}: ${each.expression} → ${outcome}`, () => run({ ...vectors, ...each }));
  }
}

test('there are enough vectors, and each says one outcome', () => {
  assert.ok(count >= 300, `only ${count}`);
  for (const file of files) {
    const { cases } = parse(readFileSync(join(import.meta.dirname, 'vectors', file), 'utf8')) as Vectors;
    for (const { expression, is, unknown, refused } of cases) assert.equal([is, unknown, refused].filter((outcome) => outcome !== undefined).length, 1, `${file}: ${expression}`);
    assert.equal(new Set(cases.map((each) => JSON.stringify(each))).size, cases.length, `${file} has a case twice`);
  }
});

function run({ expression: text, is, refused, at, row, today = '2026-05-15', answers = {}, rows, parameters = {}, tables = [], rules = {} }: Case): void {
  assert.deepEqual(checkTables(tables), []);
  const vocabulary: Vocabulary = {
    field: (id) => (Object.hasOwn(FIELDS, id) ? { ...FIELDS[id]!, group: GROUPS.find((group) => id.startsWith(`${group}.`)) } : undefined),
    parameter: (id) => (Object.hasOwn(PARAMETERS, id) ? PARAMETERS[id] : undefined),
    hasGroup: (id) => GROUPS.includes(id),
    table: (id) => tables.find((table) => table.id === id),
  };
  const compiled = compileRules({
    rules: Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, mustParse(rule)])), vocabulary, tables,
    parameter: (id) => (Object.hasOwn(parameters, id) ? parameters[id] : undefined), validFrom: (id) => (Object.hasOwn(parameters, id) ? plainDate('2026-01-01') : undefined),
  });
  assert.deepEqual([...compiled.problems], []);

  const parsed = parseExpression(text);
  if ('problem' in parsed) {
    assert.ok(refused !== undefined && parsed.problem.includes(refused), parsed.problem);
    if (at !== undefined) assert.equal(parsed.at, at);
    return;
  }
  assert.equal(at, undefined, 'was read');
  const { expression } = parsed;
  assert.ok(isExpression(JSON.parse(JSON.stringify(expression))));
  assert.deepEqual(mustParse(formatExpression(expression)), expression);
  const { types, groups } = compiled;
  const { type, problems } = checkExpression(expression, { ...vocabulary, rule: (name) => (types.has(name) ? { type: types.get(name), group: groups.get(name) } : undefined) });
  if (refused !== undefined) return assert.ok(problems.some((problem) => problem.includes(refused)), problems.join('; ') || 'nothing was refused');
  assert.deepEqual(problems, []);

  const group = (list: readonly Readonly<Record<string, Value>>[]) => list.map((each, index): Row => ({ id: String(index), answers: each, memo: [] }));
  const inRows = rows && Object.fromEntries(Object.entries(rows).map(([name, list]) => [name, group(list)]));
  const environment: Environment = { today: plainDate(today), answers, memo: [], rows: inRows, row: row === undefined ? undefined : inRows?.['member']?.[row] };
  const evaluate = compiled.expression(expression);
  const value = evaluate(environment);
  assert.equal(value, is);
  assert.equal(evaluate(environment), is, 'the second time, from memory');
  if (value !== undefined) assert.equal(typeof value, type === 'boolean' ? 'boolean' : type === 'integer' || type === 'money' ? 'number' : 'string');
}

function mustParse(text: string): Expression {
  const result = parseExpression(text);
  if ('problem' in result) assert.fail(`${text}: ${result.problem} at ${result.at}`);
  return result.expression;
}
