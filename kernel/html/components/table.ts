import { html, type Html, type HtmlValue } from '../html.ts';

export type Column<Row> = {
  label: string;
  cell: (row: Row) => HtmlValue;
  /** Aligned right. */
  numeric?: boolean | undefined;
  /** Names the row; title of the card on a phone. The first column unless told. */
  rowHeader?: boolean | undefined;
  /** Buttons and links that act upon the row; its label is for screen readers only. */
  action?: boolean | undefined;
  /** Link that sorts by this column, and how it is sorted now. */
  sort?: { href: string; direction?: 'ascending' | 'descending' | undefined } | undefined;
};

export type Table<Row> = {
  /** What the table shows. */
  caption: string;
  captionHidden?: boolean | undefined;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** Stands in place of a table without rows: `emptyState` or a sentence. */
  empty: HtmlValue;
};

/** Data in rows; below 600 px each row is a card. */
export function table<Row>(input: Table<Row>): Html {
  if (input.rows.length === 0) return html`<div class="a-table-empty">${typeof input.empty === 'string' ? html`<p class="kern-body">${input.empty}</p>` : input.empty}</div>`;
  const named = Math.max(0, input.columns.findIndex((column) => column.rowHeader));
  return html`<div class="a-table"><table class="kern-table"><caption${input.captionHidden ? html` class="kern-sr-only"` : ''}>${input.caption}</caption><thead class="kern-table__head"><tr class="kern-table__row">${input.columns.map(
    columnHeader,
  )}</tr></thead><tbody class="kern-table__body">${input.rows.map(
    (row) => html`<tr class="kern-table__row">${input.columns.map((column, index) => cell(column, row, index === named))}</tr>`,
  )}</tbody></table></div>`;
}

function columnHeader<Row>(column: Column<Row>): Html {
  const sorted = column.sort?.direction === undefined ? '' : html` aria-sort="${column.sort.direction}"`;
  const label = column.sort === undefined ? column.label : html`<a class="a-table__sort" href="${column.sort.href}">${column.label}</a>`;
  return html`<th class="kern-table__header${column.numeric ? ' kern-table__header--numeric' : ''}" scope="col"${sorted}>${column.action ? html`<span class="kern-sr-only">${label}</span>` : label}</th>`;
}

function cell<Row>(column: Column<Row>, row: Row, isRowHeader: boolean): Html {
  const value = column.cell(row);
  if (isRowHeader) return html`<th class="kern-table__header" scope="row">${value}</th>`;
  const look = column.action ? ' kern-table__cell--action' : column.numeric ? ' kern-table__cell--numeric' : '';
  return html`<td class="kern-table__cell${look}" data-label="${column.action ? '' : column.label}">${value}</td>`;
}
