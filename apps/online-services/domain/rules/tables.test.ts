import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkShape } from '../check-shape.ts';
import { checkTables, TablePart, type Table } from './tables.ts';

const good: Table = {
  id: 'height', keys: ['integer', 'boolean'], value: 'money', source: 'made up', enteredBy: 'test', enteredOn: '2026-11-22',
  periods: [
    { validFrom: '2025-01-01', validTo: '2025-12-31', rows: [1, 2].flatMap((size) => [true, false].map((large) => ({ keys: [size, large], value: size * 100 }))) },
    { validFrom: '2026-01-01', validTo: null, source: 'made up later', rows: [1, 2].flatMap((size) => [true, false].map((large) => ({ keys: [size, large], value: size * 200 }))) },
  ],
};
const [first, second] = good.periods as [Table['periods'][number], Table['periods'][number]];

test('a table without mistakes is taken', () => {
  assert.ok('content' in checkShape(TablePart, { tables: [good] }, ''));
  assert.deepEqual(checkTables([good]), []);
});

const MISTAKES: readonly (readonly [string, readonly Table[], RegExp, string])[] = [
  ['two tables of one name', [good, good], /table height stands here twice/u, '/tables/1'],
  ['a day that does not exist', [{ ...good, periods: [{ ...first, validFrom: '2025-02-30' }] }], /no such day: 2025-02-30/u, '/tables/0/periods/0'],
  ['a day of entry that does not exist', [{ ...good, enteredOn: '2026-13-01' }], /no such day: 2026-13-01/u, '/tables/0/enteredOn'],
  ['a period that ends before it begins', [{ ...good, periods: [{ ...first, validTo: '2024-12-31' }] }], /ends on 2024-12-31, before it begins/u, '/tables/0/periods/0'],
  ['periods that share a day', [{ ...good, periods: [first, { ...second, validFrom: '2025-12-31' }] }], /from 2025-12-31 overlaps the one from 2025-01-01/u, '/tables/0/periods/1'],
  ['an open period before another', [{ ...good, periods: [{ ...first, validTo: null }, second] }], /overlaps/u, '/tables/0/periods/1'],
  ['a later period that stands first', [{ ...good, periods: [second, { ...first, validTo: null }] }], /overlaps/u, '/tables/0/periods/1'],
  ['a key of another type', [{ ...good, periods: [{ ...first, rows: [...first.rows, { keys: ['3', true], value: 1 }] }] }], /needs keys \(integer, boolean\), not \(3, true\)/u, '/tables/0/periods/0/rows/4'],
  ['a key too few', [{ ...good, periods: [{ ...first, rows: [...first.rows, { keys: [3], value: 1 }] }] }], /needs keys/u, '/tables/0/periods/0/rows/4'],
  ['two rows with the same keys', [{ ...good, periods: [{ ...first, rows: [...first.rows, { keys: [1, true], value: 1 }] }] }], /the keys \(1, true\) have two rows/u, '/tables/0/periods/0/rows/4'],
  ['a value of another type', [{ ...good, periods: [{ ...first, rows: [...first.rows.slice(1), { keys: [1, true], value: '1.00' }] }] }], /"1.00" is no money/u, '/tables/0/periods/0/rows/3'],
  ['a decimal that was read as a floating number', [{ ...good, value: 'decimal' }], /100 is no decimal: write it as quoted text/u, '/tables/0/periods/0/rows/0'],
  ['a combination that is missing', [{ ...good, periods: [{ ...first, rows: first.rows.slice(1) }] }], /has no row for \(1, true\)\. Add them, or say `sparse: true`/u, '/tables/0/periods/0'],
  ['a number that is left out', [{ ...good, periods: [{ ...first, rows: first.rows.map((row) => (row.keys[0] === 2 ? { ...row, keys: [5, row.keys[1]!] } : row)) }] }], /no row for \(2, .*\), \(2, .*\), \(3, .*\) and 3 more/u, '/tables/0/periods/0'],
  ['numbers too far apart to list', [{ ...good, periods: [{ ...first, rows: first.rows.map((row) => (row.keys[0] === 2 ? { ...row, keys: [9_000_000_000_000, row.keys[1]!] } : row)) }] }], /has 4 rows of many more combinations/u, '/tables/0/periods/0'],
];

for (const [mistake, tables, message, pointer] of MISTAKES) {
  test(`refuses ${mistake}`, () => {
    const problems = checkTables(tables);
    assert.match(problems.map((problem) => problem.message).join('\n'), message);
    assert.ok(problems.some((problem) => problem.pointer === pointer), problems.map((problem) => problem.pointer).join(' '));
  });
}

test('gaps may be meant', () => {
  assert.deepEqual(checkTables([{ ...good, sparse: true, periods: [{ ...first, rows: first.rows.slice(1) }] }]), []);
});

test('the shape is checked before anything else', () => {
  for (const table of [{ ...good, keys: ['date'] }, { ...good, value: 'text' }, { ...good, id: 'Height' }, { ...good, periods: [] }, { ...good, source: '' }, { ...good, note: 'x' }, { ...good, periods: [{ ...first, rows: [] }] }]) {
    assert.ok('problems' in checkShape(TablePart, { tables: [table] }, ''));
  }
});
