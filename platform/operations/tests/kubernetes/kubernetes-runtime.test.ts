import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { claimName } from '@allmende/app-packages';
import { newId } from '@allmende/database';
import { createArchive } from '../../clients/create-archive.ts';
import { readArchive } from '../../clients/read-archive.ts';
import type { Instance } from '../../domain/instance.ts';
import { treeHash } from '../../domain/tree-hash.ts';
import { startFakeApiServer, type Kept } from './fake-api-server.ts';
import { startFakeMachines } from './fake-machines.ts';
import { aClusterPackage, openKubernetesStand, plainKubeconfig } from './kubernetes-stand.ts';

const server = await startFakeApiServer();
const machines = await startFakeMachines(server);
const stand = await openKubernetesStand(await plainKubeconfig(server.url));
after(async () => {
  await machines.stop();
  await server.close();
});
afterEach(() => {
  machines.judge = () => 'ready';
  machines.command = async () => ({ code: 0, output: Buffer.alloc(0), errors: '' });
});

const { runtime } = stand;
/** Kinds of objects that are followed. */
const FOLLOWED = 11;
const folderOf = (instance: Instance) => machines.folderOf(`${namespaceOf(instance)}/${claimName({ instance: instance.id, generation: instance.generation }, 'data')}`);
const namespaceOf = (instance: Instance) => server.in('namespaces').find(({ metadata }) => metadata.labels?.['allmende.tenant'] === instance.tenant)?.metadata.name ?? 'none';
const spec = (object: Kept | undefined) => (object?.['spec'] ?? {}) as Record<string, unknown>;

async function save(instance: Instance, asTheyLie = false) {
  const open = createArchive();
  await runtime.backup(stand.ctxOf(instance.tenant), instance, open, { asTheyLie });
  const bytes = await open.finish({ authority: { id: instance.tenant, name: 'Beispielstadt' }, app: instance.app, instance: instance.id, parameters: {}, exportedAt: new Date('2026-11-22T00:00:00Z'), ...(asTheyLie ? { asTheyLie } : {}) });
  return { reader: await readArchive(bytes), tree: treeHash(open.files()), paths: open.files().map((file) => file.path) };
}

