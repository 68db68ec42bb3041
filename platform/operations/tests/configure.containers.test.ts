import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { getRelease, publishRelease } from '@allmende/app-packages';
import { newId, PLATFORM_TENANT } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { systemClock } from '@allmende/time';
import { configureInstance, getInstance, type Instance } from '../index.ts';
import { createOperations, createPodmanRuntime } from '../module.ts';
import { buildGuestbook } from '../testing/build-guestbook.ts';
import { noContainers } from '../testing/index.ts';
import { databaseStand as stand, fetchText, inside } from './podman-stand.ts';

const MINUTES = 60_000;
const skip = await noContainers();

describe('another configuration for an app that runs in containers', { skip, timeout: 15 * MINUTES }, () => {
  let place: Awaited<ReturnType<typeof openPlace>>;
  before(async () => { place = await openPlace(); });
  after(() => place.clear());

  const text = async (instance: Instance) => (await fetchText(`${instance.upstream}/cgi-bin/entries`)) ?? '';

  test('it serves with it and with all data, and is gone from where it was', async () => {
    const first = await place.settle();
    assert.equal((await inside(first, 'web', "sh /app/entries add Ada 'Guten Tag' && sh /app/entries many 50")).code, 0);
    const before = (await text(first)).split('\n').slice(1);
    assert.equal(before.length, 52);
    await configureInstance(place.town.ctx, { instance: first.id, parameters: { greeting: 'Grüß Gott' } });
    const after = await place.settle();
    assert.deepEqual([after.generation, after.parameters], [2, { greeting: 'Grüß Gott' }], (await getInstance(place.town.ctx, { instance: after.id })).passages[0]?.detail);
    const shown = (await text(after)).split('\n');
    assert.match(shown[0] ?? '', /^Grüß Gott \(visit 1\)$/u);
    assert.deepEqual(shown.slice(1), before);
    assert.notEqual((await inside(first, 'web', 'true')).code, 0, 'the former generation is no more');
  });

  test('with one that does not work it goes back to what it was, data included, and says so', async () => {
    const before = await place.settle();
    await configureInstance(place.town.ctx, { instance: before.id, parameters: { greeting: 'kaputt' } });
    const after = await place.settle();
    assert.deepEqual([after.generation, after.parameters, after.observed], [before.generation, { greeting: 'Grüß Gott' }, 'running']);
    assert.match(await text(after), /^Grüß Gott \(visit \d+\)\nAda: Guten Tag\n/u);
    const [passage] = (await getInstance(place.town.ctx, { instance: after.id })).passages;
    assert.deepEqual([passage?.outcome, passage?.detail], ['returned', 'Die neue Version hat nicht rechtzeitig geantwortet.']);
    assert.equal((await inside(after, 'web', 'sh /app/entries add Bert danach')).code, 0, 'it goes on as before');
  });
});

/** The guest book of a town, run by the reconciler in containers; an installation of its own. */
async function openPlace() {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'allmende-configure-'));
  const house = { ...stand.house, clock: systemClock, config: { ...stand.house.config, dataDir } };
  const operator = contextFor(house, { kind: 'staff', accountId: newId(), name: 'Omar Beispiel', grants: [{ tenant: PLATFORM_TENANT, role: 'operator' }] }, PLATFORM_TENANT);
  const app = await buildGuestbook();
  await publishRelease(operator, { package: app });
  const authority = stand.newAuthority();
  const town = { ...authority, ctx: contextFor(house, authority.officer, authority.tenant) };
  const releases = { get: async (name: string, version: string) => (await getRelease(house, { app: name, version })).package };
  const podman = createPodmanRuntime({ releases });
  const operations = createOperations({ apps: [], releases, runtimes: [podman] });
  const { id } = await town.request({ app: app.app, title: 'Gästebuch', runtime: 'podman', packageVersion: app.version, parameters: {}, approvedAt: house.clock.now() });
  const settle = async (): Promise<Instance> => {
    for (const end = performance.now() + 8 * MINUTES; ; await sleep(300)) {
      const pass = await operations.reconcile(house, { tenant: town.tenant, instance: id });
      const { instance, passages } = await getInstance(town.ctx, { instance: id });
      if (pass === 'settled' && instance.candidate === undefined && instance.observed === 'running') return instance;
      assert.ok(performance.now() < end, `${instance.observed} ${instance.detail ?? ''} ${instance.candidate?.stage ?? ''} ${passages[0]?.detail ?? ''}`);
    }
  };
  return { town, settle, clear: async () => podman.remove(town.ctx, await getInstance(town.ctx, { instance: id }).then(({ instance }) => instance)) };
}
