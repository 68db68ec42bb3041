import assert from 'node:assert/strict';
import path from 'node:path';
import { after, test } from 'node:test';
import pg from 'pg';
import { startEmbeddedPostgres } from '@allmende/database';
import { command, temporaryFolder, Up } from './start-up.ts';

// A PostgreSQL of somebody else's: we know its address and an owner who is no superuser.
const place = await temporaryFolder();
const server = await startEmbeddedPostgres({ folder: path.join(place.folder, 'theirs'), settings: { fsync: 'off' } });
after(async () => {
  await server.stop();
  await place[Symbol.asyncDispose]();
});

async function asSuperuser(...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

function addressOf(user: string, database: string): string {
  return Object.assign(new URL(server.url), { username: user, password: 'given', pathname: `/${database}` }).href;
}

test('a user without the needed rights is told each that is missing, with the statement that gives it', async () => {
  await asSuperuser(`create role weak login password 'given'`, 'create database weak');
  const { code, stdout, stderr } = await command(['up', '--data-dir', path.join(place.folder, 'weak'), '--port', '0'], { DATABASE_URL: addressOf('weak', 'weak') });
  assert.equal(code, 1);
  assert.match(stderr, /alter role "weak" createrole/u);
  assert.match(stderr, /alter database "weak" owner to "weak"/u);
  assert.doesNotMatch(stdout + stderr, /given|\n\s+at /u, 'neither password nor trace');
});

test('a database in another encoding is refused', async () => {
  await asSuperuser(`create role latin login createrole password 'given'`, `create database latin owner latin encoding 'LATIN1' locale_provider libc locale 'C' template template0`);
  const { code, stderr } = await command(['up', '--data-dir', path.join(place.folder, 'latin'), '--port', '0'], { DATABASE_URL: addressOf('latin', 'latin') });
  assert.equal(code, 1);
  assert.match(stderr, /LATIN1.*UTF8/u);
});

test('with an owner who may create roles but is no superuser the platform runs, stops and runs again', async () => {
  await asSuperuser(`create role owner_of_all login createrole createdb password 'given'`, 'create database town owner owner_of_all');
  const dataDir = path.join(place.folder, 'ours');
  const env = { DATABASE_URL: addressOf('owner_of_all', 'town') };
  for (const name of ['first', 'second']) {
    await using up = new Up(dataDir, ['--empty'], env);
    const run = await up.ready();
    const { code, stdout } = await command(['status', '--json', '--data-dir', dataDir]);
    assert.equal(code, 0, name);
    const status = JSON.parse(stdout) as { database: { kind: string; version: string }; tenants: number };
    assert.deepEqual([status.database.kind, status.tenants], ['external', 13]);
    assert.equal(status.database.version, server.version.replace(/-.*$/u, '').split('.').slice(0, 2).join('.'));
    assert.equal((await fetch(`${run.address}/heilbronn`)).status, 200);
    assert.equal(run.env['ALLMENDE_DATABASE_APP_URL']?.includes('owner_of_all'), false, 'the processes do not work as the owner');
    assert.equal(await up.stop(), 0);
  }
  assert.equal(await isAlive(), true, 'their server is not ours to stop');
});

test('another user who did not make the roles is told so', async () => {
  await asSuperuser(`create role late login createrole password 'given'`, 'create database late owner late');
  const { code, stderr } = await command(['up', '--data-dir', path.join(place.folder, 'late'), '--port', '0'], { DATABASE_URL: addressOf('late', 'late') });
  assert.equal(code, 1);
  assert.match(stderr, /grant allmende_app, allmende_jobs, allmende_platform to "late" with admin option/u);
});

test('a database that another installation has used is not filled with demo data', async () => {
  await using up = new Up(path.join(place.folder, 'newcomer'), [], { DATABASE_URL: addressOf('owner_of_all', 'town') });
  await up.ready();
  assert.doesNotMatch(up.output, /Beispieldaten/u);
});

async function isAlive(): Promise<boolean> {
  const client = new pg.Client({ connectionString: server.url });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
