import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { testDatabase } from '@allmende/database/testing';
import { testHouse } from '@allmende/house/testing';
import { defineJob, enqueue, jobsMigrations, startWorker } from '@allmende/jobs';
import pg from 'pg';
import { Type } from 'typebox';

const stand = await testDatabase([jobsMigrations]);
const plain = testHouse(stand.database);
const house = { ...plain, config: { ...plain.config, databaseUrls: stand.urls } };

test('what a killed worker had taken is done by the next one within seconds, in its queue', { timeout: 60_000 }, async () => {
  let done: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => { done = resolve; });
  const hold = defineJob({ name: 'sample/hold', payload: Type.Object({}), handle: async () => { done(); } });
  await stand.database.withoutTenant((tx) => enqueue(tx, hold, {}, { queue: 'one-after-the-other' }));
  const owner = new pg.Client({ connectionString: stand.ownerUrl });
  await owner.connect();
  const attempts = async () => (await owner.query<{ attempts: number }>('select attempts::int from graphile_worker._private_jobs')).rows.map((row) => row.attempts);
  for (let kills = 0; kills < 2; kills += 1) {
    const victim = fork(new URL('./hold-a-job.ts', import.meta.url), [stand.urls.jobs, stand.urls.app, stand.urls.platform], { execArgv: [] });
    assert.deepEqual((await once(victim, 'message'))[0], 'taken');
    assert.deepEqual(await attempts(), [1], 'a worker that was killed has used up no attempt');
    victim.kill('SIGKILL');
    await once(victim, 'exit');
  }
  await owner.end();
  const next = await startWorker(house, [hold]);

  await finished;
  await next.stop();
});

test('a job that was taken by a worker which was killed before it gave its name has used up no attempt either', { timeout: 60_000 }, async () => {
  const owner = new pg.Client({ connectionString: stand.ownerUrl });
  await owner.connect();
  const attempts = async () => (await owner.query<{ attempts: number }>(`select attempts::int from graphile_worker._private_jobs where key = 'nameless'`)).rows[0]?.attempts;
  const seen = Promise.withResolvers<number | undefined>();
  const count = defineJob({ name: 'sample/nameless', payload: Type.Object({}), handle: async () => { seen.resolve(await attempts()); } });
  await stand.database.withoutTenant((tx) => enqueue(tx, count, {}, { key: 'nameless' }));
  await owner.query(`update graphile_worker._private_jobs set attempts = 3, locked_by = 'nobody', locked_at = now() - interval '11 seconds' where key = 'nameless'`);
  const workers = await Promise.all([startWorker(house, [count]), startWorker(house, [count])]);
  assert.equal(await seen.promise, 3, 'two attempts before, and this one');
  await Promise.all(workers.map((worker) => worker.stop()));
  await owner.end();
});

test('whoever holds a running job is known by the sign of life of the process, so that nobody frees it while it runs', { timeout: 30_000 }, async () => {
  const owner = new pg.Client({ connectionString: stand.ownerUrl });
  await owner.connect();
  const seen: { holder: string | undefined; known: boolean }[] = [];
  let done: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => { done = resolve; });
  const look = defineJob({
    name: 'sample/look',
    payload: Type.Object({}),
    handle: async () => {
      for (let tries = 0; tries < 40 && seen.at(-1)?.known !== true; tries += 1) {
        const { rows } = await owner.query<{ holder: string; known: boolean }>(
          "select locked_by as holder, exists (select from jobs.live_worker where worker_id = locked_by) as known from graphile_worker._private_jobs where locked_by is not null");
        seen.push({ holder: rows[0]?.holder, known: rows[0]?.known ?? false });
        await new Promise((resolve) => { setTimeout(resolve, 100); });
      }
      done();
    },
  });
  await stand.database.withoutTenant((tx) => enqueue(tx, look, {}));
  const worker = await startWorker(house, [look]);

  await finished;
  await worker.stop();
  await owner.end();
  assert.equal(seen.at(-1)?.known, true, `${seen.at(-1)?.holder ?? 'nobody'} holds the job`);
});
