import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { allmende, startPlatform, type Platform } from '../../e2e/platform.ts';
import { openBenchHouse } from '../bench/measure/open-bench-house.ts';
import { repositoryFolder } from '../test/repository-folder.ts';

const root = await mkdtemp(path.join(tmpdir(), 'allmende-upgrade-'));
await chmod(root, 0o755);
const dataDir = path.join(root, 'data');
const newer = path.join(root, 'newer');
const migrations = path.join(newer, 'kernel/files/data/migrations');
const copyOfDatabase = path.join(dataDir, 'database', 'cluster.before-upgrade');
const running: (Platform | ChildProcess)[] = [];
after(async () => {
  for (const one of running) await ('stop' in one ? one.stop() : one.kill('SIGKILL'));
  await rm(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

// A newer version: this house with one more migration. Files that are changed are written anew, never through the link.
await promisify(execFile)('sh', ['-c', 'mkdir "$2" && cd "$1" && tar cf - --exclude=./.git --exclude=./.local . | tar xf - -C "$2"', 'sh', repositoryFolder, newer], { maxBuffer: 1024 * 1024 });

async function withPlatform(house: string, work: (platform: Platform) => Promise<void>): Promise<string> {
  const platform = await startPlatform({ house, dataDir, empty: true });
  running.push(platform);
  try {
    await work(platform);
  } finally {
    await platform.stop();
  }
  return platform.printed();
}

async function hasTable(platform: Platform, name: string): Promise<boolean> {
  await using bench = await openBenchHouse(platform);
  return (await bench.ask<{ there: boolean }>('select to_regclass($1) is not null as there', [name]))[0]?.there === true;
}

async function accountIsThere(platform: Platform): Promise<void> {
  const { oneTimePassword } = JSON.parse(await allmende(platform, 'operator', 'create', '--email', 'erste@example.org', '--name', 'Erna Erste', '--json')) as { oneTimePassword: string | null };
  assert.equal(oneTimePassword, null, 'who is known gets no new password');
}

test('a start without new tables copies nothing', async () => {
  await withPlatform(repositoryFolder, async (platform) => { await allmende(platform, 'operator', 'create', '--email', 'erste@example.org', '--name', 'Erna Erste'); });
  assert.doesNotMatch(await withPlatform(repositoryFolder, accountIsThere), /Kopie der Datenbank/u);
});

test('a migration that fails is taken back with those before it, and the old version goes on with all data', async () => {
  await writeFile(path.join(migrations, '9001-begin.sql'), '-- Works.\ncreate table files.begun (id int);\n');
  await writeFile(path.join(migrations, '9002-break.sql'), '-- Broken on purpose.\ncreate table files.broken (id int);\nselect 1 / 0;\n');
  await assert.rejects(withPlatform(newer, async () => undefined), (error: Error) => {
    assert.match(error.message, /✓ Kopie der Datenbank vor dem Update/u);
    assert.match(error.message, /9002-break\.sql failed: division by zero/u);
    assert.match(error.message, /Die Daten sind wieder wie vor dem Start/u);
    return true;
  });
  assert.equal(existsSync(copyOfDatabase), false);
  await withPlatform(repositoryFolder, async (platform) => {
    assert.equal(await hasTable(platform, 'files.begun'), false);
    await accountIsThere(platform);
  });
});

test('a new version that cannot run with its tables is taken back too', async () => {
  await rm(path.join(migrations, '9002-break.sql'));
  const main = path.join(newer, 'processes/web/main.ts');
  await appendFile(main, "\nthrow new Error('broken on purpose');\n");
  await assert.rejects(withPlatform(newer, async () => undefined), /Probe der neuen Fassung[\s\S]*operator\/upgrade-failed/u);
  await withPlatform(repositoryFolder, async (platform) => {
    assert.equal(await hasTable(platform, 'files.begun'), false);
    await accountIsThere(platform);
  });
  await promisify(execFile)('cp', [path.join(repositoryFolder, 'processes/web/main.ts'), main]);
});

test('an update that is killed half way is taken back by the next start', async () => {
  await writeFile(path.join(migrations, '9002-wait.sql'), '-- Long enough to be killed.\nselect pg_sleep(60);\n');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(newer, 'processes/operator/main.ts'), 'up', '--empty', '--port', '0', '--data-dir', dataDir], { cwd: newer, stdio: ['ignore', 'pipe', 'inherit'] });
  running.push(child);
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => { said += chunk.toString(); });
  while (!said.includes('✓ Datenbank')) await sleep(100);
  await sleep(2000);
  child.kill('SIGKILL');
  await new Promise((resolve) => { child.once('exit', resolve); });
  assert.equal(existsSync(copyOfDatabase), true);
  const printed = await withPlatform(repositoryFolder, async (platform) => {
    assert.equal(await hasTable(platform, 'files.begun'), false);
    await accountIsThere(platform);
  });
  assert.match(printed, /✓ Ein abgebrochenes Update wird zurückgenommen/u);
});

test('an update that works keeps all data, leaves no copy, and is copied for once only', async () => {
  await rm(path.join(migrations, '9002-wait.sql'));
  const first = await withPlatform(newer, async (platform) => {
    assert.equal(await hasTable(platform, 'files.begun'), true);
    await accountIsThere(platform);
  });
  assert.match(first, /✓ Kopie der Datenbank vor dem Update[\s\S]*✓ Probe der neuen Fassung/u);
  assert.deepEqual((await readdir(path.join(dataDir, 'database'))).filter((name) => name.includes('upgrade')), []);
  assert.doesNotMatch(await withPlatform(newer, accountIsThere), /Kopie der Datenbank|Probe/u);
});
