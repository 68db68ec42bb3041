import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { cpuBetween, cpuSeconds } from './cpu-seconds.ts';

test('the work of a child counts for the part that its command names', { skip: process.platform === 'linux' ? false : '/proc exists on Linux only' }, async () => {
  const program = "process.stdout.write('go'); while (process.cpuUsage().user < 500000); process.stdout.write('done'); setInterval(() => {}, 1000);";
  const before = await cpuSeconds(process.pid);
  const child = spawn(process.execPath, ['-e', program, 'processes/web/main.ts'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  while (!said.includes('done')) said += String((await once(child.stdout, 'data'))[0]);

  const used = cpuBetween(before, await cpuSeconds(process.pid));
  child.kill('SIGKILL');

  assert.ok(used.web >= 0.45 && used.web <= 5, `${used.web} s`);
  assert.equal(used.database, 0);
});

test('a process that does not exist is refused', async () => {
  await assert.rejects(cpuSeconds(2 ** 30));
});
