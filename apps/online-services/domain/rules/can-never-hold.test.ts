import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { plainDate } from '@allmende/time';
import { canNeverHold } from './can-never-hold.ts';
import { checkExpression, type Reference, type Scope, type Vocabulary } from './check-expression.ts';
import { compileRules } from './compile-rules.ts';
import type { Row } from './environment.ts';
import type { Expression } from './expression.ts';
import { formatExpression } from './format-expression.ts';
import { parseExpression } from './parse-expression.ts';
import type { Value } from './value.ts';

const FIELDS: Readonly<Record<string, Reference>> = {
  'home.kind': { type: 'text', options: ['rented', 'owned', 'other'] }, 'home.dogs': { type: 'integer', min: 0, max: 9 }, 'home.rent': { type: 'money' }, 'home.since': { type: 'date' }, 'home.large': { type: 'boolean' }, 'home.name': { type: 'text' },
  'member.role': { type: 'text', options: ['self', 'child'], group: 'member' }, 'member.earns': { type: 'boolean', group: 'member' }, 'member.points': { type: 'integer', group: 'member' }, 'member.age': { type: 'integer', group: 'member', min: 0, max: 120 }, 'member.income': { type: 'money', group: 'member', min: 0 }, 'home.people': { type: 'integer', min: 1, max: 20 },
};
const vocabulary: Vocabulary = { field: (id) => FIELDS[id], parameter: (id) => (id === 'rates.late' ? { type: 'boolean' } : undefined), hasGroup: (id) => id === 'member', mostRows: (id) => (id === 'member' ? 20 : undefined) };

function parsed(text: string): Expression {
  const result = parseExpression(text);
  if ('problem' in result) assert.fail(`${text}: ${result.problem}`);
  return result.expression;
}

const RULES = Object.fromEntries(Object.entries({
  rented: "home.kind = 'rented'", owned: "home.kind = 'owned'", neither: 'not rented and not owned', never: 'rented and owned', chain: 'never or never', isChild: "member.role = 'child'", isSelf: "member.role = 'self'", anyChild: 'any(member, isChild)', many: 'home.dogs > 9', circle: 'circle or never',
}).map(([name, text]) => [name, parsed(text)]));
const scope: Scope = { ...vocabulary, rule: (name) => (Object.hasOwn(RULES, name) ? { type: 'boolean', group: ['isChild', 'isSelf'].includes(name) ? 'member' : undefined } : undefined) };

for (const text of [
  'false', 'not true', 'unknown', '1 > 2', 'unknown and home.large', 'never', 'chain', 'rented and owned', "oneOf(home.kind, 'rented') and home.kind != 'rented'", 'home.large and not home.large', 'many', 'home.dogs < 0', 'home.dogs > 5 and home.dogs < 6', 'home.dogs = 3 and home.dogs = 4',
  'home.rent > 10€ and home.rent < 5€', 'home.since < @2020-01-01 and home.since > @2020-12-31', "home.name = 'a' and home.name = 'b'", 'isChild and isSelf', 'any(member, isChild and isSelf)', 'countWhere(member, isChild and isSelf) > 0', 'any(member, never and member.earns)', 'not known(home.large) and home.large',
  'known(unknown)', 'if(home.large, never, false)', 'default(never, false)', '$rates.late and not $rates.late', 'rented and neither', "if(rented, 1, 2) = 3", 'length(home.kind) > 10', 'home.large and (never or not home.large)', '1.5 * 2.0 != 3.0',
  'count(member) < 0', 'count(member) > 20', 'count(member) = 21', 'count(member) * 2 > 40', 'count(member) + home.people > 40', 'countWhere(member, isChild) > 20', 'countWhere(member, isChild) < 0', 'countWhere(member, isChild and isSelf) + count(member) > 20', 'sum(member, member.age) > 2400', 'sum(member, member.age) < 0',
  'sum(member, member.income) < 0€', 'sum(member, if(isChild, 2, 3)) > 60', 'greatest(member, member.age) > 120', 'least(member, member.age) < 0', 'least(member, member.income) < 0€', 'greatest(member, if(isChild, @2020-01-01, @2021-01-01)) > @2022-01-01', "greatest(member, member.age * 2) = 241", 'max(count(member), home.people) > 20',
  'min(count(member), 5) > 5', 'all(member, member.age >= 0) and any(member, member.age < 0)', 'any(member, member.age + 1 > 121)', 'if(home.large, count(member), 3) > 20', 'default(count(member), 0) > 20', 'home.people * 2 > 40', '-home.people > 0', 'oneOf(count(member), 21, 22)', 'known(sum(member, member.age)) and sum(member, member.age) > 2400',
]) {
  test(`${text} can never hold`, () => {
    assert.deepEqual(checkExpression(parsed(text), scope).problems, []);
    assert.equal(canNeverHold(parsed(text), RULES, scope), true);
  });
}

