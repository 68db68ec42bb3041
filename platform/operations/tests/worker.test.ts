import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startWorker } from '@allmende/jobs';
import { systemClock } from '@allmende/time';
import { getInstance } from '../index.ts';
import { createOperations } from '../module.ts';
import { sampleApp } from '../testing/index.ts';
import { openStand } from './stand.ts';

const stand = await openStand();
const house = { ...stand.house, clock: systemClock, config: { ...stand.house.config, databaseUrls: stand.urls } };

test('an approved app runs within two seconds, by the real worker and in spite of a failed try', async () => {
  const app = sampleApp();
  const operations = createOperations({ apps: [app] });
  const worker = await startWorker(house, operations.jobs);
  try {
    const town = stand.newAuthority();
    const { id } = await town.request({ approvedAt: systemClock.now() });
    const running = async () => {
      for (const end = Date.now() + 10_000; Date.now() < end; await sleep(20)) {
        const { instance } = await getInstance(town.ctx, { instance: id });
        if (instance.runningAt) return instance.runningAt.getTime() - instance.approvedAt.getTime();
      }
      return assert.fail('never ran');
    };
    const took = await running();
    assert.ok(took < 2000, `${took} ms`);
    app.failNext('activate', 1);
    const second = stand.newAuthority();
    const other = await second.request({ approvedAt: systemClock.now() });
    for (const end = Date.now() + 10_000; ; await sleep(50)) {
      const { instance, steps } = await getInstance(second.ctx, { instance: other.id });
      if (instance.observed === 'running') {
        assert.deepEqual(steps.map((step) => step.outcome), ['failed', 'done']);
        break;
      }
      assert.ok(Date.now() < end, `still ${instance.observed}`);
    }
  } finally {
    await worker.stop();
  }
});

test('a worker killed in the middle of a step leaves nothing that the next one does not finish', { timeout: 30_000 }, async () => {
  const town = stand.newAuthority();
  const { id } = await town.request({ approvedAt: systemClock.now() });
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'hanging-worker.ts'), stand.urls.app, stand.urls.platform, house.config.keysDir, town.tenant, id], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  const operations = createOperations({ apps: [sampleApp()] });
  assert.equal(await operations.reconcile(house, { tenant: town.tenant, instance: id }), 'busy');
  child.kill('SIGKILL');
  await once(child, 'exit');
  for (const end = Date.now() + 5000; ; await sleep(50)) {
    if ((await operations.reconcile(house, { tenant: town.tenant, instance: id })) === 'settled') break;
    assert.ok(Date.now() < end, 'the lock of a killed worker must be free');
  }
  const { instance, steps } = await getInstance(town.ctx, { instance: id });
  assert.equal(instance.observed, 'running');
  assert.deepEqual(steps.map((step) => step.outcome), ['interrupted', 'done']);
});