describe('an app in a cluster', () => {
  test('it is absent, is applied, becomes ready and says where it answers', async () => {
    const instance = stand.instanceOf(aClusterPackage());
    assert.deepEqual(await stand.look(instance), { state: 'absent' });
    machines.judge = () => 'unready';
    await stand.apply(instance);
    assert.equal((await stand.until(instance, 'starting')).detail, 'Die Anwendung startet.');
    machines.judge = () => 'ready';
    const seen = await stand.until(instance, 'running');
    assert.match(seen.upstream ?? '', /^http:\/\/allmende-[0-9a-f-]+-g1-entrance\.allmende-[0-9a-f-]+\.svc\.cluster\.local:8080$/u);
    const [namespace] = server.in('namespaces').filter(({ metadata }) => metadata.labels?.['allmende.tenant'] === instance.tenant);
    assert.equal(namespace?.metadata.labels?.['pod-security.kubernetes.io/enforce'], 'restricted');
    assert.match(JSON.stringify(server.in('secrets').find(({ metadata }) => metadata.labels?.['allmende.instance'] === instance.id)), new RegExp(Buffer.from('secret of package/key').toString('base64'), 'u'));
  });

  test('applying again changes nothing, also from another worker', async () => {
    const instance = stand.instanceOf(aClusterPackage());
    await stand.apply(instance);
    await stand.until(instance, 'running');
    const versions = () => [...server.objects].map(([key, { metadata }]) => `${key} ${metadata.resourceVersion}`).toSorted();
    const before = versions();
    await stand.apply(instance);
    await stand.newRuntime().apply(stand.ctxOf(instance.tenant), instance, stand.spec());
    assert.deepEqual(versions(), before);
  });

  test('what somebody changed by hand is put right', async () => {
    const instance = stand.instanceOf(aClusterPackage());
    await stand.apply(instance);
    await stand.until(instance, 'running');
    const deployment = server.in('deployments').find(({ metadata }) => metadata.labels?.['allmende.instance'] === instance.id);
    assert.ok(deployment);
    server.put(`/apis/apps/v1/namespaces/${deployment.metadata.namespace}/deployments`, { ...structuredClone(deployment), spec: { ...spec(deployment), replicas: 0 } });
    assert.equal((await stand.until(instance, 'failing')).detail, 'Die Anwendung ruht, obwohl sie laufen soll.');
    await stand.apply(instance);
    await stand.until(instance, 'running');
    server.drop(`/apis/apps/v1/namespaces/${deployment.metadata.namespace}/deployments`, deployment.metadata.name);
    await sleep(50);
    assert.notEqual((await stand.look(instance)).state, 'running');
  });

  test('a program that ends again and again is failing with the reason, and is begun anew', async () => {
    const instance = stand.instanceOf(aClusterPackage());
    machines.judge = () => ({ waiting: 'CrashLoopBackOff', exitCode: 3 });
    await stand.apply(instance);
    assert.equal((await stand.until(instance, 'failing')).detail, 'Die Komponente „main“ endet immer wieder (Ende mit 3).');
    const before = server.in('pods').find(({ metadata }) => metadata.labels?.['allmende.instance'] === instance.id)?.metadata.name;
    machines.judge = (pod) => (pod.metadata.name === before ? { waiting: 'CrashLoopBackOff', exitCode: 3 } : 'ready');
    await stand.apply(instance);
    await stand.until(instance, 'running');
    assert.notEqual(server.in('pods').find(({ metadata }) => metadata.labels?.['allmende.instance'] === instance.id)?.metadata.name, before);
  });

  test('suspending ends the programs, keeps the data and is remembered by the cluster', async () => {
    const instance = stand.instanceOf(aClusterPackage());
    await stand.apply(instance);
    await stand.until(instance, 'running');
    await writeFile(path.join(folderOf(instance), 'kept.txt'), 'kept');
    await stand.apply(instance, 'suspended');
    await stand.apply(instance, 'suspended');
    assert.deepEqual(await stand.newRuntime().observe(stand.ctxOf(instance.tenant), instance), { state: 'suspended' });
    await stand.apply(instance);
    await stand.until(instance, 'running');
    assert.equal(await readFile(path.join(folderOf(instance), 'kept.txt'), 'utf8'), 'kept');
  });

  test('it rests although a pod of it was ended by its machine before, and nothing but what runs counts', async () => {
    const instance = stand.instanceOf(aClusterPackage());
    await stand.apply(instance);
    await stand.until(instance, 'running');
    const own = () => server.in('pods').filter(({ metadata }) => metadata.labels?.['allmende.instance'] === instance.id);
    const [first] = own();
    machines.judge = ({ metadata }) => (metadata.name === first?.metadata.name ? 'evicted' : 'ready');
    await eventually(() => own().length === 2);
    await stand.until(instance, 'running');
    await stand.apply(instance, 'suspended');
    assert.deepEqual([await stand.look(instance), own().length], [{ state: 'suspended' }, 0]);
  });

  test('a disk that exists is applied with the kind and size that it has, and a way in that was chosen before is gone', async () => {
    const instance = stand.instanceOf(aClusterPackage());
    const ctx = stand.ctxOf(instance.tenant);
    const own = (plural: string) => server.in(plural).filter(({ metadata }) => metadata.labels?.['allmende.instance'] === instance.id);
    await stand.newRuntime({ addressOf: async () => 'https://tiny.apps.example', settings: { storageClass: 'slow', exposure: { kind: 'ingress', className: 'edge', upstream: 'http://edge.example:80' } } }).apply(ctx, instance, stand.spec());
    assert.equal(own('ingresses').length, 1);
    await stand.newRuntime({ settings: { storageClass: 'fast' } }).apply(ctx, instance, stand.spec());
    assert.deepEqual([own('ingresses').length, spec(own('persistentvolumeclaims')[0])['storageClassName']], [0, 'slow']);
  });

  test('the quota holds all instances of an authority, and shrinks when one goes', async () => {
    const tenant = newId();
    const app = aClusterPackage();
    const [one, other] = [stand.instanceOf(app, tenant), stand.instanceOf(app, tenant)];
    await Promise.all([stand.apply(one), stand.apply(other)]);
    const hard = () => (spec(server.in('resourcequotas').find(({ metadata }) => metadata.namespace === namespaceOf(one)))['hard'] ?? {}) as Record<string, string>;
    assert.deepEqual([hard()['pods'], hard()['requests.storage']], ['4', '128Mi']);
    await runtime.remove(stand.ctxOf(tenant), other);
    assert.deepEqual([hard()['pods'], hard()['requests.storage']], ['2', '64Mi']);
  });

  test('removing twice leaves nothing, not even the namespace, and a new one can be made', async () => {
    const instance = stand.instanceOf(aClusterPackage());
    await stand.apply(instance);
    await stand.until(instance, 'running');
    const namespace = namespaceOf(instance);
    await runtime.remove(stand.ctxOf(instance.tenant), instance);
    await runtime.remove(stand.ctxOf(instance.tenant), instance);
    await sleep(100);
    assert.deepEqual([...server.objects.keys()].filter((key) => key.includes(namespace)), []);
    assert.deepEqual(await stand.look(instance), { state: 'absent' });
    await stand.apply(instance);
    await stand.until(instance, 'running');
  });

  test('a namespace into which somebody has just put another app is not deleted', async () => {
    const tenant = newId();
    const app = aClusterPackage();
    const [going, coming] = [stand.instanceOf(app, tenant), stand.instanceOf(app, tenant)];
    await stand.apply(going);
    await Promise.all([runtime.remove(stand.ctxOf(tenant), going), (async () => {
      for (let tries = 0; ; tries += 1) {
        try {
          return await stand.apply(coming);
        } catch (error) {
          assert.ok(tries < 50, String(error));
          await sleep(20);
        }
      }
    })()]);
    await stand.until(coming, 'running');
  });
});

