import type { TenantId } from '@allmende/ids';

/** A statement with a name is prepared once per connection. */
export type Statement = { readonly name: string; readonly text: string; readonly values: readonly unknown[] };

/** How a column of an answer is read. */
export type Column = { readonly name: string; readonly parse: (text: string) => unknown };

/** One read that waits for its answer: of one authority's rows, or of tables that belong to none. */
export class TenantRead {
  readonly tenant: TenantId | undefined;
  readonly statement: Pick<Statement, 'name' | 'text'>;
  readonly parameters: (string | Buffer | null)[];
  readonly rows: Promise<object[]>;
  readonly #answer: PromiseWithResolvers<object[]> = Promise.withResolvers();
  readonly #found: object[] = [];
  #isSettled = false;
  #failure: unknown;

  /** Throws TypeError for a parameter that has no plain form. */
  constructor(tenant: TenantId | undefined, statement: Statement) {
    this.tenant = tenant;
    this.statement = statement;
    this.parameters = statement.values.map(parameterOf);
    this.rows = this.#answer.promise;
  }

  get isSettled(): boolean {
    return this.#isSettled;
  }

  /** Takes one row of the answer. */
  take(columns: readonly Column[], texts: readonly (string | null)[]): void {
    if (this.#failure !== undefined) return;
    try {
      const row: Record<string, unknown> = {};
      for (let index = 0; index < columns.length; index += 1) {
        const column = columns[index];
        const text = texts[index] ?? null;
        if (column) row[column.name] = text === null ? null : column.parse(text);
      }
      this.#found.push(row);
    } catch (error) {
      this.#failure = error;
    }
  }

  /** The answer is whole. */
  finish(): void {
    this.#isSettled = true;
    if (this.#failure === undefined) this.#answer.resolve(this.#found);
    else this.#answer.reject(this.#failure);
  }

  fail(error: unknown): void {
    this.#isSettled = true;
    this.#answer.reject(error);
  }
}

function parameterOf(value: unknown): string | Buffer | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || Buffer.isBuffer(value)) return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString();
  throw new TypeError('a parameter of a read is a text, a number, a truth value, bytes or an instant');
}
