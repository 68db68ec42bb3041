import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { contextFor } from '@allmende/house';
import { systemClock } from '@allmende/time';
import { endInstance, NotInThisState, updateInstance } from '../index.ts';
import { startFakeCluster } from '../testing/index.ts';
import { openStand } from './stand.ts';

const stand = await openStand();
const house = { ...stand.house, clock: systemClock };
const KILLS = 20;
const cluster = await startFakeCluster();
let worker: ChildProcess | undefined;
after(async () => {
  worker?.kill('SIGKILL');
  await cluster.close();
});

async function startWorkerProcess(): Promise<ChildProcess> {
  const { app, platform, jobs } = stand.urls;
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'killed-worker.ts'), app, platform, jobs, house.config.keysDir, house.config.filesDir, cluster.url], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

test('a worker that dies again and again while apps are ordered, updated and ended leaves no orphan and loses no healthy instance', { timeout: 900_000 }, async () => {
  const towns = Array.from({ length: 6 }, () => {
    const town = stand.newAuthority();
    return { ...town, ctx: contextFor(house, town.officer, town.ctx.tenant) };
  });
  const all: { readonly town: (typeof towns)[number]; readonly id: string; ended: boolean }[] = [];
  worker = await startWorkerProcess();
  for (let kill = 0; kill < KILLS; kill += 1) {
    for (let act = 0; act < 3; act += 1) {
      const town = towns[randomInt(towns.length)] ?? assert.fail();
      all.push({ town, id: (await town.request({ app: 'wiki', runtime: 'cluster', packageVersion: '1.0.0', approvedAt: house.clock.now() })).id, ended: false });
      const one = all[randomInt(all.length)] ?? assert.fail();
      if (one.ended) continue;
      if (act === 0) {
        one.ended = true;
        await endInstance(one.town.ctx, { instance: one.id, graceDays: 1 });
      } else {
        await updateInstance(one.town.ctx, { instance: one.id, version: `${randomInt(2, 1000)}.0.0` }).catch((error: unknown) => { if (!(error instanceof NotInThisState)) throw error; });
      }
    }
    await sleep(randomInt(2500));
    worker.kill('SIGKILL');
    await once(worker, 'exit');
    worker = await startWorkerProcess();
  }
  for (;;) {
    await stand.database.acrossTenants('operations/test', (tx) => tx.client.query("update operations.instance set delete_after = now(), next_look_at = now() where wanted = 'removed' and data_returned_at is not null and removing_since is null"));
    const { rows } = await stand.database.acrossTenants('operations/test', (tx) => tx.client.query<{ restless: number }>("select count(*) as restless from operations.instance where deleted_at is null and (candidate is not null or observed <> 'running' or wanted <> 'running')"));
    if (rows[0]?.restless === 0) break;
    await sleep(500);
  }
  await sleep(9000);
  const things = new Map((await (await fetch(`${cluster.url}/things`)).text()).split('\n').filter((line) => line !== '').map((line) => line.split(' ') as [string, string]));
  const { rows } = await stand.database.acrossTenants('operations/test', (tx) => tx.client.query<{ id: string; generation: number }>('select id, generation from operations.instance where deleted_at is null'));
  assert.deepEqual(new Set(rows.map((row) => row.id)), new Set(all.filter((one) => !one.ended).map((one) => one.id)), 'nobody was deleted who was not ended, and who was ended is deleted');
  assert.deepEqual([...things.keys()].toSorted(), rows.map((row) => `${row.id}/${row.generation}`).toSorted(), 'exactly what serves is there');
  for (const { id, generation } of rows) {
    assert.equal(things.get(`${id}/${generation}`), 'running');
    const files = (await (await fetch(`${cluster.url}/things/${id}/${generation}/files`)).json()) as { owner?: string };
    assert.equal(files.owner, id, 'its data came along through every update');
  }
});
