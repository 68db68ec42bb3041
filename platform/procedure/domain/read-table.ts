/** A row of a table that ships with the platform, by column. */
export type TableRow = { readonly line: number; cell(column: string): string };

/** Reads a tab-separated table with a heading. Throws TypeError with file and line where a row has another number of cells. */
export function readTable(file: string, text: string): readonly TableRow[] {
  const [heading = '', ...lines] = text.split('\n');
  const columns = heading.split('\t');
  return lines.flatMap((line, index) => {
    if (line === '') return [];
    const cells = line.split('\t');
    if (cells.length !== columns.length) throw new TypeError(`${file}:${index + 2} has ${cells.length} cells instead of ${columns.length}`);
    return [{ line: index + 2, cell: (column: string) => cells[columns.indexOf(column)] ?? '' }];
  });
}

/** Whether a cell with `all` or words between spaces names something. */
export function names(cell: string, wanted: string): boolean {
  return cell === 'all' || cell.split(' ').includes(wanted);
}
