import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newId } from '@allmende/database';
import type { Instance } from '../domain/instance.ts';
import { noContainers, testImage, testPackage } from '../testing/index.ts';
import { fetchText, inside, openPodmanStand, podman } from './podman-stand.ts';

const skip = await noContainers();
const stand = await openPodmanStand();

describe('a package in containers', { skip }, () => {
  let instance: Instance;
  before(async () => {
    instance = stand.instanceOf(testPackage(await testImage()));
  });
  after(() => stand.clear());

  test('it is absent, is applied, and answers where it says', async (t) => {
    assert.deepEqual(await stand.look(instance), { state: 'absent' });
    const began = performance.now();
    await stand.apply(instance);
    const applied = performance.now();
    const seen = await stand.until(instance, 'running');
    t.diagnostic(`applied after ${Math.round(applied - began)} ms, ready after ${Math.round(performance.now() - began)} ms`);
    assert.match(seen.upstream ?? '', /^http:\/\/10\.\d+\.\d+\.\d+:8080$/);
    assert.equal(await fetchText(`${seen.upstream}/ready.txt`), 'ready\n');
  });

  test('applying again changes nothing, also from another worker', async () => {
    const ids = () => podman('ps', '--filter', `label=allmende.instance=${instance.id}`, '--format', '{{.ID}} {{.Created}} {{.Status}}'.replace(' {{.Status}}', ''), '--sort', 'id');
    const was = await ids();
    await stand.apply(instance);
    await stand.newRuntime().apply(stand.ctxOf(instance.tenant), instance, stand.spec());
    assert.equal(await ids(), was);
    assert.equal((await stand.newRuntime().observe(stand.ctxOf(instance.tenant), instance)).state, 'running');
  });

  test('a killed container is seen as failing, its watcher is told, and applying repairs it with its data', async () => {
    const told: string[] = [];
    await using _watch = stand.runtime.watch(stand.ctxOf(instance.tenant), (id) => told.push(id));
    await inside(instance, 'web', 'echo kept > /data/kept.txt');
    for (const end = Date.now() + 10_000; told.length === 0 && Date.now() < end;) await new Promise((resolve) => { setTimeout(resolve, 50); });
    told.length = 0;
    await podman('kill', `allmende-${instance.id}-g1-web`);
    const began = performance.now();
    for (const end = Date.now() + 5000; told.length === 0 && Date.now() < end;) await new Promise((resolve) => { setTimeout(resolve, 20); });
    assert.equal(told[0], instance.id);
    assert.ok(performance.now() - began < 4000);
    await stand.until(instance, 'failing');
    await stand.apply(instance);
    const seen = await stand.until(instance, 'running');
    assert.equal(await fetchText(`${seen.upstream}/kept.txt`), 'kept\n');
  });

  test('a pod that somebody removed is absent or resting, and comes back with its data', async () => {
    await podman('pod', 'rm', '-f', '-t', '0', `allmende-${instance.id}-g1`);
    assert.equal((await stand.look(instance)).state, 'suspended');
    await stand.apply(instance);
    const seen = await stand.until(instance, 'running');
    assert.equal(await fetchText(`${seen.upstream}/kept.txt`), 'kept\n');
  });

  test('one that runs and does not answer any more is failing, and is started anew', async () => {
    await inside(instance, 'web', 'rm /data/ready.txt');
    await stand.until(instance, 'failing');
    await stand.apply(instance);
    await stand.until(instance, 'running');
  });

  test('all instances are seen in one look', async () => {
    const seen = await stand.runtime.observeAll(stand.ctxOf(instance.tenant));
    assert.deepEqual([...seen.keys()], [`${instance.id}/1`]);
    assert.equal(seen.get(`${instance.id}/1`)?.state, 'running');
    assert.match(seen.get(`${instance.id}/1`)?.upstream ?? '', /^http:/);
  });

  test('usage and logs are there', async () => {
    const usage = await stand.runtime.usage(stand.ctxOf(instance.tenant), instance);
    assert.ok((usage.memoryBytes ?? 0) > 50_000 && (usage.memoryBytes ?? 0) < 32 * 1024 ** 2, `${usage.memoryBytes}`);
    assert.ok((usage.cpuSeconds ?? 0) > 0);
    assert.ok((usage.storageBytes ?? 0) > 0);
    const [line] = await stand.runtime.logs(stand.ctxOf(instance.tenant), instance, { lines: 10 });
    assert.equal(line?.text, 'started');
    assert.equal(line?.component, 'web');
  });

  test('suspending keeps the data, resuming brings it back, and removing twice leaves nothing', async () => {
    await stand.apply(instance, 'suspended');
    await stand.apply(instance, 'suspended');
    assert.equal((await stand.look(instance)).state, 'suspended');
    assert.equal((await stand.runtime.observeAll(stand.ctxOf(instance.tenant))).get(`${instance.id}/1`)?.state, 'suspended');
    await stand.apply(instance);
    const seen = await stand.until(instance, 'running');
    assert.equal(await fetchText(`${seen.upstream}/kept.txt`), 'kept\n');
    await stand.runtime.remove(stand.ctxOf(instance.tenant), instance);
    await stand.runtime.remove(stand.ctxOf(instance.tenant), instance);
    assert.deepEqual(await stand.look(instance), { state: 'absent' });
    for (const kind of ['volume', 'network', 'secret'] as const) assert.doesNotMatch(await podman(kind, 'ls', '--format', '{{.Name}}'), new RegExp(`${instance.id}|${instance.tenant}`), kind);
  });

  test('two are made at once without a fault', async () => {
    const app = testPackage(await testImage());
    const tenant = newId();
    const both = [stand.instanceOf(app, tenant), stand.instanceOf(app, tenant)];
    await Promise.all(both.map((one) => stand.apply(one)));
    for (const one of both) await stand.until(one, 'running');
  });
});
