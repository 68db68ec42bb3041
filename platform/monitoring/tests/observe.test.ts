import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listObservedAnew } from '@allmende/operations';
import { describeServices } from '../actions/describe-services.ts';
import { observeInstance, observeInstances } from '../actions/observe-instances.ts';
import { openStand } from './stand.ts';

const stand = await openStand('2026-11-21T08:00:00Z');
const { house } = stand;
const town = stand.newTown('musterstadt');
const other = stand.newTown('nebenan');
const ports = { publicNames: { 'online-services': { de: 'Online-Dienste', en: 'Online services' } } };
const statusOf = async (where = town) => (await describeServices(house, ports, [{ tenant: where.tenant, name: where.slug }])).services;

/** Looks once a minute until the time is reached. */
async function lookUntil(instant: string): Promise<void> {
  for (let at = house.clock.now().getTime(); at <= Date.parse(instant); at += 60_000) {
    house.clock.set(new Date(at).toISOString());
    await observeInstances(house);
  }
}

const services = await town.order();
await other.order();

test('an app that was never in use is off, not disturbed', async () => {
  await town.see(services.id, 'failing');
  await lookUntil('2026-11-21T08:02:00Z');
  assert.equal((await statusOf())[0]?.state, 'paused');
});

test('a disturbance is known to the minute, and people see since when', async () => {
  house.clock.set('2026-11-21T08:05:00Z');
  await town.see(services.id, 'running');
  await lookUntil('2026-11-21T08:10:00Z');
  assert.equal((await statusOf())[0]?.state, 'running');
  house.clock.set('2026-11-21T08:10:20Z');
  await town.see(services.id, 'failing');
  house.clock.set('2026-11-21T08:11:00Z');
  await lookUntil('2026-11-21T08:20:00Z');
  const [seen] = await statusOf();
  assert.equal(seen?.state, 'disturbed');
  assert.equal(seen.since?.toISOString(), '2026-11-21T08:10:20.000Z');
  const today = seen.days.at(-1)?.minutes;
  assert.equal(today?.disturbed, 10, '8:10 to 8:19');
  assert.equal(today.running, 5, '8:05 to 8:09');
});

test('what an event tells is noted at once, and a second telling changes nothing', async () => {
  house.clock.set('2026-11-21T08:20:30Z');
  await town.see(services.id, 'running');
  house.clock.set('2026-11-21T08:20:31Z');
  await observeInstance(house, { instance: services.id });
  await observeInstance(house, { instance: services.id });
  const spans = await town.sql<{ since: Date; condition: string }>('select since, condition from monitoring.span where tenant_id = $1 and instance_id = $2 order by since', [town.tenant, services.id]);
  assert.deepEqual(spans.map((one) => one.condition), ['off', 'running', 'disturbed', 'running']);
  assert.equal(spans.at(-1)?.since.toISOString(), '2026-11-21T08:20:30.000Z');
});

test('minutes in which nobody looked are unknown and never good', async () => {
  house.clock.set('2026-11-21T08:21:00Z');
  await lookUntil('2026-11-21T08:30:00Z');
  house.clock.set('2026-11-21T08:41:00Z');
  assert.equal((await statusOf())[0]?.state, 'unknown', 'eleven minutes without a look');
  await lookUntil('2026-11-21T08:45:00Z');
  const [seen] = await statusOf();
  assert.equal(seen?.state, 'running');
  // 8:03 and 8:04 were left out above, 8:31 to 8:40 here, and the hours before the first look do not count.
  assert.equal(seen.days.at(-1)?.minutes.unknown, 12);
  assert.equal(await stand.platformSql('select 1 from monitoring.watch where tenant_id = $1', ['00000000-0000-7000-8000-000000000001']).then((rows) => rows.length), 3);
});

test('pausing by the authority is no disturbance', async () => {
  house.clock.set('2026-11-21T08:46:00Z');
  await town.see(services.id, 'suspended', 'suspended');
  await lookUntil('2026-11-21T08:50:00Z');
  const [seen] = await statusOf();
  assert.equal(seen?.state, 'paused');
  assert.equal(seen.days.at(-1)?.minutes.disturbed, 11);
});

test('what has not changed is not read again, and any change is', async () => {
  const first = await listObservedAnew(house, undefined);
  assert.equal(first?.instances.length, 2);
  assert.equal(await listObservedAnew(house, first.mark), undefined);
  await town.sql('update operations.instance set next_look_at = now() where tenant_id = $1', [town.tenant]);
  assert.equal(await listObservedAnew(house, first.mark), undefined, 'nor for what nobody watches');
  for (const change of [`title = 'Anders'`, `observed = 'failing'`, `plan = 'gross'`, `observed_since = observed_since + interval '1 second'`]) {
    const before = await listObservedAnew(house, undefined);
    await town.sql(`update operations.instance set ${change} where tenant_id = $1 and id = $2`, [town.tenant, services.id]);
    assert.notEqual((await listObservedAnew(house, before?.mark))?.mark, undefined, change);
  }
});

test('one authority never sees the spans of another', async () => {
  const seen = await town.sql<{ tenant_id: string }>('select tenant_id from monitoring.span union all select tenant_id from monitoring.watched');
  assert.ok(seen.length > 0);
  assert.ok(seen.every((row) => row.tenant_id === town.tenant));
});
