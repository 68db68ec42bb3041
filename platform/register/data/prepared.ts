import type { Tx } from '@allmende/database';
import type { Compilable } from 'kysely';

/** Runs a query as a prepared statement: planning its joins costs more than running it. The same name must always mean the same text. */
export async function prepared<Row extends object>(tx: Tx, name: `register-${string}`, query: Compilable<Row>): Promise<Row[]> {
  const { sql, parameters } = query.compile();
  return (await tx.client.query<Row>({ name, text: sql, values: [...parameters] })).rows;
}
