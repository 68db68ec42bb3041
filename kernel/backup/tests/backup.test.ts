import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { startEmbeddedPostgres } from '@allmende/database';
import { CannotBackUp, checkBackup, DamagedBackup, endRestore, LogShipper, newRecoveryKey, openLogFeed, prune, readErased, recoveryKeyText, Repository, restoreBackup, restoreFiles, takeBackup, type Erased, type Places } from '@allmende/backup';
import pg from 'pg';

const root = await mkdtemp(path.join(tmpdir(), 'allmende-backup-room-'));
await chmod(root, 0o755);
const dataDir = path.join(root, 'data');
const folder = path.join(root, 'backups');
const server = await startEmbeddedPostgres({ folder: path.join(dataDir, 'database'), settings: { fsync: 'off' } });
const client = new pg.Client({ connectionString: server.url });
await client.connect();
after(async () => {
  await client.end();
  await server.stop();
  await rm(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

const places: Places = {
  dataDir, files: path.join(dataDir, 'files'), keys: path.join(dataDir, 'keys'), checkpoints: path.join(dataDir, 'checkpoints'), secrets: { 'database/owner-password': path.join(dataDir, 'database/owner-password') },
};
const recovery = newRecoveryKey();
const secret = { text: recoveryKeyText(recovery) };
const erased: Erased[] = [];
const installation = 'a-platform';

async function put(folderOf: string, name: string, text: string): Promise<void> {
  await mkdir(path.dirname(path.join(folderOf, name)), { recursive: true });
  await writeFile(path.join(folderOf, name), text);
}

async function write(count: number): Promise<void> {
  await client.query('insert into note (words) select md5(random()::text) from generate_series(1, $1)', [count]);
}

const repository = await (await Repository.openForWriting(folder, installation)).chooseRecovery(secret);
const plan = () => ({ repository, ownerUrl: server.url, kind: 'embedded' as const, places, program: '1.0.0', listErased: async () => erased });
await client.query('create table note (id bigserial primary key, words text not null)');
await put(places.files, 'a/one', 'sealed one');
await put(places.keys, 'a.key', 'key of a');
const feed = await openLogFeed(server.url);
after(() => feed.close());
const shipping = { repository, places, chainFile: path.join(root, 'chain.json') };
const shipper = await LogShipper.open(shipping, feed);
await write(10);
await shipper.ship();
const first = await takeBackup({ ...plan(), chain: shipper.chain });

async function restored(name: string, to?: Date): Promise<{ notes: number; files: number; until: string }> {
  const target = path.join(root, name);
  const checked = await checkBackup(repository, to ? { to } : {});
  const asked = { repository, checked, recovery: repository.openRecovery(secret), apart: undefined, dataDir: target, to };
  const { server: again } = await restoreBackup(asked);
  assert.ok(again);
  const reader = new pg.Client({ connectionString: again.url });
  await reader.connect();
  try {
    const { rows } = await reader.query<{ notes: number }>('select count(*)::int as notes from note');
    const { restored: files } = await restoreFiles(asked, undefined);
    return { notes: rows[0]?.notes ?? 0, files, until: checked.until };
  } finally {
    await reader.end();
    await again.stop();
    await endRestore(target);
  }
}

test('no file of a backup shows a key', async () => {
  assert.equal(first.manifest.head.holdsKeys, true);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) assert.equal((await readFile(path.join(entry.parentPath, entry.name))).includes('key of a'), false, entry.name);
  }
});

test('what came after the backup is in the log: rows over several segments, and the files and keys that belong to them', async () => {
  await write(20);
  await client.query('select pg_switch_wal()');
  await write(5);
  await put(places.files, 'a/two', 'sealed two');
  await put(places.keys, 'b.key', 'key of b');
  await shipper.ship();
  await write(1);
  const { until } = await shipper.ship();
  await write(100);
  const back = await restored('whole');
  assert.deepEqual([back.notes, back.files, back.until], [36, 2, until], 'what was not copied is not there, everything else is');
  assert.equal(await readFile(path.join(root, 'whole/keys/b.key'), 'utf8'), 'key of b');
  assert.equal(await readFile(path.join(root, 'whole/keys/a.key'), 'utf8'), 'key of a');
  assert.equal(await readFile(path.join(root, 'whole/files/a/two'), 'utf8'), 'sealed two');
});

test('a moment comes back, also one after which nothing was written', async () => {
  const { rows } = await client.query<{ at: Date }>('select clock_timestamp() as at');
  await client.query('select pg_sleep(0.05)');
  const moment = rows[0]?.at;
  assert.ok(moment);
  await shipper.ship();
  assert.equal((await restored('quiet', moment)).notes, 136, 'the log ends before the moment');
  await write(7);
  await shipper.ship();
  assert.equal((await restored('moment', moment)).notes, 136);
});

test('another process goes on with the same chain, without doubling or a gap', async () => {
  const again = await LogShipper.open(shipping, feed);
  assert.deepEqual([again.chain, again.isNew], [shipper.chain, false]);
  await client.query('select pg_switch_wal()');
  await write(3);
  await again.ship();
  assert.equal((await restored('on')).notes, 146);
});

test('a segment with other content is never written over', async () => {
  const chain = repository.chainFolder(shipper.chain);
  const late = await LogShipper.open(shipping, feed);
  const { name } = JSON.parse(await readFile(path.join(chain, 'current.json'), 'utf8')) as { name: string };
  const journal = await readFile(path.join(chain, 'segments.jsonl'), 'utf8');
  await writeFile(path.join(chain, 'segments.jsonl'), `${journal}${JSON.stringify({ name, size: 1, sha256: 'other', at: '2026-01-01T00:00:00.000Z' })}\n`);
  const other = await LogShipper.open(shipping, feed);
  await late.ship();
  await client.query('select pg_switch_wal()');
  await write(1);
  await assert.rejects(other.ship(), (error) => error instanceof CannotBackUp && error.message.includes(name));
  await writeFile(path.join(chain, 'segments.jsonl'), journal);
});

test('log that was given up begins a new chain, and a gap in a chain is refused by name', async () => {
  await feed.forget();
  const fresh = await LogShipper.open(shipping, feed);
  assert.equal(fresh.isNew, true);
  assert.notEqual(fresh.chain, shipper.chain);
  const old = repository.chainFolder(shipper.chain);
  const lines = (await readFile(path.join(old, 'segments.jsonl'), 'utf8')).trim().split('\n');
  const missing = (JSON.parse(lines.at(-1) ?? '{}') as { name: string }).name;
  await rm(path.join(old, `${missing}.zst`));
  await assert.rejects(checkBackup(repository), (error) => error instanceof DamagedBackup && error.message.includes(missing));
});

test('old backups go with what only they needed, and what was erased is remembered over all of them', async () => {
  erased.push({ tenant: '018f0000-0000-7000-8000-000000000001', key: '018f0000-0000-7000-8000-000000000002', at: '2026-11-21T10:00:00.000Z' });
  await rm(path.join(places.files, 'a/one'));
  // Names of backups are seconds.
  await new Promise((resolve) => { setTimeout(resolve, 1100); });
  const second = await takeBackup(plan());
  assert.deepEqual(await readErased(repository), erased);
  assert.deepEqual(await prune(repository, 1, undefined), { backups: 1, files: 1 });
  assert.deepEqual(await repository.names(), [second.manifest.head.name]);
  assert.deepEqual(await readdir(path.join(folder, 'files/a')), ['two']);
  assert.deepEqual(await readdir(path.join(folder, 'wal')), []);
  assert.deepEqual(await readErased(repository), erased);
  assert.equal((await checkBackup(repository)).name, second.manifest.head.name);
});

test('a folder of another platform, or with something else in it, is not written to', async () => {
  await assert.rejects(Repository.openForWriting(folder, 'another'), /anderen Plattform/u);
  await assert.rejects(Repository.openForWriting(dataDir, installation), /nicht leer/u);
});
