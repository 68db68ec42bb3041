import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, test } from 'node:test';
import { claimDataDir, readRunFile, removeRunFile, type RunFile } from '../supervision/run-file.ts';
import { temporaryFolder } from './start-up.ts';

// Looks like an `up` in the list of processes, and does nothing.
const living = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'processes/operator/main.ts', 'up', '--port', '0']);
after(() => living.kill('SIGKILL'));
const place = await temporaryFolder();
after(() => place[Symbol.asyncDispose]());

const runOf = (pid: number): RunFile => ({ pid, address: '', version: '0', database: { kind: 'embedded', version: '18' }, env: {}, children: {}, ready: false });
const file = path.join(place.folder, 'running.json');

test('of many that start at once exactly one gets the folder, also over what a dead one left', async () => {
  for (const left of [undefined, JSON.stringify(runOf(process.pid)), '{"pid": ', '']) {
    await removeRunFile(place.folder);
    if (left !== undefined) await writeFile(file, left);
    const answers = await Promise.all(Array.from({ length: 12 }, () => claimDataDir(place.folder, runOf(living.pid ?? 0))));
    assert.equal(answers.filter((other) => other === undefined).length, 1, `over ${String(left)}`);
    assert.deepEqual(answers.find((other) => other !== undefined)?.pid, living.pid);
    assert.deepEqual(await readdir(place.folder), ['running.json'], 'nothing is left of the attempts');
  }
});

test('a number that another program has now is no running platform', async () => {
  await writeFile(file, JSON.stringify(runOf(process.pid)));
  assert.equal(await readRunFile(place.folder), undefined);
  await writeFile(file, JSON.stringify(runOf(living.pid ?? 0)));
  assert.equal((await readRunFile(place.folder))?.pid, living.pid);
});
