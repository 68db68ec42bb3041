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

test('events of one aggregate that are told at the same moment are heard in order, once each, and nobody waits in the end', async () => {
  const aggregates = Array.from({ length: 20 }, () => newId());
  for (const round of [1, 2, 3]) await stand.database.inTenant(tenant, async (tx) => { for (const [index, aggregate] of aggregates.entries()) await emit(tx, counted(aggregate, { number: 1000 * (index + 100) + round })); });
  await until(() => aggregates.every((_, index) => heard.includes(`second ${1000 * (index + 100) + 3}`)));
  for (const [index] of aggregates.entries()) {
    for (const who of ['first', 'second']) assert.deepEqual(heard.filter((line) => line.startsWith(`${who} ${index + 100}00`)), [1, 2, 3].map((round) => `${who} ${1000 * (index + 100) + round}`));
  }
  const { rows } = await stand.database.inTenant(tenant, (tx) => tx.client.query<{ waiting: number }>('select count(*)::int as waiting from events.waiting'));
  assert.equal(rows[0]?.waiting, 0);
});

test('a later event is told as soon as the one before it is done, though it looked for it in vain', async () => {
  const aggregate = newId();
  failures = 1;
  await stand.database.inTenant(tenant, async (tx) => { for (const number of [1, 77]) await emit(tx, counted(aggregate, { number })); });
  await until(() => heard.includes('second 77'));
  assert.deepEqual(heard.slice(heard.lastIndexOf('second 1')), ['second 1', 'second 77']);
});

test('however many aggregates there are, no queue of jobs is made for them', async () => {
  const owner = new pg.Client({ connectionString: stand.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ queues: number }>('select count(*)::int as queues from graphile_worker._private_job_queues');
  await owner.end();
  assert.equal(rows[0]?.queues, 0);
});
