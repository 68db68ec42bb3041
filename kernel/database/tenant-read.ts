import pg, { type Connection, type FieldDef, type Submittable } from 'pg';
import type { TenantId } from '@allmende/ids';

/** A statement with a name is prepared once per connection. */
export type Statement = { readonly name: string; readonly text: string; readonly values: readonly unknown[] };

const SET_TENANT = { name: 'allmende-tenant', text: `select set_config('allmende.tenant', $1, true)` };

type Parser = (text: string) => unknown;
type Column = { readonly name: string; readonly parse: Parser };
type Prepared = { readonly text: string; columns: readonly Column[] | undefined };

const prepared = new WeakMap<Connection, Map<string, Prepared>>();

/**
 * One read of one authority's rows in one message each way: names the authority and reads, both prepared, in one implicit transaction that ends with the answer
 * (everything before a Sync is one transaction, PostgreSQL 18 § 54.2.3). The driver can only send statements one by one, each with a transaction of its own, which costs twice the time.
 * A connection on which it failed must not be used again.
 */
export class TenantRead<Row extends object> implements Submittable {
  readonly rows: Promise<Row[]>;
  readonly #tenant: TenantId;
  readonly #statement: Pick<Statement, 'name' | 'text'>;
  readonly #parameters: (string | Buffer | null)[];
  readonly #done: PromiseWithResolvers<Row[]> = Promise.withResolvers();
  readonly #found: Row[] = [];
  #own: Prepared | undefined;
  #isTenantSet = false;
  #failure: unknown;

  /** Throws TypeError for a parameter that has no plain form. */
  constructor(tenant: TenantId, statement: Statement) {
    this.#tenant = tenant;
    this.#statement = statement;
    this.#parameters = statement.values.map(parameterOf);
    this.rows = this.#done.promise;
  }

  /** Called by the driver when the connection is free. */
  submit(connection: Connection): Error | null {
    const { name, text } = this.#statement;
    const known = prepared.get(connection) ?? new Map<string, Prepared>();
    prepared.set(connection, known);
    const before = known.get(name);
    if (before && before.text !== text) return new Error(`two statements are called ${name}`);
    connection.stream.cork();
    if (!known.has(SET_TENANT.name)) prepare(connection, known, SET_TENANT);
    connection.bind({ statement: SET_TENANT.name, values: [this.#tenant] }, true);
    connection.execute(null, true);
    this.#own = before ?? prepare(connection, known, { name, text });
    connection.bind({ statement: name, values: this.#parameters }, true);
    // The columns of a prepared statement never change, so they are asked for once.
    if (!this.#own.columns) connection.describe({ type: 'P' }, true);
    connection.execute(null, true);
    connection.sync();
    connection.stream.uncork();
    return null;
  }

  handleRowDescription(message: { readonly fields: readonly FieldDef[] }): void {
    if (this.#own) this.#own.columns = message.fields.map(({ name, dataTypeID }) => ({ name, parse: pg.types.getTypeParser(dataTypeID, 'text') as Parser }));
  }

  handleDataRow(message: { readonly fields: readonly (string | null)[] }): void {
    if (!this.#isTenantSet || this.#failure !== undefined) return;
    try {
      this.#found.push(Object.fromEntries((this.#own?.columns ?? []).map(({ name, parse }, index) => {
        const text = message.fields[index] ?? null;
        return [name, text === null ? null : parse(text)];
      })) as Row);
    } catch (error) {
      this.#failure = error;
    }
  }

  handleCommandComplete(): void {
    this.#isTenantSet = true;
  }

  handleReadyForQuery(): void {
    if (this.#failure === undefined) this.#done.resolve(this.#found);
    else this.#done.reject(this.#failure);
  }

  handleError(error: Error): void {
    this.#done.reject(error);
  }
}

function prepare(connection: Connection, known: Map<string, Prepared>, statement: { readonly name: string; readonly text: string }): Prepared {
  connection.parse({ ...statement, types: [] }, true);
  const made: Prepared = { text: statement.text, columns: undefined };
  known.set(statement.name, made);
  return made;
}

function parameterOf(value: unknown): string | Buffer | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || Buffer.isBuffer(value)) return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString();
  throw new TypeError('a parameter of a read is a text, a number, a truth value, bytes or an instant');
}
