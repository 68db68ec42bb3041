import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureInstances } from '../actions/measure-instances.ts';
import { observeInstances } from '../actions/observe-instances.ts';
import { rollUpFigures } from '../actions/roll-up-figures.ts';
import { selectFigures } from '../data/figure.ts';
import { latencyAt } from '../domain/latency.ts';
import type { MinuteTraffic, MonitoringPorts } from '../domain/ports.ts';
import { openStand } from './stand.ts';

// The day on which clocks go back in Germany: it has 25 hours.
const stand = await openStand('2026-10-24T21:55:00Z');
const { house } = stand;
const town = stand.newTown('musterstadt');
const flows = await town.order({ app: 'node-red', title: 'Node-RED' });
await town.sql(`update operations.instance set runtime = 'podman' where tenant_id = $1`, [town.tenant]);
const still = await town.order({ app: 'dokuwiki', title: 'DokuWiki' });
const figures = async (grain: 'minute' | 'hour' | 'day') => (await house.database.inTenant(town.tenant, (tx) => selectFigures(tx, grain, new Date(0), new Date('2030-01-01')))).get(flows.id) ?? [];

let cpu = 100;
let traffic: MinuteTraffic[] = [];
const ports: MonitoringPorts = {
  publicNames: {}, measuredRuntimes: ['podman'],
  usage: async (_house, { instance }) => {
    assert.equal(instance, flows.id, 'only running instances of runtimes that can say');
    return { cpuSeconds: cpu, memoryBytes: 50_000_000 + cpu, storageBytes: 1000 };
  },
  traffic: async (_house, { from, until }) => traffic.filter((one) => one.minute >= from && one.minute < until),
};
const counted = (minute: string, requests: number): MinuteTraffic => ({
  tenant: town.tenant, instance: flows.id, minute: new Date(minute), requests, clientErrors: 1, serverErrors: 2, unreachable: 0, bytesIn: 10, bytesOut: 20, milliseconds: 30 * requests, latency: [0, requests - 1, 0, 0, 0, 0, 0, 0, 0, 1],
});
const minuteAt = async (instant: string, reading: number) => {
  house.clock.set(instant);
  cpu = reading;
  await observeInstances(house);
  return measureInstances(house, ports);
};

test('processor time is what was used since the last look, and starts anew after a restart', async () => {
  await town.see(flows.id, 'running');
  await town.see(still.id, 'running');
  assert.equal(await minuteAt('2026-10-24T21:56:00Z', 100), 1);
  await minuteAt('2026-10-24T21:57:00Z', 106);
  await minuteAt('2026-10-24T21:58:00Z', 4);
  assert.deepEqual((await figures('minute')).map((one) => one.cpuSeconds), [undefined, 6, 4]);
});

test('what the gateway counted is taken over once, also when it is read again with more in it', async () => {
  traffic = [counted('2026-10-24T21:58:00Z', 5), counted('2026-10-24T22:30:00Z', 7)];
  await minuteAt('2026-10-24T21:59:00Z', 5);
  traffic[0] = counted('2026-10-24T21:58:00Z', 9);
  await minuteAt('2026-10-24T22:01:00Z', 5);
  const found = (await figures('minute')).find((one) => one.at.toISOString() === '2026-10-24T21:58:00.000Z');
  assert.equal(found?.requests, 9);
  assert.equal(found.cpuSeconds, 4, 'what was measured stays beside it');
  assert.equal(latencyAt(0.5, found.latency ?? []), 25);
  assert.equal(latencyAt(0.95, found.latency ?? []), Number.POSITIVE_INFINITY);
});

test('hours and days of Berlin are summed, and summing again changes nothing', async () => {
  await minuteAt('2026-10-24T22:31:00Z', 11);
  await minuteAt('2026-10-25T22:30:00Z', 20);
  await rollUpFigures(house);
  await rollUpFigures(house);
  const hours = await figures('hour');
  assert.deepEqual(hours.map((one) => [one.at.toISOString(), one.requests ?? 0, one.cpuSeconds]), [['2026-10-24T21:00:00.000Z', 9, 11], ['2026-10-24T22:00:00.000Z', 7, 6], ['2026-10-25T22:00:00.000Z', 0, 9]]);
  const days = await figures('day');
  assert.deepEqual(days.map((one) => [one.at.toISOString(), one.requests ?? 0]), [['2026-10-23T22:00:00.000Z', 9], ['2026-10-24T22:00:00.000Z', 7]], 'the 25th began at 22 h UTC and ends at 23 h');
  assert.deepEqual(days[0]?.latency?.slice(0, 3), [0, 8, 0]);
  assert.equal(days[1]?.memoryBytes, 50_000_020);
});

test('minutes are forgotten after a week, hours and days stay', async () => {
  house.clock.set('2026-11-02T12:00:00Z');
  await rollUpFigures(house);
  assert.deepEqual(await figures('minute'), []);
  assert.equal((await figures('hour')).length, 3);
  assert.equal((await figures('day'))[0]?.requests, 9);
});

test('a runtime that does not answer leaves the others measured', async () => {
  const slow: MonitoringPorts = { ...ports, usage: async () => { throw new Error('no answer'); } };
  assert.equal(await measureInstances(house, slow), 0);
});

test('what web processes count for the pages of an authority is added up', async () => {
  const { keepOwnTraffic } = await import('../actions/keep-own-traffic.ts');
  for (const status of [200, 200, 404]) house.metrics.ownTraffic.count(town.tenant, new Date('2026-11-02T11:59:10Z'), status, 12);
  await keepOwnTraffic(house)[Symbol.asyncDispose]();
  house.metrics.ownTraffic.count(town.tenant, new Date('2026-11-02T11:59:50Z'), 500, 9000);
  await keepOwnTraffic(house)[Symbol.asyncDispose]();
  const [own] = (await house.database.inTenant(town.tenant, (tx) => selectFigures(tx, 'minute', new Date(0), new Date('2030-01-01')))).get(town.tenant) ?? [];
  assert.deepEqual([own?.requests, own?.clientErrors, own?.serverErrors, own?.latency], [4, 1, 1, [0, 3, 0, 0, 0, 0, 0, 0, 0, 1]]);
});
