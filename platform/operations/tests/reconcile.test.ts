import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { newId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { contextFor } from '@allmende/house';
import { endInstance, fetchArchive, getInstance, lifeStage, listInstances, requestArchive, resumeInstance, suspendInstance, AgreementMissing, NotInThisState } from '../index.ts';
import { createOperations } from '../module.ts';
import { readArchive, sampleApp } from '../testing/index.ts';
import { openStand } from './stand.ts';

const stand = await openStand();
const { house } = stand;
const DAY = 86_400_000;

test('an instance comes up in one pass, with its steps, its event, and the clock from approval to running', async () => {
  const app = sampleApp();
  const operations = createOperations({ apps: [app] });
  const town = stand.newAuthority();
  const requested = await town.request();
  house.clock.advanceMs(1200);
  assert.equal(await operations.reconcile(house, { tenant: town.tenant, instance: requested.id }), 'settled');
  const { instance, steps } = await getInstance(town.ctx, { instance: requested.id });
  assert.equal(lifeStage(instance), 'running');
  assert.equal((instance.runningAt?.getTime() ?? 0) - instance.approvedAt.getTime(), 1200);
  assert.deepEqual(steps.map((step) => [step.step, step.outcome]), [['start', 'done']]);
  const events = await town.sql<{ type: string }>('select type from events.event order by id');
  assert.deepEqual(events.map((event) => event.type), ['operations/instance-requested', 'operations/instance-running']);
  assert.equal(await operations.reconcile(house, { tenant: town.tenant, instance: requested.id }), 'settled');
  assert.deepEqual(app.calls, ['activate']);
});

test('one contract gives one instance of an app, however often and however many at once ask', async () => {
  const town = stand.newAuthority();
  const contractId = newId();
  const all = await Promise.all(Array.from({ length: 6 }, () => town.request({ contractId })));
  assert.equal(new Set(all.map((one) => one.id)).size, 1);
  assert.equal((await listInstances(town.ctx)).length, 1);
  const [{ events }] = await town.sql<{ events: number }>("select count(*) as events from events.event where type = 'operations/instance-requested'") as [{ events: number }];
  assert.equal(events, 1);
});

test('without a processing agreement nothing is requested', async () => {
  const town = stand.newAuthority();
  await assert.rejects(town.request({ agreementId: undefined }), AgreementMissing);
  await assert.rejects(town.request({ agreementId: '' }), AgreementMissing);
  assert.deepEqual(await listInstances(town.ctx), []);
});

test('two reconcilers at once act once', async () => {
  const app = sampleApp();
  const operations = createOperations({ apps: [app] });
  const town = stand.newAuthority();
  const { id } = await town.request();
  let release = () => {};
  app.hold = new Promise((resolve) => { release = resolve; });
  const first = operations.reconcile(house, { tenant: town.tenant, instance: id });
  while (app.calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.equal(await operations.reconcile(house, { tenant: town.tenant, instance: id }), 'busy');
  release();
  assert.equal(await first, 'settled');
  assert.deepEqual(app.calls, ['activate']);
});

test('a failure is shown, waits longer each time and heals by itself', async () => {
  const app = sampleApp();
  app.failNext('activate', 3);
  const operations = createOperations({ apps: [app] });
  const town = stand.newAuthority();
  const { id } = await town.request();
  const pauses: number[] = [];
  for (let failed = 1; failed <= 3; failed += 1) {
    assert.equal(await operations.reconcile(house, { tenant: town.tenant, instance: id }), 'waiting');
    const { instance } = await getInstance(town.ctx, { instance: id });
    assert.equal(lifeStage(instance), 'failing');
    assert.match(instance.detail ?? '', /Unerwarteter Fehler \(Error\)/u);
    assert.doesNotMatch(instance.detail ?? '', /told to fail/u);
    pauses.push(instance.nextLookAt.getTime() - house.clock.now().getTime());
    assert.equal(await operations.reconcile(house, { tenant: town.tenant, instance: id }), 'waiting');
    assert.equal(app.calls.length, failed, 'it must not try before the pause is over');
    house.clock.advanceMs(pauses.at(-1) ?? 0);
  }
  assert.deepEqual(pauses, [1000, 2000, 4000]);
  assert.equal(await operations.reconcile(house, { tenant: town.tenant, instance: id }), 'settled');
  const { instance } = await getInstance(town.ctx, { instance: id });
  assert.equal(lifeStage(instance), 'running');
  assert.equal(instance.failures, 0);
});

test('what a killed reconciler left open is closed and done again', async () => {
  const app = sampleApp();
  const operations = createOperations({ apps: [app] });
  const town = stand.newAuthority();
  const { id } = await town.request();
  await town.sql("insert into operations.step (tenant_id, id, instance_id, step, started_at) values ($1, $2, $3, 'start', $4)", [town.tenant, newId(), id, house.clock.now()]);
  await operations.reconcile(house, { tenant: town.tenant, instance: id });
  const { instance, steps } = await getInstance(town.ctx, { instance: id });
  assert.deepEqual(steps.map((step) => step.outcome), ['interrupted', 'done']);
  assert.equal(instance.observed, 'running');
});

test('suspending and resuming keep the data, and only the digital officer may', async () => {
  const app = sampleApp();
  const operations = createOperations({ apps: [app] });
  const town = stand.newAuthority();
  const { id } = await town.request();
  const pass = () => operations.reconcile(house, { tenant: town.tenant, instance: id });
  await pass();
  app.notes.set(town.tenant, [{ id: '1', text: 'bleibt' }]);
  const approver = contextFor(house, { kind: 'staff', accountId: newId(), name: 'Ben Beispiel', grants: [{ tenant: town.tenant, role: 'approver' }] }, town.tenant);
  await assert.rejects(suspendInstance(approver, { instance: id }), { code: 'access/not-permitted' });
  await assert.rejects(suspendInstance(contextFor(house, stand.newAuthority().officer, town.tenant), { instance: id }), NotFound);
  await suspendInstance(town.ctx, { instance: id });
  await pass();
  assert.equal((await getInstance(town.ctx, { instance: id })).instance.observed, 'suspended');
  await resumeInstance(town.ctx, { instance: id });
  await pass();
  assert.equal((await getInstance(town.ctx, { instance: id })).instance.observed, 'running');
  assert.deepEqual(app.notes.get(town.tenant), [{ id: '1', text: 'bleibt' }]);
});

test('ending returns all data first, keeps them for the grace days and then deletes them for good', async () => {
  const app = sampleApp();
  const operations = createOperations({ apps: [app] });
  const town = stand.newAuthority();
  const { id } = await town.request();
  const pass = () => operations.reconcile(house, { tenant: town.tenant, instance: id });
  await pass();
  app.notes.set(town.tenant, [{ id: '1', text: 'Müller & Söhne' }]);
  app.failNext('export', 1);
  await endInstance(town.ctx, { instance: id, graceDays: 10 });
  await pass();
  assert.equal(lifeStage((await getInstance(town.ctx, { instance: id })).instance), 'terminated');
  house.clock.advanceMs(12 * DAY);
  await pass();
  let seen = await getInstance(town.ctx, { instance: id });
  assert.equal(lifeStage(seen.instance), 'data-returned');
  assert.equal((seen.instance.deleteAfter?.getTime() ?? 0) - house.clock.now().getTime(), 10 * DAY, 'a late archive must not shorten the grace days');
  assert.equal(app.calls.includes('remove'), false);
  const [archive] = seen.archives;
  assert.ok(archive);
  const file = await fetchArchive(town.ctx, { instance: id, archive: archive.id });
  const reader = await readArchive(await buffer(file.bytes));
  assert.deepEqual(reader.kinds(), ['note']);
  house.clock.advanceMs(10 * DAY - 1);
  await pass();
  assert.equal(app.calls.includes('remove'), false);
  house.clock.advanceMs(1);
  await pass();
  seen = await getInstance(town.ctx, { instance: id });
  assert.equal(lifeStage(seen.instance), 'deleted');
  assert.equal(app.notes.has(town.tenant), false);
  assert.ok((await fetchArchive(town.ctx, { instance: id, archive: archive.id })).sizeBytes > 0);
  await assert.rejects(resumeInstance(town.ctx, { instance: id }), NotInThisState);
});

test('an ended app can be taken back while its data are there, but not when its contract is over', async () => {
  const operations = createOperations({ apps: [sampleApp()] });
  const town = stand.newAuthority();
  const { id } = await town.request();
  const pass = () => operations.reconcile(house, { tenant: town.tenant, instance: id });
  await pass();
  await endInstance(town.ctx, { instance: id });
  await pass();
  await resumeInstance(town.ctx, { instance: id });
  await pass();
  assert.equal(lifeStage((await getInstance(town.ctx, { instance: id })).instance), 'running');
  await endInstance(town.ctx, { instance: id, reason: 'contract-ended' });
  await assert.rejects(resumeInstance(town.ctx, { instance: id }), NotInThisState);
});

test('an app that cannot be stopped is exported and deleted all the same', async () => {
  const app = sampleApp();
  const operations = createOperations({ apps: [app] });
  const town = stand.newAuthority();
  const { id } = await town.request();
  const pass = () => operations.reconcile(house, { tenant: town.tenant, instance: id });
  await pass();
  app.health = async () => ({ state: 'failing', detail: 'kaputt' });
  await endInstance(town.ctx, { instance: id });
  for (let round = 0; round < 5; round += 1) {
    await pass();
    house.clock.advanceMs(5 * 60_000);
  }
  assert.equal(lifeStage((await getInstance(town.ctx, { instance: id })).instance), 'data-returned');
});

test('an archive can be had at any time and read in on a second installation', async () => {
  const here = sampleApp();
  const operations = createOperations({ apps: [here] });
  const town = stand.newAuthority();
  const { id } = await town.request();
  await operations.reconcile(house, { tenant: town.tenant, instance: id });
  const notes = Array.from({ length: 50 }, (_, index) => ({ id: String(index), text: `Notiz ${index} — „äöüß“ 🐕` }));
  here.notes.set(town.tenant, notes);
  await requestArchive(town.ctx, { instance: id });
  await operations.reconcile(house, { tenant: town.tenant, instance: id });
  const { instance, archives } = await getInstance(town.ctx, { instance: id });
  assert.equal(instance.archiveWantedAt, undefined);
  const bytes = await buffer((await fetchArchive(town.ctx, { instance: id, archive: archives[0]?.id ?? '' })).bytes);

  const there = sampleApp();
  const second = createOperations({ apps: [there] });
  const other = stand.newAuthority();
  const target = await other.request();
  await assert.rejects(second.restoreArchive(other.ctx, { instance: target.id, bytes }), NotInThisState);
  await second.reconcile(house, { tenant: other.tenant, instance: target.id });
  for (let twice = 0; twice < 2; twice += 1) {
    const restored = await second.restoreArchive(other.ctx, { instance: target.id, bytes });
    assert.equal(restored.from.id, town.tenant);
    assert.deepEqual(there.notes.get(other.tenant), notes);
  }
  const stranger = contextFor(house, town.officer, other.tenant);
  await assert.rejects(fetchArchive(stranger, { instance: id, archive: archives[0]?.id ?? '' }), NotFound);
  await assert.rejects(fetchArchive(other.ctx, { instance: id, archive: archives[0]?.id ?? '' }), NotFound);
});

test('the sweep finds due instances of all authorities, and drift is repaired', async () => {
  const app = sampleApp();
  const operations = createOperations({ apps: [app] });
  const towns = [stand.newAuthority(), stand.newAuthority()];
  const ids = await Promise.all(towns.map(async (town) => (await town.request()).id));
  for (const [index, town] of towns.entries()) await operations.reconcile(house, { tenant: town.tenant, instance: ids[index] ?? '' });
  house.clock.advanceMs(61_000);
  assert.ok((await operations.sweep(house)) >= 2);
  const drifted = towns[0] ?? assert.fail();
  await app.remove(drifted.ctx, (await getInstance(drifted.ctx, { instance: ids[0] ?? '' })).instance);
  await operations.reconcile(house, { tenant: drifted.tenant, instance: ids[0] ?? '' });
  assert.equal((await getInstance(drifted.ctx, { instance: ids[0] ?? '' })).instance.observed, 'running');
});

test('an app that nobody here knows is failing and says so', async () => {
  const operations = createOperations({ apps: [] });
  const town = stand.newAuthority();
  const { id } = await town.request({ app: 'unheard-of' });
  await operations.reconcile(house, { tenant: town.tenant, instance: id });
  const { instance } = await getInstance(town.ctx, { instance: id });
  assert.equal(lifeStage(instance), 'failing');
  assert.match(instance.detail ?? '', /unheard-of/u);
});
