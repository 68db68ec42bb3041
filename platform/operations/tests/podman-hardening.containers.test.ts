import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { createPodmanRuntime } from '../clients/podman-runtime.ts';
import type { Instance } from '../domain/instance.ts';
import { noContainers, testComponent, testImage, testPackage, type TestImage } from '../testing/index.ts';
import { inside, openPodmanStand, podman } from './podman-stand.ts';

const skip = await noContainers();
const stand = await openPodmanStand();

describe('a pod of containers', { skip }, () => {
  let image: TestImage;
  let instance: Instance;
  before(async () => {
    image = await testImage();
    const component = testComponent(image);
    const quiet = { ...component, files: [...(component.files ?? []), { path: '/etc/quiet', secret: 'quiet' }] };
    instance = stand.instanceOf(testPackage(image, { components: [quiet], secrets: [{ name: 'key', shown: false }, { name: 'quiet', shown: false }] }));
    await stand.apply(instance);
    await stand.until(instance, 'running');
  });
  after(() => stand.clear());
  const name = () => `allmende-${instance.id}-g1-web`;

  test('has a root that nobody can write to, and no program in what can be written', async () => {
    for (const line of ['echo > /file', 'echo > /etc/file', 'echo > /bin/sh', 'echo > /run/file', 'cat /bin/busybox > /tmp/own && chmod 700 /tmp/own && /tmp/own true']) assert.notEqual((await inside(instance, 'web', line)).code, 0, line);
    for (const line of ['echo > /tmp/file', 'echo > /data/file']) assert.deepEqual(await inside(instance, 'web', line), { code: 0, output: '' }, line);
    assert.match((await inside(instance, 'web', 'id')).output, /^uid=1500\S* gid=1500/u);
  });

  test('gets no more memory, processes, processor and files than its package says', async () => {
    assert.equal((await inside(instance, 'web', 'tail /dev/zero')).code, 137);
    assert.match((await inside(instance, 'web', 'for one in $(find /bin /proc/sys -maxdepth 1); do sleep 3 & done; wait')).output, /can't fork/u);
    // Until what was started is gone there is no room for one more.
    await new Promise((resolve) => { setTimeout(resolve, 5000); });
    const quota = await inside(instance, 'web', 'cat /sys/fs/cgroup/cpu.max 2>/dev/null || cat /sys/fs/cgroup/cpu/cpu.cfs_quota_us');
    assert.match(quota.output, /^50000/u);
    assert.equal((await inside(instance, 'web', 'ulimit -n')).output, '4096');
    assert.equal((await stand.until(instance, 'running')).state, 'running', 'the greedy process died, not the app');
  });

  test('keeps secrets that are files out of what podman tells, and gives them to the component alone', async () => {
    assert.equal((await inside(instance, 'web', 'echo "$KEY"; cat /etc/key; stat -c "%a %u" /etc/key')).output, 'secret of package/key\nsecret of package/key400 1500');
    assert.equal((await inside(instance, 'web', 'cat /etc/quiet')).output, 'secret of package/quiet');
    assert.doesNotMatch(await podman('container', 'inspect', name()), /package\/quiet/u);
    assert.doesNotMatch(await podman('pod', 'inspect', `allmende-${instance.id}-g1`), /secret of package/u);
    assert.equal((await inside(instance, 'web', 'env | grep -ciE "proxy|allmende"')).output, '0');
  });

  test('mounts nothing of the machine and publishes nothing', async () => {
    const inspected = JSON.parse(await podman('container', 'inspect', name())) as [{ HostConfig: { Privileged: boolean; PortBindings: object; CapAdd: unknown[]; SecurityOpt: string[] }; Mounts: { Type: string; Name?: string }[] }];
    assert.deepEqual(inspected[0].Mounts.map(({ Type, Name }) => `${Type} ${Name}`), [`volume allmende-${instance.id}-g1-data`]);
    assert.equal(inspected[0].HostConfig.Privileged, false);
    assert.equal(await podman('port', '--all').then((text) => text.includes(instance.id)), false);
  });

  test('starts from the exact image or not at all', async () => {
    const other = stand.instanceOf(testPackage({ ...image, digest: `sha256:${'0'.repeat(64)}` }, { app: 'other' }));
    await assert.rejects(stand.apply(other), { code: 'operations/runtime-unable', message: /liegt nicht auf dieser Maschine/u });
    const unbuilt = testPackage(image, { app: 'unbuilt' });
    const [component] = unbuilt.components;
    assert.ok(component);
    await assert.rejects(stand.apply(stand.instanceOf({ ...unbuilt, components: [{ ...component, image: { reference: image.reference } }] })), { code: 'operations/runtime-unable' });
  });

  test('cannot fill the disk with its log, and its newest lines are found', async () => {
    const loud = stand.instanceOf(testPackage(image, { app: 'loud', components: [testComponent(image, 'yes "a line of forty characters, more or less" | head -c 25000000; echo last; echo ready > /data/ready.txt; exec httpd -f -p 8080 -h /data')] }));
    await stand.apply(loud);
    await stand.until(loud, 'running', 40_000);
    const file = await podman('container', 'inspect', '--format', '{{.HostConfig.LogConfig.Path}}', `allmende-${loud.id}-g1-web`);
    assert.ok((await stat(file)).size < 11 * 1024 ** 2);
    const lines = await stand.runtime.logs(stand.ctxOf(loud.tenant), loud, { lines: 3 });
    assert.equal(lines.length, 3);
    assert.equal(lines.at(-1)?.text, 'last');
  });

  test('starts its components in order, each when the one before is ready, without keeping anybody waiting', async () => {
    const first = { ...testComponent(image, 'sleep 2; echo ready > /first/ready.txt; exec httpd -f -p 8081 -h /first', 'first'), ports: [{ name: 'http', port: 8081 }], mounts: [], scratch: ['/first'] };
    const web = testComponent(image, 'printf "GET /ready.txt HTTP/1.0\\r\\n\\r\\n" | nc -w 1 first 8081 > /data/order.txt; echo ready > /data/ready.txt; exec httpd -f -p 8080 -h /data');
    const both = stand.instanceOf(testPackage(image, { app: 'both', components: [first, web] }));
    await stand.apply(both);
    const began = performance.now();
    assert.equal((await stand.look(both)).state, 'starting');
    assert.ok(performance.now() - began < 3000);
    await stand.until(both, 'running');
    assert.match((await inside(both, 'web', 'cat /data/order.txt')).output, /200 OK[\s\S]*ready$/u);

    await podman('pod', 'stop', '-t', '2', `allmende-${both.id}-g1`);
    await podman('start', `allmende-${both.id}-g1-first`);
    const packages = testPackage(image, { app: 'both', components: [first, web] });
    const other = createPodmanRuntime({ releases: { get: async () => packages } });
    assert.equal((await other.observe(stand.ctxOf(both.tenant), both)).state, 'failing', 'a start that a killed worker left half is seen');
    await other.apply(stand.ctxOf(both.tenant), both, stand.spec());
    for (const end = Date.now() + 20_000; (await other.observe(stand.ctxOf(both.tenant), both)).state === 'starting' && Date.now() < end;) await new Promise((resolve) => { setTimeout(resolve, 200); });
    assert.deepEqual((await other.observe(stand.ctxOf(both.tenant), both)).detail, undefined);
    await stand.until(both, 'running');
  });

  test('is made anew when what was ordered changes, on the same data', async () => {
    const app = testPackage(image, { app: 'asked', components: [{ ...testComponent(image), environment: { COLOUR: { configuration: 'colour' }, HOST: { platform: 'address' } } }], secrets: [] });
    const asked = stand.instanceOf({ ...app, components: app.components.map((component) => ({ ...component, files: [] })) }, undefined, { parameters: { colour: 'blue' } });
    await stand.apply(asked);
    await stand.until(asked, 'running');
    assert.equal((await inside(asked, 'web', 'echo kept > /data/kept.txt; echo $COLOUR')).output, 'blue');
    const changed = { ...asked, parameters: { colour: 'green' } };
    await stand.apply(changed);
    await stand.until(changed, 'running');
    assert.equal((await inside(changed, 'web', 'echo $COLOUR; cat /data/kept.txt')).output, 'green\nkept');
  });
});
