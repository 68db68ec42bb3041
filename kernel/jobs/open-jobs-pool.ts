import pg, { type Pool } from 'pg';

/** Connections for the job library. It does not wait until those that it makes itself are closed, and a server that stops meanwhile ends the process. `onLost` is told of each that breaks. */
export function openJobsPool(connectionString: string, options: { readonly connections: number; readonly onLost: (error: Error) => void }): Pool {
  const pool = new pg.Pool({ connectionString, max: options.connections, application_name: 'allmende worker (jobs)' });
  pool.on('error', options.onLost);
  pool.on('connect', (client) => { client.on('error', options.onLost); });
  return pool;
}
