/** Counts below this say too much about single people: they are not shown. Zero says that there was nobody. */
export const SMALLEST_SHOWN = 5;

/** A table of counts with its totals; null where a count is held back. */
export type ShownCounts = { readonly cells: readonly (readonly (number | null)[])[]; readonly rowTotals: readonly (number | null)[]; readonly columnTotals: readonly (number | null)[]; readonly total: number | null };

/**
 * Holds back small counts of a table, and as many others as it takes that none of them can be worked out from the rest: totals belong to the table as a last row and a last column. Held back in the second place is the smallest
 * count of the line. Rows must be equally long.
 */
export function suppressSmall(counts: readonly (readonly number[])[]): ShownCounts {
  const columns = counts[0]?.length ?? 0;
  const sum = (all: readonly number[]) => all.reduce((one, other) => one + other, 0);
  const withTotals = counts.map((row) => [...row, sum(row)]);
  const whole = [...withTotals, Array.from({ length: columns + 1 }, (_, column) => sum(withTotals.map((row) => row[column] ?? 0)))];
  const hidden = whole.map((row) => row.map((count) => count > 0 && count < SMALLEST_SHOWN));
  const isSmall = hidden.map((row) => [...row]);
  const lines = [...whole.map((row, index) => row.map((_, column) => [index, column] as const)), ...Array.from({ length: columns + 1 }, (_, column) => whole.map((_row, index) => [index, column] as const))];
  const isHidden = ([row, column]: readonly [number, number]) => hidden[row]?.[column] === true;
  const count = ([row, column]: readonly [number, number]) => whole[row]?.[column] ?? 0;
  const hide = ([row, column]: readonly [number, number]) => { const line = hidden[row]; if (line) line[column] = true; };
  for (let changed = true; changed;) {
    changed = false;
    for (const line of lines) {
      if (line.filter(isHidden).length !== 1) continue;
      const [next] = line.filter((cell) => !isHidden(cell)).toSorted((one, other) => Number(count(one) === 0) - Number(count(other) === 0) || count(one) - count(other));
      if (next === undefined) continue;
      hide(next);
      changed = true;
    }
    if (changed) continue;
    // Two in each line are not enough: one that alone joins two groups of held back counts follows from them.
    for (const [row, cells] of isSmall.entries()) {
      const column = cells.findIndex((small, index) => small && isBridge(hidden, row, index));
      if (column === -1) continue;
      const [next] = [...lines[row] ?? [], ...lines[whole.length + column] ?? []].filter((cell) => !isHidden(cell)).toSorted((one, other) => count(one) - count(other));
      if (next === undefined) continue;
      hide(next);
      changed = true;
      break;
    }
  }
  const shown = whole.map((row, index) => row.map((value, column) => (hidden[index]?.[column] ? null : value)));
  return {
    cells: shown.slice(0, -1).map((row) => row.slice(0, -1)), rowTotals: shown.slice(0, -1).map((row) => row.at(-1) ?? null), columnTotals: shown.at(-1)?.slice(0, -1) ?? [], total: shown.at(-1)?.at(-1) ?? null,
  };
}

/** Whether a held back count is the only way between its row and its column: then the sums of both sides give it away. */
function isBridge(hidden: readonly (readonly boolean[])[], row: number, column: number): boolean {
  const reached = new Set([`r${row}`]);
  for (let grows = true; grows;) {
    grows = false;
    for (const [index, cells] of hidden.entries()) {
      for (const [at, isHidden] of cells.entries()) {
        if (!isHidden || (index === row && at === column)) continue;
        const [here, there] = [`r${index}`, `c${at}`];
        if (reached.has(here) === reached.has(there)) continue;
        reached.add(here).add(there);
        grows = true;
      }
    }
  }
  return !reached.has(`c${column}`);
}
