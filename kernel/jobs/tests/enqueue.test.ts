import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '@allmende/database/testing';
import { testHouse } from '@allmende/house/testing';
import { defineJob, enqueue, jobsMigrations, startWorker } from '@allmende/jobs';
import { Type } from 'typebox';

const stand = await testDatabase([jobsMigrations]);
const plain = testHouse(stand.database);
const house = { ...plain, config: { ...plain.config, databaseUrls: stand.urls } };

test('a job runs whether its name and queue are new or known, and one with a key replaces the one that waits', { timeout: 20_000 }, async () => {
  const ran: string[] = [];
  const write = defineJob({ name: 'sample/write', payload: Type.Object({ text: Type.String() }), handle: async (_house, { text }) => { ran.push(text); } });
  await stand.database.withoutTenant(async (tx) => {
    await enqueue(tx, write, { text: 'new name' });
    await enqueue(tx, write, { text: 'known name' });
    await enqueue(tx, write, { text: 'new queue' }, { queue: 'sample' });
    await enqueue(tx, write, { text: 'known queue' }, { queue: 'sample' });
    await enqueue(tx, write, { text: 'replaced' }, { key: 'one' });
    await enqueue(tx, write, { text: 'replaces' }, { key: 'one' });
  });

  const worker = await startWorker(house, [write], { concurrency: 1 });
  for (let tries = 0; tries < 300 && ran.length < 5; tries += 1) await new Promise((resolve) => { setTimeout(resolve, 50); });
  await worker.stop();

  assert.deepEqual(ran.toSorted(), ['known name', 'known queue', 'new name', 'new queue', 'replaces']);
});

test('a job that waits is taken by nobody before whoever asked for it again has committed', { timeout: 30_000 }, async () => {
  const seen: number[] = [];
  const count = defineJob({ name: 'sample/count', payload: Type.Object({}), handle: async () => { seen.push(asked); } });
  let asked = 1;
  const first = stand.database.withoutTenant((tx) => enqueue(tx, count, {}, { key: 'counted' }));
  await first;

  let worker: Awaited<ReturnType<typeof startWorker>> | undefined;
  await stand.database.withoutTenant(async (tx) => {
    await enqueue(tx, count, {}, { key: 'counted' });
    worker = await startWorker(house, [count], { concurrency: 2 });
    await new Promise((resolve) => { setTimeout(resolve, 1_000); });
    assert.deepEqual(seen, []);
    asked = 2;
  });
  for (let tries = 0; tries < 300 && seen.length === 0; tries += 1) await new Promise((resolve) => { setTimeout(resolve, 50); });
  await worker?.stop();

  assert.deepEqual(seen, [2]);
});

test('asked for again, a job that waits for its time comes at once, one that runs comes once more, and one that gave up starts anew', { timeout: 40_000 }, async () => {
  const ran: string[] = [];
  const [begun, end] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  const work = defineJob({
    name: 'sample/again', payload: Type.Object({ text: Type.String() }), maxAttempts: 1, handle: async (_house, { text }) => {
      ran.push(text);
      if (text === 'runs') { begun.resolve(undefined); await end.promise; }
      if (text === 'gives up') throw new Error('on purpose');
    },
  });
  const ask = (text: string, key: string, runAt?: Date) => stand.database.withoutTenant((tx) => enqueue(tx, work, { text }, { key, ...(runAt === undefined ? {} : { runAt }) }));
  const waitFor = async (there: () => boolean) => { for (let tries = 0; tries < 300 && !there(); tries += 1) await new Promise((resolve) => { setTimeout(resolve, 50); }); };
  await ask('later', 'time', new Date(Date.now() + 3_600_000));
  const worker = await startWorker(house, [work], { concurrency: 3 });
  await ask('runs', 'running');
  await ask('gives up', 'dead');
  await begun.promise;
  await ask('at once', 'time');
  await ask('runs again', 'running');
  const dead = async () => (await stand.database.acrossTenants('test/look', (tx) => tx.client.query('select from jobs.dead_letters() as dead where dead.name = $1', [work.name]))).rowCount;
  while ((await dead()) === 0) await new Promise((resolve) => { setTimeout(resolve, 50); });
  await ask('starts anew', 'dead');
  await waitFor(() => ran.length === 5);
  end.resolve(undefined);
  await worker.stop();

  assert.deepEqual(ran.toSorted(), ['at once', 'gives up', 'runs', 'runs again', 'starts anew']);
  assert.equal(await dead(), 0);
});

test('jobs of one queue never run at the same time, also when several workers look for them', { timeout: 30_000 }, async () => {
  let running = 0;
  let most = 0;
  let ended = 0;
  const step = defineJob({
    name: 'sample/step', payload: Type.Object({}), handle: async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => { setTimeout(resolve, 20); });
      running -= 1;
      ended += 1;
    },
  });
  await stand.database.withoutTenant(async (tx) => {
    for (let count = 0; count < 4; count += 1) await enqueue(tx, step, {}, { queue: 'steps' });
  });

  const workers = await Promise.all([startWorker(house, [step], { concurrency: 4 }), startWorker(house, [step], { concurrency: 4 })]);
  for (let tries = 0; tries < 400 && ended < 4; tries += 1) await new Promise((resolve) => { setTimeout(resolve, 50); });
  await Promise.all(workers.map((worker) => worker.stop()));

  assert.equal(ended, 4);
  assert.equal(most, 1);
});

test('jobs that end together while others with their keys are enqueued block nobody, and the worker goes on', { timeout: 20_000 }, async () => {
  const [end, both, after] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  let begun = 0;
  const work = defineJob({ name: 'sample/ends-together', payload: Type.Object({}), handle: async () => { if ((begun += 1) === 2) both.resolve(undefined); await end.promise; } });
  const later = defineJob({ name: 'sample/comes-later', payload: Type.Object({}), handle: async () => { after.resolve(undefined); } });
  const worker = await startWorker(house, [work, later], { concurrency: 3 });
  await stand.database.withoutTenant(async (tx) => { for (const key of ['first', 'second']) await enqueue(tx, work, {}, { key }); });
  await both.promise;

  await stand.database.withoutTenant(async (tx) => {
    await enqueue(tx, work, {}, { key: 'second' });
    end.resolve(undefined);
    await new Promise((resolve) => { setTimeout(resolve, 200); });
    await enqueue(tx, work, {}, { key: 'first' });
  });

  await stand.database.withoutTenant((tx) => enqueue(tx, later, {}));
  await after.promise;
  await worker.stop();
});
