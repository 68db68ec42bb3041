import type { PoolClient } from 'pg';

/** What of the library's connection is needed: the stream that its messages go through. */
type WithStream = { readonly connection: { readonly stream: { cork(): void; uncork(): void; readonly writableCorked: number } } };

/**
 * Lets the statements of one moment go to the server in one message, in their order: what begins a transaction with its first statement, and all that a caller sends without waiting in between (`Promise.all`). Each message
 * costs both sides more than most statements do. Needs a connection that sends without waiting for answers (`pipeline`).
 */
export function shareMessages(client: PoolClient): void {
  const { stream } = (client as unknown as WithStream).connection;
  const query = client.query.bind(client) as (...given: unknown[]) => unknown;
  const shared = (...given: unknown[]): unknown => {
    if (stream.writableCorked === 0) {
      stream.cork();
      // Runs when all that follows without waiting has had its turn.
      process.nextTick(() => stream.uncork());
    }
    return query(...given);
  };
  Object.assign(client, { query: shared });
}
