import pg from 'pg';

/**
 * A connection of its own beside the pools, not yet opened. One that the server ends between two statements tells nobody but its listeners, and without one the process ends; with this one the next statement fails by
 * itself. For what must hear of it: `client.on('end', …)`.
 */
export function newClient(config: pg.ClientConfig): pg.Client {
  const client = new pg.Client(config);
  client.on('error', () => undefined);
  return client;
}