for (const text of [
  'true', 'home.large', 'rented', 'neither', 'not never', 'home.dogs > 5 and home.dogs < 7', 'home.dogs >= 9', 'home.rent > 5€ and home.rent < 10€', 'home.since > @2020-01-01 and home.since < @2020-01-03', 'known(home.since)', 'known(home.rent)', 'not known(home.kind)', "home.name != 'a' and home.name != 'b'",
  'any(member, isChild) and any(member, isSelf)', 'isSelf and anyChild', 'all(member, isChild and isSelf)', 'countWhere(member, isChild and isSelf) = 0', 'count(member) > 3', 'today > @2030-01-01', 'home.dogs = 3 and any(member, home.dogs * 2 = member.points)', 'home.dogs * 2 = 10', 'home.dogs = 5 and home.dogs * 2 = 10', 'circle', 'home.rent * 2 > 7€ and home.rent < 5€',
  'default(home.large, true)', '$rates.late', 'countWhere(member, isChild) = 4', 'greatest(member, member.points) > 100',
  'count(member) = 0', 'count(member) = 20', 'count(member) + home.people = 40', 'countWhere(member, isChild) = 20', 'sum(member, member.age) = 2400', 'sum(member, member.age) = 0', 'sum(member, member.points) < 0', 'sum(member, member.income) > 9000000€', 'greatest(member, member.age) = 120', 'least(member, member.age) = 0',
  'sum(member, if(isChild, 2, 3)) = 60', 'sum(member, if(isChild, 2, -3)) = -60', 'greatest(member, if(isChild, @2020-01-01, @2021-01-01)) > @2020-06-01', 'not known(count(member))', 'min(count(member), 5) = 5', '-home.people < 0', 'oneOf(count(member), 20, 21)', 'count(member) - home.people < 0', 'home.people * count(member) = 400',
]) {
  test(`${text} may hold`, () => {
    assert.deepEqual(text === 'circle' ? [] : checkExpression(parsed(text), scope).problems, []);
    assert.equal(canNeverHold(parsed(text), RULES, scope), false);
  });
}

