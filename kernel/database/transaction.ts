import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import type { PoolClient } from 'pg';
import type { TenantId } from '@allmende/ids';
import { nameOfFrequent } from './frequent-statements.ts';

/** An open transaction. Ends with the function it was handed to: commit on return, rollback on throw. */
export type Tx = {
  /** The authority whose rows this transaction sees; undefined behind the other two doors. */
  readonly tenant: TenantId | undefined;
  /** The connection, for statements that Kysely cannot say. */
  readonly client: PoolClient;
};

/** A transaction that is bound to one authority. */
export type TenantTx = Tx & { readonly tenant: TenantId };

const builders = new WeakMap<PoolClient, Kysely<unknown>>();

/** The typed query builder of a room on this transaction: `rows<CasesTables>(tx).selectFrom('cases.case_file')`. */
export function rows<Tables>(tx: Tx): Kysely<Tables> {
  let builder = builders.get(tx.client);
  if (!builder) {
    const { client } = tx;
    const query = (text: string, values: readonly unknown[]) => {
      const name = nameOfFrequent(text);
      return name === undefined ? client.query(text, [...values]) : client.query({ name, text, values: [...values] });
    };
    const borrowed = { query, release: () => undefined } as unknown as PostgresPoolClient;
    builder = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: { connect: async () => borrowed, end: async () => undefined } as PostgresPool }) });
    builders.set(tx.client, builder);
  }
  return builder as Kysely<Tables>;
}
