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