describe('data of an app in a cluster', () => {
  test('a backup comes back in a new generation as it was, with links, permissions and times, without what is excluded', async () => {
    const instance = stand.instanceOf(aClusterPackage());
    await stand.apply(instance);
    await stand.until(instance, 'running');
    const folder = folderOf(instance);
    await mkdir(path.join(folder, 'tief/Ordner mit Umlaut ä'), { recursive: true });
    await mkdir(path.join(folder, 'cache'));
    await writeFile(path.join(folder, 'cache/x'), 'x');
    const large = Buffer.alloc(700_000, 'abc');
    await writeFile(path.join(folder, 'tief/groß.bin'), large);
    await writeFile(path.join(folder, 'tief/Ordner mit Umlaut ä/geheim'), 'geheim', { mode: 0o600 });
    await chmod(path.join(folder, 'tief/Ordner mit Umlaut ä/geheim'), 0o600);
    await symlink('groß.bin', path.join(folder, 'tief/verweis'));
    await utimes(path.join(folder, 'tief/groß.bin'), 1_700_000_000, 1_700_000_000);
    const saved = await save(instance);
    assert.ok(saved.paths.includes('files/volumes/data/tief/groß.bin') && !saved.paths.some((one) => one.includes('cache')), saved.paths.join());
    await stand.until(instance, 'running');

    const next = { ...instance, generation: 2 };
    await runtime.restore(stand.ctxOf(instance.tenant), next, saved.reader);
    assert.deepEqual(await stand.look(next), { state: 'suspended' });
    assert.equal((await save(next, true)).tree, saved.tree);
    const there = path.join(folderOf(next), 'tief');
    assert.equal(createHash('sha256').update(await readFile(path.join(there, 'groß.bin'))).digest('hex'), createHash('sha256').update(large).digest('hex'));
    assert.equal((await stat(path.join(there, 'Ordner mit Umlaut ä/geheim'))).mode & 0o777, 0o600);
    assert.equal((await stat(path.join(there, 'groß.bin'))).mtimeMs, 1_700_000_000_000);
    await stand.apply(next);
    await stand.until(next, 'running');
    assert.equal((await stand.look(instance)).state, 'running');

    await runtime.dropGeneration(stand.ctxOf(instance.tenant), instance);
    assert.deepEqual(await stand.look(instance), { state: 'absent' });
    assert.equal((await stand.look(next)).state, 'running');
  });

  test('nothing of the helpers is left, and what was stopped runs again', async () => {
    const instance = stand.instanceOf(aClusterPackage());
    await stand.apply(instance);
    await stand.until(instance, 'running');
    await save(instance);
    assert.deepEqual(server.in('pods').filter(({ metadata }) => metadata.labels?.['allmende.helper'] !== undefined), []);
    await stand.until(instance, 'running');
    await stand.apply(instance, 'suspended');
    await save(instance);
    assert.deepEqual(await stand.look(instance), { state: 'suspended' });
  });

  test('restoring replaces what is there, and an unusable archive changes nothing', async () => {
    const instance = stand.instanceOf(aClusterPackage());
    await stand.apply(instance);
    await stand.until(instance, 'running');
    await writeFile(path.join(folderOf(instance), 'old.txt'), 'old');
    const saved = await save(instance);
    await writeFile(path.join(folderOf(instance), 'new.txt'), 'new');
    const unknown = stand.publish(aClusterPackage({ version: '9.0.0', volumes: [{ name: 'other', size: '64Mi', backup: true }], components: aClusterPackage().components.map((one) => ({ ...one, mounts: [] })) }));
    await assert.rejects(runtime.restore(stand.ctxOf(instance.tenant), { ...instance, packageVersion: unknown.version }, saved.reader), /keinen Speicher „data“/u);
    await stand.until(instance, 'running');
    await runtime.restore(stand.ctxOf(instance.tenant), instance, saved.reader);
    await stand.apply(instance);
    await stand.until(instance, 'running');
    assert.equal(await readFile(path.join(folderOf(instance), 'old.txt'), 'utf8'), 'old');
    await assert.rejects(stat(path.join(folderOf(instance), 'new.txt')));
  });

  test('data that were brought back by half are never started on', async () => {
    const instance = stand.instanceOf(aClusterPackage());
    await stand.apply(instance);
    await stand.until(instance, 'running');
    await writeFile(path.join(folderOf(instance), 'a.txt'), 'a');
    const saved = await save(instance);
    server.failNext(/^POST .*\/pods$/u, { status: 500, reason: 'InternalError' });
    await assert.rejects(runtime.restore(stand.ctxOf(instance.tenant), instance, saved.reader), /überlastet oder gestört/u);
    assert.equal((await stand.look(instance)).detail, 'Das Zurückholen der Daten wurde unterbrochen.');
    await assert.rejects(stand.apply(instance), /nicht vollständig zurückgeholt/u);
    await assert.rejects(save(instance), /nicht vollständig zurückgeholt/u);
    await runtime.restore(stand.ctxOf(instance.tenant), instance, saved.reader);
    await stand.apply(instance);
    await stand.until(instance, 'running');
  });

  test('commands of the package run: prepare before a backup, restore after one, and neither when data are copied as they lie', async () => {
    const app = aClusterPackage({ version: '2.0.0', backup: { mode: 'running', prepare: { component: 'main', command: ['dump', '--all'] }, restore: { component: 'main', command: ['load', '--all'] } } });
    const instance = stand.instanceOf(app);
    await stand.apply(instance);
    await stand.until(instance, 'running');
    machines.ran.length = 0;
    const saved = await save(instance);
    assert.equal(machines.ran[0], 'dump --all');
    const next = { ...instance, generation: 2 };
    await runtime.restore(stand.ctxOf(instance.tenant), next, saved.reader);
    const reading = Promise.withResolvers<undefined>();
    machines.command = async () => { await reading.promise; return { code: 0, output: Buffer.alloc(0), errors: '' }; };
    await stand.apply(next);
    for (const end = Date.now() + 10_000; !machines.ran.includes('load --all'); await sleep(20)) assert.ok(Date.now() < end, 'the restore command was not run');
    assert.deepEqual(await stand.look(next), { state: 'starting', detail: 'Die Sicherung wird eingelesen.' });
    await stand.apply(next);
    assert.equal(machines.ran.filter((one) => one === 'load --all').length, 1, 'another call begins it a second time');
    reading.resolve(undefined);
    await stand.until(next, 'running');
    machines.ran.length = 0;
    const lying = await save(instance, true);
    await runtime.restore(stand.ctxOf(instance.tenant), { ...instance, generation: 3 }, lying.reader);
    await stand.apply({ ...instance, generation: 3 });
    await stand.until({ ...instance, generation: 3 }, 'running');
    assert.deepEqual(machines.ran.filter((one) => !one.startsWith('tar')), []);
  });

  test('a database of the platform is written out while the app itself rests, and everything runs again afterwards', async () => {
    const image = { reference: 'registry.example/allmende/postgres', digest: `sha256:${'b'.repeat(64)}` };
    const app = aClusterPackage({ version: '5.0.0', needs: { postgres: { minimumVersion: 15, image } } });
    const instance = stand.instanceOf(app);
    await stand.apply(instance);
    await stand.until(instance, 'running');
    const replicas = () => Object.fromEntries([...server.objects.values()].filter(({ kind, metadata }) => kind === 'Deployment' && metadata.name.includes(instance.id)).map(({ metadata, spec }) => [metadata.name.replace(/^.*-g1-/u, ''), (spec as { replicas: number }).replicas]));
    machines.ran.length = 0;
    const during: unknown[] = [];
    machines.command = async () => { during.push(replicas()); return { code: 0, output: Buffer.alloc(0), errors: '' }; };
    await save(instance);
    assert.equal(machines.ran[0], '/usr/bin/sh /app/dump');
    assert.deepEqual(during[0], { postgres: 1, main: 0 });
    assert.deepEqual(replicas(), { postgres: 1, main: 1 });
    machines.ran.length = 0;
    await save(instance, true);
    assert.ok(!machines.ran.includes('/usr/bin/sh /app/dump'), 'copied as it lies, nothing is run');
  });

  test('a restore command that fails leaves the generation failing with its words, and is tried again', async () => {
    const app = aClusterPackage({ version: '3.0.0', backup: { mode: 'stopped', restore: { component: 'main', command: ['load'] } } });
    const instance = stand.instanceOf(app);
    await stand.apply(instance);
    await stand.until(instance, 'running');
    const saved = await save(instance);
    await runtime.restore(stand.ctxOf(instance.tenant), instance, saved.reader);
    machines.command = async () => ({ code: 4, output: Buffer.from('Zeile 7 ist kaputt'), errors: '' });
    await stand.apply(instance);
    assert.equal((await stand.until(instance, 'failing')).detail, 'Das Einlesen der Sicherung ist gescheitert: Zeile 7 ist kaputt');
    machines.command = async () => ({ code: 0, output: Buffer.alloc(0), errors: '' });
    await stand.apply(instance);
    await stand.until(instance, 'running');
  });

  test('verify and migration run in their component; a failure says the end of the output', async () => {
    const instance = stand.instanceOf(aClusterPackage({ version: '4.0.0', verify: { component: 'main', command: ['verify'] } }));
    await stand.apply(instance);
    await runtime.runCommand(stand.ctxOf(instance.tenant), instance, 'migration');
    await runtime.runCommand(stand.ctxOf(instance.tenant), instance, 'verify');
    machines.command = async () => ({ code: 1, output: Buffer.alloc(0), errors: 'Es fehlen 3 Seiten.' });
    await assert.rejects(runtime.runCommand(stand.ctxOf(instance.tenant), instance, 'verify'), /Die Prüfung der Daten ist gescheitert: Es fehlen 3 Seiten\./u);
  });
});

