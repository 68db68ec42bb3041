import { defineApi } from '@allmende/http';
import { Type } from 'typebox';
import { getFigures, type FigureTable } from '../../actions/get-figures.ts';
import { seeFigures } from '../../domain/permissions.ts';
import { AuthorityParams } from './cases.schema.ts';

const Count = Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], { description: 'Null where a small count, or one that would give it away, is held back' });
const FigureTableSchema = Type.Object({ columns: Type.Array(Type.String()), rows: Type.Array(Type.Object({ name: Type.Array(Type.String()), counts: Type.Array(Count), total: Count })), totals: Type.Array(Count), total: Count });

export const getFiguresApi = defineApi({
  method: 'GET', path: '/authorities/:authority/case-figures', tag: 'cases', operationId: 'getCaseFigures', access: seeFigures, params: AuthorityParams,
  query: Type.Object({ quarter: Type.Optional(Type.String({ pattern: '^\\d{4}-[1-4]$', description: 'The running one and the four before it' })) }, { additionalProperties: false }),
  response: Type.Object({ quarter: Type.String(), quarters: Type.Array(Type.String()), arrived: FigureTableSchema, states: FigureTableSchema, ages: FigureTableSchema, deadlines: FigureTableSchema, refusals: FigureTableSchema }),
  summary: 'Cases received, complete on arrival, age, deadlines and refusals by service; never by person, small counts held back',
  async handle({ ctx, query }) {
    const { quarter, quarters, arrived, states, ages, deadlines, refusals } = await getFigures(ctx, query);
    return {
      quarter, quarters: [...quarters], arrived: shownTable(arrived, (row) => [row]), states: shownTable(states, (row) => [row.service]), ages: shownTable(ages, (row) => [row.service]), deadlines: shownTable(deadlines, (row) => [row.service]),
      refusals: shownTable(refusals, (row) => [row.service, row.reason?.de ?? '']),
    };
  },
});

function shownTable<Row, Column extends string>({ rows, columns, counts }: FigureTable<Row, Column>, name: (row: Row) => string[]) {
  return { columns: [...columns], rows: rows.map((row, index) => ({ name: name(row), counts: [...counts.cells[index] ?? []], total: counts.rowTotals[index] ?? null })), totals: [...counts.columnTotals], total: counts.total };
}
