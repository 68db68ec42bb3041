import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { testDatabase } from '@allmende/database/testing';
import { testHouse } from '@allmende/house/testing';
import { defineJob, enqueue, jobsMigrations, startWorker } from '@allmende/jobs';
import { Type } from 'typebox';

const stand = await testDatabase([jobsMigrations]);
const plain = testHouse(stand.database);
const house = { ...plain, config: { ...plain.config, databaseUrls: stand.urls } };

test('what a killed worker had taken is done by the next one within seconds, in its queue', { timeout: 30_000 }, async () => {
  let done: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => { done = resolve; });
  const hold = defineJob({ name: 'sample/hold', payload: Type.Object({}), handle: async () => { done(); } });
  await stand.database.withoutTenant((tx) => enqueue(tx, hold, {}, { queue: 'one-after-the-other' }));
  const victim = fork(new URL('./hold-a-job.ts', import.meta.url), [stand.urls.jobs, stand.urls.app, stand.urls.platform], { execArgv: [] });
  assert.deepEqual((await once(victim, 'message'))[0], 'taken');

  victim.kill('SIGKILL');
  await once(victim, 'exit');
  const next = await startWorker(house, [hold]);

  await finished;
  await next.stop();
});
