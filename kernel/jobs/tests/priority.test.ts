import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '@allmende/database/testing';
import { testHouse } from '@allmende/house/testing';
import { defineJob, enqueue, jobsMigrations, MAY_WAIT, startWorker, TAKES_LONG } from '@allmende/jobs';
import { Type } from 'typebox';

const stand = await testDatabase([jobsMigrations]);
const plain = testHouse(stand.database);
const house = { ...plain, config: { ...plain.config, databaseUrls: stand.urls } };

type Gate = { readonly opened: Promise<void>; readonly open: () => void };
const gate = (): Gate => {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => { open = resolve; });
  return { opened, open };
};
const job = (name: string, priority: number, handle: () => Promise<void>) => defineJob({ name: `sample/${name}`, payload: Type.Object({}), priority, handle });

test('neither work that may wait nor work that takes long has a place that others need, however much there is of it', { timeout: 20_000 }, async () => {
  const [end, painted, delivered] = [gate(), gate(), gate()];
  const back = job('back-up', TAKES_LONG, () => end.opened);
  const paint = job('paint', MAY_WAIT, async () => { painted.open(); await end.opened; });
  const deliver = job('deliver', 0, async () => { delivered.open(); });
  const worker = await startWorker(house, [back, paint, deliver], { concurrency: 1 });

  await stand.database.withoutTenant(async (tx) => { for (const each of [back, back, back, paint, paint, paint]) await enqueue(tx, each, {}); });
  await painted.opened;
  await stand.database.withoutTenant((tx) => enqueue(tx, deliver, {}));
  await delivered.opened;

  end.open();
  await worker.stop();
});

test('work that may wait starts when nothing else runs', { timeout: 20_000 }, async () => {
  const ran: string[] = [];
  const [started, painted] = [gate(), gate()];
  const deliver = job('deliver-slowly', 0, async () => {
    started.open();
    await new Promise((resolve) => { setTimeout(resolve, 300); });
    ran.push('delivered');
  });
  const paint = job('paint-later', MAY_WAIT, async () => { ran.push('painted'); painted.open(); });
  const worker = await startWorker(house, [deliver, paint], { concurrency: 1 });

  await stand.database.withoutTenant((tx) => enqueue(tx, deliver, {}));
  await started.opened;
  await stand.database.withoutTenant((tx) => enqueue(tx, paint, {}));
  await painted.opened;
  await worker.stop();

  assert.deepEqual(ran, ['delivered', 'painted']);
});

test('work that may wait goes on under work that never ends', { timeout: 20_000 }, async () => {
  const [end, painted] = [gate(), gate()];
  const deliver = job('deliver-for-ever', 0, () => end.opened);
  const paint = job('paint-nevertheless', MAY_WAIT, async () => { painted.open(); });
  const worker = await startWorker(house, [deliver, paint], { concurrency: 1 });

  await stand.database.withoutTenant(async (tx) => { for (const each of [deliver, paint]) await enqueue(tx, each, {}); });
  await painted.opened;

  end.open();
  await worker.stop();
});
