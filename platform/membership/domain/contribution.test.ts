import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InvalidInput } from '@allmende/errors';
import { addDays, plainDate } from '@allmende/time';
import fc from 'fast-check';
import { checkContributionTable, classOn, type ContributionTable } from './contribution.ts';

const bounds = fc.uniqueArray(fc.integer({ min: 1, max: 2_000_000 }), { maxLength: 8 });
const tableOf = (from: readonly number[], validFrom = plainDate('2026-01-01')): ContributionTable => ({
  validFrom, label: null, source: 'Beispiel', enteredBy: 'test', classes: [0, ...from].map((inhabitantsFrom, index) => ({ name: `K${index}`, inhabitantsFrom, centsPerYear: null })),
});

test('every number of inhabitants falls into exactly one class, between its bounds', () => {
  fc.assert(fc.property(bounds, fc.nat(3_000_000), (from, inhabitants) => {
    const table = tableOf(from);
    checkContributionTable(table);
    const found = classOn([table], inhabitants, plainDate('2026-05-01'));
    assert.ok(found && found.inhabitantsFrom <= inhabitants && (found.inhabitantsUntil === null || inhabitants <= found.inhabitantsUntil));
    assert.equal(table.classes.filter((one) => one.inhabitantsFrom <= inhabitants).every((one) => one.inhabitantsFrom <= found.inhabitantsFrom), true);
  }));
});

test('the youngest table that has begun counts', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 700 }), (days) => {
    const first = tableOf([], plainDate('2026-01-01'));
    const second = tableOf([100], plainDate('2027-01-01'));
    const on = addDays(plainDate('2026-01-01'), days);
    assert.equal(classOn([second, first], 5, on)?.validFrom, on >= '2027-01-01' ? '2027-01-01' : '2026-01-01');
  }));
});

test('a table that leaves small authorities out, or names a class twice, is refused', () => {
  const refused = (classes: ContributionTable['classes']) => assert.throws(() => checkContributionTable({ ...tableOf([]), classes }), InvalidInput);
  refused([{ name: 'A', inhabitantsFrom: 10, centsPerYear: null }]);
  refused([{ name: 'A', inhabitantsFrom: 0, centsPerYear: null }, { name: 'A', inhabitantsFrom: 5, centsPerYear: null }]);
  refused([]);
});
