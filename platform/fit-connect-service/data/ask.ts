import type { Database, Statement, Tx } from '@allmende/database';

/** Where a statement runs: in the caller's transaction, or in the fast lane together with other reads of the same moment. */
export type Source = Tx | Pick<Database, 'readWithoutTenant'>;

/** The rows that a statement finds there. */
export async function ask<Row extends object>(source: Source, statement: Statement): Promise<Row[]> {
  return 'client' in source ? (await source.client.query<Row>({ ...statement, values: [...statement.values] })).rows : source.readWithoutTenant<Row>(statement);
}