describe('looking at a whole cluster', () => {
  test('all generations are seen at once, with and without a watch, page by page', async () => {
    const instance = stand.instanceOf(aClusterPackage());
    await stand.apply(instance);
    await stand.until(instance, 'running');
    server.pageSize = 2;
    const once = await runtime.observeAll(stand.ctxOf(instance.tenant));
    assert.equal(once.get(`${instance.id}/1`)?.state, 'running');
    const told: string[] = [];
    {
      await using _watch = runtime.watch(stand.ctxOf(instance.tenant), (id) => told.push(id));
      await eventually(() => server.watching() === FOLLOWED);
      assert.deepEqual(told, [], 'what was there before is no news');
      const lists = () => server.asked.filter((one) => one === 'GET /apis/apps/v1/deployments').length;
      const before = lists();
      const followed = await runtime.observeAll(stand.ctxOf(instance.tenant));
      assert.deepEqual([...followed].toSorted(([one], [other]) => (one < other ? -1 : 1)), [...once].toSorted(([one], [other]) => (one < other ? -1 : 1)));
      assert.equal(lists(), before, 'what is followed needs no list');
    }
    server.pageSize = 500;
    await eventually(() => server.watching() === 0);
  });

  test('what changes is told at once, also after the server was restarted and after its versions are too old', async () => {
    const instance = stand.instanceOf(aClusterPackage());
    await stand.apply(instance);
    await stand.until(instance, 'running');
    const told: string[] = [];
    await using _watch = runtime.watch(stand.ctxOf(instance.tenant), (id) => told.push(id));
    const state = async () => (await runtime.observeAll(stand.ctxOf(instance.tenant))).get(`${instance.id}/1`)?.state;
    await eventually(() => server.watching() === FOLLOWED);

    told.length = 0;
    machines.judge = () => 'unready';
    await eventually(() => told.includes(instance.id));
    await eventually(async () => (await state()) === 'starting');

    server.cut();
    await eventually(() => server.watching() === FOLLOWED);
    told.length = 0;
    machines.judge = () => 'ready';
    await eventually(() => told.includes(instance.id));
    await eventually(async () => (await state()) === 'running');

    server.failNext(/^GET \/apis\/apps\/v1\/deployments$/u, { status: 500, reason: 'InternalError' }, 2);
    const lists = () => server.asked.filter((one) => one === 'GET /apis/apps/v1/deployments').length;
    const before = lists();
    server.cut();
    machines.judge = () => 'unready';
    await sleep(60);
    server.compact();
    await eventually(() => server.watching() === FOLLOWED);
    assert.ok(lists() > before + 1);
    await eventually(async () => (await state()) === 'starting');
    machines.judge = () => 'ready';
    await eventually(async () => (await state()) === 'running');

    told.length = 0;
    await runtime.remove(stand.ctxOf(instance.tenant), instance);
    await eventually(() => told.includes(instance.id));
    await eventually(async () => (await state()) === undefined);
  });

  test('a wall that somebody deletes is missed, told and made again', async () => {
    const instance = stand.instanceOf(aClusterPackage());
    await stand.apply(instance);
    await stand.until(instance, 'running');
    const told: string[] = [];
    const ctx = stand.ctxOf(instance.tenant);
    await using _watch = runtime.watch(ctx, (id) => told.push(id));
    const seen = async () => (await runtime.observeAll(ctx)).get(`${instance.id}/1`);
    await eventually(() => server.watching() === FOLLOWED);
    assert.equal((await seen())?.state, 'running');
    for (const name of [`allmende-${instance.id}-g1`, 'default-deny']) {
      told.length = 0;
      server.drop(`/apis/networking.k8s.io/v1/namespaces/${namespaceOf(instance)}/networkpolicies`, name);
      await eventually(() => told.includes(instance.id));
      const detail = `Im Cluster wurde etwas verändert oder gelöscht, das zur Anwendung gehört (NetworkPolicy ${name}). Es wird wiederhergestellt.`;
      assert.deepEqual([await seen(), await stand.look(instance)], [{ state: 'failing', detail }, { state: 'failing', detail }]);
      await stand.apply(instance);
      await stand.until(instance, 'running');
      await eventually(async () => (await seen())?.state === 'running');
    }
  });

  test('what runs for no instance is ended, except what is young; its disk and record stay', async () => {
    const instance = stand.instanceOf(aClusterPackage());
    await stand.apply(instance);
    await stand.until(instance, 'running');
    const ctx = stand.ctxOf(instance.tenant);
    const others = new Set([...stand.made.keys()].filter((id) => id !== instance.id));
    assert.deepEqual(await runtime.endOrphans(ctx, others), []);
    for (const deployment of server.in('deployments')) if (deployment.metadata.labels?.['allmende.instance'] === instance.id) deployment.metadata.creationTimestamp = new Date(Date.now() - 300_000).toISOString();
    assert.deepEqual(await runtime.endOrphans(ctx, others), [instance.id]);
    assert.deepEqual(await runtime.endOrphans(ctx, others), []);
    const left = server.in('persistentvolumeclaims').filter(({ metadata }) => metadata.labels?.['allmende.instance'] === instance.id);
    assert.equal(left.length, 1);
    assert.equal((await stand.look(instance)).state, 'suspended');
  });

  test('another installation in the same cluster is never seen nor touched', async () => {
    const instance = stand.instanceOf(aClusterPackage());
    await stand.apply(instance);
    await stand.until(instance, 'running');
    const other = stand.ctxOf(instance.tenant, await mkdtemp(path.join(tmpdir(), 'allmende-other-')));
    assert.deepEqual(await runtime.observe(other, instance), { state: 'absent' });
    assert.equal((await runtime.observeAll(other)).size, 0);
    await runtime.remove(other, instance);
    assert.equal((await stand.look(instance)).state, 'running');
  });

  test('logs and memory are there, and missing ones are no fault', async () => {
    const instance = stand.instanceOf(aClusterPackage());
    await stand.apply(instance);
    await stand.until(instance, 'running');
    const ctx = stand.ctxOf(instance.tenant);
    assert.deepEqual(await runtime.logs(ctx, instance, { lines: 10 }), []);
    assert.deepEqual(await runtime.usage(ctx, instance), {});
    const pod = server.in('pods').find(({ metadata }) => metadata.labels?.['allmende.instance'] === instance.id);
    server.logs.set(`/api/v1/namespaces/${pod?.metadata.namespace}/pods/${pod?.metadata.name}/log`, '2026-11-22T00:00:01.5Z eins\n2026-11-22T00:00:02Z zwei\n');
    server.memory = '12345Ki';
    assert.deepEqual(await runtime.logs(ctx, instance, { lines: 1 }), [{ at: new Date('2026-11-22T00:00:02Z'), component: 'main', text: 'zwei' }]);
    assert.deepEqual(await runtime.usage(ctx, instance), { memoryBytes: 12_345 * 1024 });
    server.memory = undefined;
  });
});

