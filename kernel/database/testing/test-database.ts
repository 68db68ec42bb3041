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

/**
 * Clones a fresh database from a template with these rooms' migrations; the template is made once per set of migrations.
 * Uses the cluster of the test command, or starts one for this process. Everything is gone when the file's tests end.
 * Call it at the top level of the test file (`const stand = await testDatabase([…])`), never inside a hook or test.
 */
export async function testDatabase(rooms: readonly RoomMigrations[]): Promise<TestDatabase> {
  const cluster = await clusterUrl();
  const template = `template_${await fingerprint(rooms)}`;
  const name = `test_${newId().replaceAll('-', '')}`;
  await withClient(cluster, async (client) => {
    await client.query('select pg_advisory_lock($1)', [77_120]);
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1 and datistemplate', [template]);
    if (rowCount === 0) {
      await client.query(`drop database if exists ${template}`);
      await client.query(`create database ${template}`);
      await migrate(withDatabase(cluster, template), rooms, PASSWORDS);
      await client.query(`alter database ${template} with is_template true`);
    }
    await client.query(`create database ${name} template ${template}`);
  });
  const role = (key: keyof RolePasswords) => {
    const url = new URL(withDatabase(cluster, name));
    url.username = ROLES[key];
    url.password = PASSWORDS[key];
    return url.href;
  };
  const urls = { app: role('app'), platform: role('platform'), jobs: role('jobs') };
  const database = openDatabase({ appUrl: urls.app, platformUrl: urls.platform, applicationName: 'test' });
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
