import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { after } from 'node:test';
import pg from 'pg';
import { openDatabase, type Database } from '../database.ts';
import { migrate, ROLES, type RolePasswords, type RoomMigrations } from '../migrate.ts';
import { newId } from '@allmende/ids';
import { startTestCluster, type TestCluster } from './test-cluster.ts';

/** A fresh database with the given rooms' tables, for one test file. */
export type TestDatabase = {
  readonly database: Database;
  /** The owner's address, for looking behind the doors. */
  readonly ownerUrl: string;
  readonly urls: { readonly app: string; readonly platform: string; readonly jobs: string };
  close(): Promise<void>;
};

const PASSWORDS: RolePasswords = { app: 'app', platform: 'platform', jobs: 'jobs' };
let ownCluster: Promise<TestCluster> | undefined;

/** What many test files want to find in their database besides the tables. */
export type Prepared = {
  /** Names the content: whoever gives the same name and the same rooms gets what the first one put in. */
  readonly name: string;
  readonly fill: (empty: Pick<TestDatabase, 'database' | 'urls'>) => Promise<void>;
};

/**
 * Clones a fresh database from a template with these rooms' migrations; the template is made once per set of migrations. With `prepared`, what takes long to put in is
 * put in once for all files of a run.
 * Uses the cluster of the test command, or starts one for this process. Everything is gone when the file's tests end.
 * Call it at the top level of the test file (`const stand = await testDatabase([…])`), never inside a hook or test.
 */
export async function testDatabase(rooms: readonly RoomMigrations[], prepared?: Prepared): Promise<TestDatabase> {
  const cluster = await clusterUrl();
  const tables = `template_${await fingerprint(rooms)}`;
  const name = `test_${newId().replaceAll('-', '')}`;
  await withClient(cluster, async (client) => {
    await client.query('select pg_advisory_lock($1)', [77_120]);
    await makeTemplate(client, tables, async () => {
      await client.query(`create database ${tables}`);
      await migrate(withDatabase(cluster, tables), rooms, PASSWORDS);
    });
    const filled = prepared && `${tables}_${prepared.name.replaceAll('-', '_')}`;
    if (filled) {
      await makeTemplate(client, filled, async () => {
        await client.query(`create database ${filled} template ${tables}`);
        const urls = urlsOf(cluster, filled);
        const database = opened(urls);
        try {
          await prepared.fill({ database, urls });
        } finally {
          await database.close();
        }
      });
    }
    await client.query(`create database ${name} template ${filled ?? tables}`);
  });
  const urls = urlsOf(cluster, name);
  const database = opened(urls);
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= (async () => {
    await database.close();
    await withClient(cluster, (client) => client.query(`drop database if exists ${name} with (force)`));
  })());
  after(async () => {
    await close();
    const own = ownCluster;
    ownCluster = undefined;
    await (await own)?.stop();
  });
  return { database, ownerUrl: withDatabase(cluster, name), urls, close };
}

async function makeTemplate(client: pg.Client, template: string, make: () => Promise<void>): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1 and datistemplate', [template]);
  if (rowCount !== 0) return;
  await client.query(`drop database if exists ${template}`);
  await make();
  await client.query(`alter database ${template} with is_template true`);
}

function urlsOf(cluster: string, name: string): TestDatabase['urls'] {
  const role = (key: keyof RolePasswords) => {
    const url = new URL(withDatabase(cluster, name));
    url.username = ROLES[key];
    url.password = PASSWORDS[key];
    return url.href;
  };
  return { app: role('app'), platform: role('platform'), jobs: role('jobs') };
}

function opened(urls: TestDatabase['urls']): Database {
  return openDatabase({ appUrl: urls.app, platformUrl: urls.platform, applicationName: 'test' });
}

async function clusterUrl(): Promise<string> {
  const given = process.env['ALLMENDE_TEST_DATABASE_URL'];
  if (given) return given;
  ownCluster ??= startTestCluster();
  return (await ownCluster).url;
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function withClient(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

async function fingerprint(rooms: readonly RoomMigrations[]): Promise<string> {
  const hash = createHash('sha256').update(await readFile(new URL('../migrations/bootstrap.sql', import.meta.url)));
  for (const room of rooms) {
    hash.update(room.room);
    for (const file of (await readdir(room.folder)).toSorted()) if (file.endsWith('.sql')) hash.update(file).update(await readFile(`${fileURLToPath(room.folder)}/${file}`));
  }
  return hash.digest('hex').slice(0, 24);
}
