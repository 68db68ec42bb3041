import { telemetry, traced } from '@allmende/observe';
import type { PoolClient } from 'pg';

/** Lets the statements of a new connection be seen in traces, by their names or first words, never with values. Does nothing when no traces are sent. */
export function traceStatements(client: PoolClient): void {
  if (telemetry() === undefined) return;
  const query = client.query.bind(client) as (...given: unknown[]) => unknown;
  const seen = (...given: unknown[]): unknown => {
    const [statement] = given;
    if (typeof given.at(-1) === 'function' || isSubmittable(statement)) return query(...given);
    const name = nameOf(statement);
    return traced(name, 'client', { 'db.system.name': 'postgresql', 'db.operation.name': name }, () => query(...given) as Promise<unknown>);
  };
  Object.assign(client, { query: seen });
}

function isSubmittable(statement: unknown): boolean {
  return typeof statement === 'object' && statement !== null && 'submit' in statement;
}

function nameOf(statement: unknown): string {
  const { name, text } = typeof statement === 'string' ? { name: undefined, text: statement } : (statement as { name?: string; text?: string });
  return name ?? /^\s*([a-z]{2,20})/iu.exec(text ?? '')?.[1]?.toLowerCase() ?? 'statement';
}