describe('when a cluster does not do its part', () => {
  const cases: readonly (readonly [RegExp, { status: number; reason: string; message?: string }, RegExp])[] = [
    [/^PATCH .*\/deployments/u, { status: 403, reason: 'Forbidden', message: 'deployments.apps is forbidden: User "x" cannot patch resource' }, /Der Zugang zum Cluster darf dies nicht: apply Deployment/u],
    [/^PATCH .*\/deployments/u, { status: 403, reason: 'Forbidden', message: 'namespace x because it is being terminated' }, /wird gerade gelöscht/u],
    [/^PATCH .*\/deployments/u, { status: 422, reason: 'Invalid', message: 'spec.replicas: Invalid value: -1' }, /lehnt die Beschreibung der Anwendung ab.*Invalid value: -1/u],
    [/^PATCH .*\/services/u, { status: 401, reason: 'Unauthorized' }, /erkennt die Zugangsdaten nicht an/u],
    [/^PATCH .*\/services/u, { status: 503, reason: 'ServiceUnavailable' }, /überlastet oder gestört \(503\)/u],
    [/^PATCH .*\/services/u, { status: 409, reason: 'Conflict' }, /gleichzeitig etwas geändert/u],
  ];
  for (const [pattern, failure, words] of cases) {
    test(`${failure.status} ${failure.message ?? failure.reason} is said in words, and the next try goes through`, async () => {
      const instance = stand.instanceOf(aClusterPackage());
      server.failNext(pattern, failure);
      await assert.rejects(stand.apply(instance), words);
      await stand.apply(instance);
      await stand.until(instance, 'running');
    });
  }

  test('a server that is not there is said in words', async () => {
    const nowhere = stand.newRuntime({ kubeconfig: await plainKubeconfig('http://127.0.0.1:9') });
    const instance = stand.instanceOf(aClusterPackage());
    await assert.rejects(nowhere.observe(stand.ctxOf(instance.tenant), instance), /nicht erreichbar \(ECONNREFUSED\)/u);
    await assert.rejects(nowhere.apply(stand.ctxOf(instance.tenant), instance, stand.spec()), /nicht erreichbar/u);
  });

  test('a kubeconfig or context that does not exist is said at start', async () => {
    assert.throws(() => stand.newRuntime({ kubeconfig: '/nonexistent/config' }), /kann nicht gelesen werden/u);
    assert.throws(() => stand.newRuntime({ context: 'other' }), /keinen Kontext „other“/u);
  });

  test('an image without digest and a need that nobody offers make nothing at all', async () => {
    const [main] = aClusterPackage().components;
    assert.ok(main);
    const loose = stand.instanceOf(aClusterPackage({ version: '5.0.0', components: [{ ...main, image: { reference: 'registry.example/x' } }] }));
    await assert.rejects(stand.apply(loose), /keinen Fingerabdruck/u);
    const needy = stand.instanceOf(aClusterPackage({ version: '6.0.0', components: [{ ...main, environment: { MAIL: { need: 'smtp.host' } } }] }));
    await assert.rejects(stand.apply(needy), /smtp\.host/u);
    assert.equal(namespaceOf(loose), 'none');
    assert.equal(namespaceOf(needy), 'none');
  });
});

async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 10_000; !(await holds()); await sleep(15)) assert.ok(Date.now() < end, `not in time: ${holds.toString()}`);
}
