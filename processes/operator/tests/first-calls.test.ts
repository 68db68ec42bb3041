import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from './start-up.ts';

const ENTRY = fileURLToPath(new URL('../../../allmende', import.meta.url));

/** A fresh copy of the entry on a machine whose Node is too old, with an npm and a pnpm that only note when they begin and end. */
async function freshCopy(folder: string) {
  const bin = path.join(folder, 'bin');
  const log = path.join(folder, 'log');
  await mkdir(bin);
  await writeFile(log, '');
  const script = async (name: string, body: string) => {
    await writeFile(path.join(bin, name), `#!/bin/sh\n${body}\n`);
    await chmod(path.join(bin, name), 0o755);
  };
  await script('node', 'echo v20.0.0');
  await script('pnpm', 'echo 10.0.0');
  const noted = (name: string, work: string) => `echo "${name} begins" >>"${log}"; sleep 0.4; ${work}; echo "${name} ends" >>"${log}"`;
  await script('new-node', 'echo ran');
  await script('new-pnpm', noted('pnpm', `mkdir -p "${folder}/node_modules"`));
  await script('npm', noted('npm', `mkdir -p "$3/node_modules/.bin"; cp "${bin}/new-node" "$3/node_modules/.bin/node"; cp "${bin}/new-pnpm" "$3/node_modules/.bin/pnpm"`));
  await copyFile(ENTRY, path.join(folder, 'allmende'));
  const call = () => new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile('/bin/sh', [path.join(folder, 'allmende'), 'help'], { env: { PATH: `${bin}:/usr/bin:/bin` }, timeout: 30_000 }, (error, stdout, stderr) => resolve({ code: error === null ? 0 : 1, stdout, stderr }));
  });
  return { call, lock: path.join(folder, '.local/installing'), installed: async () => (await readFile(log, 'utf8')).trim().split('\n') };
}

const ONCE = ['npm begins', 'npm ends', 'pnpm begins', 'pnpm ends'];

test('first calls at the same time install once, and the others say what they wait for', async () => {
  await using place = await temporaryFolder();
  const copy = await freshCopy(place.folder);

  const ended = await Promise.all(Array.from({ length: 4 }, () => copy.call()));

  assert.deepEqual(ended.map(({ code, stdout }) => [code, stdout]), Array.from({ length: 4 }, () => [0, 'ran\n']), ended.map(({ stderr }) => stderr).join('\n'));
  assert.deepEqual(await copy.installed(), ONCE);
  assert.equal(ended.filter(({ stderr }) => stderr.includes('dieser wartet')).length, 3);
  assert.equal((await copy.call()).stderr, '', 'a later call has nothing to install and waits for nobody');
});

test('a lock that a killed call left blocks nobody', async () => {
  await using place = await temporaryFolder();
  const copy = await freshCopy(place.folder);
  const killed = spawn('sleep', ['60'], { stdio: 'ignore' });
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  await mkdir(path.dirname(copy.lock));
  await symlink(String(killed.pid), copy.lock);

  const ended = await Promise.all(Array.from({ length: 4 }, () => copy.call()));

  assert.deepEqual(ended.map(({ code }) => code), [0, 0, 0, 0], ended.map(({ stderr }) => stderr).join('\n'));
  assert.deepEqual(await copy.installed(), ONCE);
});

test('a removal of a dead lock that was killed itself blocks nobody for ever', async () => {
  await using place = await temporaryFolder();
  const copy = await freshCopy(place.folder);
  await mkdir(`${copy.lock}.removal`, { recursive: true });
  const longAgo = new Date(Date.now() - 10 * 60_000);
  await utimes(`${copy.lock}.removal`, longAgo, longAgo);
  await symlink('999999999', copy.lock);

  assert.equal((await copy.call()).code, 0);
  assert.deepEqual(await copy.installed(), ONCE);
});
