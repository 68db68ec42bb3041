import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { newId, tenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { defineEvent, dispatchJob, emit, eventsMigrations, subscription } from '@allmende/events';
import { testHouse } from '@allmende/house/testing';
import { jobsMigrations, startWorker } from '@allmende/jobs';
import pg from 'pg';
import { Type } from 'typebox';

const stand = await testDatabase([jobsMigrations, eventsMigrations]);
const plain = testHouse(stand.database);
const house = { ...plain, config: { ...plain.config, databaseUrls: stand.urls } };
const counted = defineEvent('sample/counted', Type.Object({ number: Type.Integer() }));
const tenant = tenantId(newId());

const heard: string[] = [];
let failures = 1;
const worker = await startWorker(house, [dispatchJob([
  subscription(counted, 'first/listens', async (_house, event) => { heard.push(`first ${event.payload.number}`); }),
  subscription(counted, 'second/stumbles-once', async (_house, event) => {
    if (event.payload.number === 1 && failures > 0) { failures -= 1; throw new Error('on purpose'); }
    heard.push(`second ${event.payload.number}`);
  }),
])]);
after(() => worker.stop());

async function until(reached: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !reached(); tries += 1) await new Promise((resolve) => { setTimeout(resolve, 50); });
}

test('an event of a rolled back act is never heard of', async () => {
  await assert.rejects(stand.database.inTenant(tenant, async (tx) => {
    await emit(tx, counted(newId(), { number: 99 }));
    throw new Error('rolled back');
  }));
});

test('every subscriber hears every event once it is done with it, in order, though one stumbles', async () => {
  const aggregate = newId();
  for (const number of [1, 2, 3]) await stand.database.inTenant(tenant, (tx) => emit(tx, counted(aggregate, { number })));
  await until(() => heard.includes('second 3') && heard.includes('first 3'));
  assert.deepEqual(heard.filter((line) => line.startsWith('first')), ['first 1', 'first 2', 'first 3']);
  assert.deepEqual(heard.filter((line) => line.startsWith('second')), ['second 1', 'second 2', 'second 3']);
  assert.equal(failures, 0);
});

test('however many aggregates there are, their events wait in a few queues', async () => {
  await stand.database.inTenant(tenant, async (tx) => {
    for (let number = 0; number < 60; number += 1) await emit(tx, counted(newId(), { number: 1000 + number }));
  });
  const owner = new pg.Client({ connectionString: stand.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ queues: number }>('select count(*)::int as queues from graphile_worker._private_job_queues');
  await owner.end();
  await until(() => heard.length >= 6 + 2 * 60);
  assert.ok((rows[0]?.queues ?? 0) > 0 && (rows[0]?.queues ?? 99) <= 32);
});