const literal = (literalValue: Value, type: Reference['type']): Expression => ({ literal: literalValue, type });
const row = fc.oneof(
  fc.constantFrom<Expression>({ field: 'member.earns' }, { rule: 'isChild' }, { rule: 'isSelf' }),
  fc.tuple(fc.constantFrom('=' as const, '!=' as const, '<' as const, '>=' as const), fc.integer({ min: -1, max: 2 })).map(([call, number]): Expression => ({ call, of: [{ field: 'member.points' }, literal(number, 'integer')] })),
);
const condition = fc.letrec<{ node: Expression; row: Expression }>((tie) => ({
  row: fc.oneof({ maxDepth: 2 }, row, fc.tuple(fc.constantFrom('and' as const, 'or' as const), tie('row'), tie('row')).map(([call, one, other]): Expression => ({ call, of: [one, other] })), tie('row').map((each): Expression => ({ call: 'not', of: [each] }))),
  node: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Expression>({ field: 'home.large' }, { rule: 'rented' }, { rule: 'owned' }, { rule: 'neither' }, { rule: 'anyChild' }, { parameter: 'rates.late' }, literal(true, 'boolean'), { unknown: true }),
    fc.tuple(fc.constantFrom('=' as const, '<' as const, '>' as const), fc.integer({ min: -1, max: 4 })).map(([call, number]): Expression => ({ call, of: [{ field: 'home.dogs' }, literal(number, 'integer')] })),
    fc.integer({ min: 0, max: 4 }).map((number): Expression => ({ call: '=', of: [{ call: '+', of: [{ field: 'home.dogs' }, { field: 'home.dogs' }] }, literal(number, 'integer')] })),
    fc.tuple(fc.constantFrom('and' as const, 'or' as const), tie('node'), tie('node')).map(([call, one, other]): Expression => ({ call, of: [one, other] })),
    tie('node').map((each): Expression => ({ call: 'not', of: [each] })), tie('node').map((each): Expression => ({ call: 'known', of: [each] })),
    fc.tuple(tie('node'), tie('node'), tie('node')).map((of): Expression => ({ call: 'if', of })), fc.tuple(tie('node'), tie('node')).map((of): Expression => ({ call: 'default', of })),
    fc.tuple(fc.constantFrom('any' as const, 'all' as const), tie('row')).map(([call, each]): Expression => ({ call, of: [{ group: 'member' }, each] })),
    fc.tuple(fc.constantFrom('=' as const, '<' as const, '>' as const, '<=' as const, '>=' as const, '!=' as const), fc.constantFrom('count' as const, 'sum' as const, 'least' as const, 'greatest' as const), fc.constantFrom<Expression>({ field: 'member.age' }, { field: 'member.points' }), fc.integer({ min: -2, max: 6 }), fc.boolean())
      .map(([call, aggregate, each, number, doubled]): Expression => {
        const one: Expression = { call: aggregate, of: aggregate === 'count' ? [{ group: 'member' }] : [{ group: 'member' }, each] };
        return { call, of: [doubled ? { call: '+', of: [one, { field: 'home.dogs' }] } : one, literal(number, 'integer')] };
      }),
    tie('row').map((each): Expression => ({ call: '>', of: [{ call: 'countWhere', of: [{ group: 'member' }, each] }, literal(0, 'integer')] })),
  ),
})).node;
const answers = fc.record({ 'home.kind': fc.constantFrom('rented', 'owned', 'other'), 'home.dogs': fc.integer({ min: 0, max: 9 }), 'home.large': fc.boolean() }, { requiredKeys: [] });
const members = fc.option(fc.array(fc.record({ 'member.role': fc.constantFrom('self', 'child'), 'member.earns': fc.boolean(), 'member.points': fc.integer({ min: -3, max: 4 }), 'member.age': fc.constantFrom(0, 1, 120) }, { requiredKeys: [] }), { maxLength: 3 }), { nil: undefined });

test('what is said never to hold does not hold for any answers', () => {
  const { circle: _, ...rules } = RULES;
  let never = 0;
  fc.assert(fc.property(condition, fc.array(fc.tuple(answers, members, fc.option(fc.boolean(), { nil: undefined })), { minLength: 30, maxLength: 30 }), (expression, tries) => {
    assert.deepEqual(checkExpression(expression, scope).problems, []);
    if (!canNeverHold(expression, rules, scope)) return;
    never += 1;
    for (const [given, rows, late] of tries) {
      const { expression: compile } = compileRules({ rules, vocabulary, parameter: () => late, validFrom: () => undefined });
      const environment = { answers: given as Record<string, Value>, today: plainDate('2026-05-15'), memo: [], ...(rows ? { rows: { member: rows.map((each, index): Row => ({ id: String(index), answers: each as Record<string, Value>, memo: [] })) } } : {}) };
      assert.notEqual(compile(expression)(environment), true, formatExpression(expression));
    }
  }), { numRuns: 3_000 });
  assert.ok(never > 100, `only ${never} can never hold`);
});
