import pg, { type Pool, type PoolClient, type PoolConfig } from 'pg';
import { Overloaded } from './overloaded.ts';
import { createReadLane } from './read-lane.ts';
import { shareMessages } from './share-messages.ts';
import { TenantRead, type Statement } from './tenant-read.ts';
import { traceStatements } from './trace-statements.ts';
import { configureTypes } from './types.ts';
import { tenantId, type TenantId } from '@allmende/ids';
import { traced } from '@allmende/observe';
import type { TenantTx, Tx } from './transaction.ts';

/** The three doors to the data. */
export type Database = {
  /** The door for everything an authority owns: sees and writes only its rows. Commits when `work` returns, rolls back when it throws. */
  inTenant<Result>(tenant: TenantId, work: (tx: TenantTx) => Promise<Result>): Promise<Result>;
  /** Reads one authority's rows by one prepared statement in one round trip, together with what others read at the same moment; the fast lane for pages with much traffic. */
  readInTenant<Row extends object>(tenant: TenantId, statement: Statement): Promise<Row[]>;
  /** The same fast lane for tables that belong to no authority; tenant tables raise an error here. */
  readWithoutTenant<Row extends object>(statement: Statement): Promise<Row[]>;
  /** The door for tables that belong to no authority (register, catalogue, accounts). Tenant tables raise an error here. */
  withoutTenant<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
  /** The second, audited door: work across authorities, by another role. The reason is counted in `kernel.cross_tenant_use`. */
  acrossTenants<Result>(reason: CrossTenantReason, work: (tx: Tx) => Promise<Result>): Promise<Result>;
  /** Whether the server answers; never throws. */
  isReachable(): Promise<boolean>;
  close(): Promise<void>;
};

/** Why somebody needs rows of several authorities: `room/what-for`. */
export type CrossTenantReason = `${string}/${string}`;

export type DatabaseOptions = {
  readonly appUrl: string;
  readonly platformUrl: string;
  readonly connections?: number;
  /** How long a caller waits for a free connection before it is refused; default 10 s. */
  readonly patienceMs?: number;
  readonly applicationName?: string;
  /** Told of connections that broke while idle, so that a log can name them. */
  readonly onConnectionLost?: (error: Error) => void;
};

/** Opens the pools; connections are made when first needed. */
export function openDatabase(options: DatabaseOptions): Database {
  configureTypes();
  const app = pool(options, options.appUrl, 'web', { pipeline: true });
  const reader = pool(options, options.appUrl, 'reader', { options: '-c default_transaction_read_only=on' });
  const platform = pool(options, options.platformUrl, 'platform', { pipeline: true });
  const lane = createReadLane(() => connect(reader));

  const read = <Row extends object>(tenant: TenantId | undefined, statement: Statement) => {
    const asked = new TenantRead(tenant, statement);
    return traced(statement.name, 'client', { 'db.system.name': 'postgresql', 'db.operation.name': statement.name }, () => lane(asked) as Promise<Row[]>);
  };

  return {
    inTenant: (tenant, work) => {
      const begin = `begin; select set_config('allmende.tenant', '${tenantId(tenant)}', true)`;
      return transaction(app, begin, (client) => work({ tenant, client }));
    },
    readInTenant: async <Row extends object>(tenant: TenantId, statement: Statement) => read<Row>(tenantId(tenant), statement),
    readWithoutTenant: async <Row extends object>(statement: Statement) => read<Row>(undefined, statement),
    withoutTenant: (work) => transaction(app, 'begin', (client) => work({ tenant: undefined, client })),
    acrossTenants: (reason, work) =>
      transaction(platform, 'begin', async (client) => {
        await client.query({ name: 'cross-tenant-use', text: 'select kernel.note_cross_tenant_use($1)', values: [reason] });
        return work({ tenant: undefined, client });
      }),
    isReachable: async () => app.query('select 1').then(() => true, () => false),
    close: async () => { await Promise.all([app.end(), reader.end(), platform.end()]); },
  };
}

function pool(options: DatabaseOptions, connectionString: string, role: string, extra: PoolConfig): Pool {
  const created = new pg.Pool({
    connectionString,
    max: options.connections ?? 10,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: options.patienceMs ?? 10_000,
    application_name: `allmende ${options.applicationName ?? 'process'} (${role})`,
    ...extra,
  });
  created.on('error', (error) => options.onConnectionLost?.(error));
  // A connection that breaks between two statements of a transaction tells nobody but its listeners, and without one the process ends; the next statement fails by itself.
  created.on('connect', (client) => {
    client.on('error', () => undefined);
    if ('pipeline' in extra) shareMessages(client);
    traceStatements(client);
  });
  return created;
}

async function connect(from: Pool): Promise<PoolClient> {
  try {
    return await from.connect();
  } catch (error) {
    // The library names this by its message alone. A server that cannot be reached is another matter.
    if (error instanceof Error && error.message === 'timeout exceeded when trying to connect') throw new Overloaded(error);
    throw error;
  }
}

async function transaction<Result>(from: Pool, begin: string, work: (client: PoolClient) => Promise<Result>): Promise<Result> {
  const client = await connect(from);
  let broken = false;
  try {
    const begun = client.query(begin);
    begun.catch(() => { broken = true; });
    const result = await work(client);
    await begun;
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => { broken = true; });
    throw error;
  } finally {
    client.release(broken);
  }
}
