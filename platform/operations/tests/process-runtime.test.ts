import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { contextFor } from '@allmende/house';
import { systemActor } from '@allmende/access';
import { newId, tenantId } from '@allmende/database';
import { systemClock } from '@allmende/time';
import { processRuntime } from '../clients/process-runtime.ts';
import type { Program } from '../domain/program.ts';
import type { RuntimeSpec } from '../domain/runtime.ts';
import { anInstance } from '../testing/index.ts';
import { openStand } from './stand.ts';

const { house } = await openStand();
const script = path.join(await mkdtemp(path.join(tmpdir(), 'allmende-program-')), 'program.cjs');
await writeFile(script, `
const { pidFile, port } = require(process.argv[2]);
require('node:fs').writeFileSync(pidFile, String(process.pid), { flag: 'wx' });
require('node:http').createServer((request, response) => response.end('ok')).listen(port, '127.0.0.1');
`);
const program: Program = {
  app: 'tiny', script, arguments: (_place, settings) => [settings], settings: (place) => `module.exports = ${JSON.stringify(place)};`, healthPath: '/', notBackedUp: new Set(),
};
const tenant = tenantId(newId());
const ctx = contextFor({ ...house, clock: systemClock }, systemActor('operations'), tenant);
const runtime = processRuntime([program]);
after(() => runtime.stopAll(ctx));
const instance = anInstance({ tenant, app: 'tiny', id: newId(), runtime: 'process' });
let changes = 0;
const spec = (wanted: RuntimeSpec['wanted']): RuntimeSpec => ({ wanted, secret: (purpose) => `secret of ${purpose}`, changed: () => { changes += 1; } });
const pidFile = path.join(house.config.dataDir, 'instances', instance.id, 'pid');

async function until(state: string): Promise<void> {
  for (const end = Date.now() + 15_000; ;) {
    const seen = await runtime.observe(ctx, instance);
    if (seen.state === state) return;
    assert.ok(Date.now() < end, `${seen.state} instead of ${state}`);
    await sleep(50);
  }
}

test('applying twice starts one program, and another worker finds it', async () => {
  assert.deepEqual(await runtime.observe(ctx, instance), { state: 'absent' });
  await runtime.apply(ctx, instance, spec('running'));
  await until('running');
  const pid = await readFile(pidFile, 'utf8');
  await runtime.apply(ctx, instance, spec('running'));
  const other = processRuntime([program]);
  await other.apply(ctx, instance, spec('running'));
  assert.equal((await other.observe(ctx, instance)).state, 'running');
  assert.equal(await readFile(pidFile, 'utf8'), pid);
});

test('a program that died is seen at once, its worker is told, and it is started again', async () => {
  process.kill(Number(await readFile(pidFile, 'utf8')), 'SIGKILL');
  await until('failing');
  for (const end = Date.now() + 5000; changes === 0 && Date.now() < end;) await sleep(20);
  assert.equal(changes, 1);
  await runtime.apply(ctx, instance, spec('running'));
  await until('running');
});

test('suspending ends it, resuming starts it, removing leaves nothing', async () => {
  const pid = Number(await readFile(pidFile, 'utf8'));
  await runtime.apply(ctx, instance, spec('suspended'));
  await runtime.apply(ctx, instance, spec('suspended'));
  assert.equal((await runtime.observe(ctx, instance)).state, 'suspended');
  assert.throws(() => process.kill(pid, 0));
  await runtime.apply(ctx, instance, spec('running'));
  await until('running');
  await runtime.remove(ctx, instance);
  await runtime.remove(ctx, instance);
  assert.deepEqual(await runtime.observe(ctx, instance), { state: 'absent' });
  assert.equal(existsSync(path.dirname(pidFile)), false);
});

test('in production no foreign program is started', async () => {
  const production = { ...ctx, config: { ...ctx.config, environment: 'production' as const } };
  await assert.rejects(runtime.apply(production, instance, spec('running')), { code: 'operations/unknown-app' });
});
