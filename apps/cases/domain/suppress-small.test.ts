import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SMALLEST_SHOWN, suppressSmall } from './suppress-small.ts';

test('a small count is held back, and another one so that the total does not give it away', () => {
  assert.deepEqual(suppressSmall([[3, 10, 40], [20, 30, 60]]), { cells: [[null, null, 40], [null, null, 60]], rowTotals: [53, 110], columnTotals: [23, 40, 100], total: 163 });
});

test('nothing is held back where nothing is small, and nobody is shown as zero', () => {
  assert.deepEqual(suppressSmall([[0, 5], [7, 0]]), { cells: [[0, 5], [7, 0]], rowTotals: [5, 7], columnTotals: [7, 5], total: 12 });
  assert.deepEqual(suppressSmall([]), { cells: [], rowTotals: [], columnTotals: [], total: 0 });
});

test('a single small count hides its totals too', () => {
  assert.deepEqual(suppressSmall([[2, 0]]), { cells: [[null, 0]], rowTotals: [null], columnTotals: [null, 0], total: null });
});

test('no small count can be worked out from what is shown', () => {
  const size = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 5 }));
  const counts = size.chain(([rows, columns]) => fc.array(fc.array(fc.oneof(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 300 })), { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }));
  fc.assert(fc.property(counts, (table) => {
    const shown = suppressSmall(table);
    const rows = [...shown.cells.map((cells, index) => [...cells, shown.rowTotals[index] ?? null]), [...shown.columnTotals, shown.total]];
    for (const value of rows.flat()) assert.ok(value === null || value === 0 || value >= SMALLEST_SHOWN);
    const known = determined(rows.map((row) => row.map((value) => value === null)));
    for (const [row, cells] of table.entries()) for (const [column, value] of cells.entries()) if (value > 0 && value < SMALLEST_SHOWN) assert.ok(!known.has(`${row}/${column}`), `${value} in row ${row}, column ${column}`);
  }), { numRuns: 500 });
});

/** Which of the hidden cells follow from the sums of rows and columns: those whose equation stands alone after elimination. */
function determined(hidden: readonly (readonly boolean[])[]): Set<string> {
  const unknowns = hidden.flatMap((cells, row) => cells.flatMap((isHidden, column) => (isHidden ? [[row, column] as const] : [])));
  const last = [hidden.length - 1, (hidden[0]?.length ?? 1) - 1] as const;
  const equations: number[][] = [
    ...hidden.map((_, row) => unknowns.map(([at, column]) => (at === row ? (column === last[1] ? -1 : 1) : 0))),
    ...(hidden[0] ?? []).map((_, column) => unknowns.map(([row, at]) => (at === column ? (row === last[0] ? -1 : 1) : 0))),
  ];
  let pivot = 0;
  for (let column = 0; column < unknowns.length; column += 1) {
    const found = equations.findIndex((equation, index) => index >= pivot && Math.abs(equation[column] ?? 0) > 1e-9);
    if (found === -1) continue;
    [equations[pivot], equations[found]] = [equations[found] ?? [], equations[pivot] ?? []];
    const own = equations[pivot] ?? [];
    const by = own[column] ?? 1;
    equations[pivot] = own.map((value) => value / by);
    for (const [index, equation] of equations.entries()) {
      const factor = equation[column] ?? 0;
      if (index === pivot || Math.abs(factor) < 1e-9) continue;
      equations[index] = equation.map((value, at) => value - factor * (equations[pivot]?.[at] ?? 0));
    }
    pivot += 1;
  }
  const alone = equations.flatMap((equation) => { const involved = equation.flatMap((value, index) => (Math.abs(value) > 1e-9 ? [index] : [])); return involved.length === 1 ? involved : []; });
  return new Set(alone.map((index) => `${unknowns[index]?.[0] ?? 0}/${unknowns[index]?.[1] ?? 0}`));
}
