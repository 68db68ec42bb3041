import pg, { type Connection, type FieldDef, type Submittable } from 'pg';
import type { Column, TenantRead } from './tenant-read.ts';

const SET_TENANT = { name: 'allmende-tenant', text: `select set_config('allmende.tenant', $1, true)` };

const NOBODY = '';

type Prepared = { readonly text: string; columns: readonly Column[] | undefined };

const prepared = new WeakMap<Connection, Map<string, Prepared>>();

/**
 * Reads in one message each way, in one implicit transaction that ends with the last answer (everything before a Sync is one transaction, PostgreSQL 18 § 54.2.3). The authority is named before
 * its reads and again before those of another: no statement runs under an authority that is not its own, and after an error nothing more runs at all. The driver can only send statements
 * one by one, each with a transaction of its own, which costs twice the time.
 */
export class ReadBatch implements Submittable {
  /** Settles when all is answered. `isBroken`: a read failed, and the connection must not be used again; `left` are the reads behind it, which the server passed over. */
  readonly ended: Promise<{ readonly isBroken: boolean; readonly left: readonly TenantRead[] }>;
  readonly #end: PromiseWithResolvers<{ readonly isBroken: boolean; readonly left: readonly TenantRead[] }> = Promise.withResolvers();
  readonly #reads: readonly TenantRead[];
  /** What the server answers in turn; undefined for the naming of an authority. */
  readonly #steps: ({ readonly read: TenantRead; readonly own: Prepared } | undefined)[] = [];
  #at = 0;

  constructor(reads: readonly TenantRead[]) {
    this.#reads = reads;
    this.ended = this.#end.promise;
  }

  /** Called by the driver when the connection is free. */
  submit(connection: Connection): null {
    const known = prepared.get(connection) ?? new Map<string, Prepared>();
    prepared.set(connection, known);
    connection.stream.cork();
    // A new transaction is of no authority; the text that says so closes tenant tables again behind a read that had one.
    let named: string = NOBODY;
    for (const read of this.#reads) {
      const { name, text } = read.statement;
      const before = known.get(name);
      if (before && before.text !== text) {
        read.fail(new Error(`two statements are called ${name}`));
        continue;
      }
      const tenant = read.tenant ?? NOBODY;
      if (tenant !== named) {
        if (!known.has(SET_TENANT.name)) prepare(connection, known, SET_TENANT);
        connection.bind({ statement: SET_TENANT.name, values: [tenant] }, true);
        connection.execute(null, true);
        this.#steps.push(undefined);
        named = tenant;
      }
      const own = before ?? prepare(connection, known, { name, text });
      connection.bind({ statement: name, values: read.parameters }, true);
      // The columns of a prepared statement never change, so they are asked for once.
      if (!own.columns) connection.describe({ type: 'P' }, true);
      connection.execute(null, true);
      this.#steps.push({ read, own });
    }
    connection.sync();
    connection.stream.uncork();
    return null;
  }

  handleRowDescription(message: { readonly fields: readonly FieldDef[] }): void {
    const own = this.#steps[this.#at]?.own;
    if (own) own.columns = message.fields.map(({ name, dataTypeID }) => ({ name, parse: pg.types.getTypeParser(dataTypeID, 'text') as Column['parse'] }));
  }

  handleDataRow(message: { readonly fields: readonly (string | null)[] }): void {
    const step = this.#steps[this.#at];
    step?.read.take(step.own.columns ?? [], message.fields);
  }

  handleCommandComplete(): void {
    this.#steps[this.#at]?.read.finish();
    this.#at += 1;
  }

  handleReadyForQuery(): void {
    this.#end.resolve({ isBroken: false, left: [] });
  }

  // Answers come in order, so the first read without one is the one that failed.
  handleError(error: Error): void {
    const [failed, ...left] = this.#reads.filter(({ isSettled }) => !isSettled);
    failed?.fail(error);
    this.#end.resolve({ isBroken: true, left });
  }
}

function prepare(connection: Connection, known: Map<string, Prepared>, statement: { readonly name: string; readonly text: string }): Prepared {
  connection.parse({ ...statement, types: [] }, true);
  const made: Prepared = { text: statement.text, columns: undefined };
  known.set(statement.name, made);
  return made;
}
