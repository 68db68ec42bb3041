import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '@allmende/database/testing';
import { testHouse } from '@allmende/house/testing';
import { defineJob, enqueue, jobsMigrations, MAY_WAIT, startWorker } from '@allmende/jobs';
import { Type } from 'typebox';

const stand = await testDatabase([jobsMigrations]);
const plain = testHouse(stand.database);
const house = { ...plain, config: { ...plain.config, databaseUrls: stand.urls } };

test('work that may wait does not hold up what was enqueued after it', { timeout: 20_000 }, async () => {
  const ran: string[] = [];
  let done: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => { done = resolve; });
  const note = async (name: string) => { ran.push(name); if (ran.length === 6) done(); };
  const paint = defineJob({ name: 'sample/paint', payload: Type.Object({}), priority: MAY_WAIT, handle: () => note('paint') });
  const deliver = defineJob({ name: 'sample/deliver', payload: Type.Object({}), handle: () => note('deliver') });
  await stand.database.withoutTenant(async (tx) => {
    for (const job of [paint, paint, paint, deliver, deliver, deliver]) await enqueue(tx, job, {});
  });

  const worker = await startWorker(house, [paint, deliver], { concurrency: 1 });
  await finished;
  await worker.stop();

  assert.deepEqual(ran, ['deliver', 'deliver', 'deliver', 'paint', 'paint', 'paint']);
});
