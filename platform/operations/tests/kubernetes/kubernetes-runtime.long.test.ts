import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { namespaceName, type AppPackage } from '@allmende/app-packages';
import { createArchive } from '../../clients/create-archive.ts';
import { openApiServer } from '../../clients/kubernetes/api-server.ts';
import { NAMESPACE, POD } from '../../clients/kubernetes/kinds.ts';
import { installationId } from '../../clients/containers/installation-id.ts';
import { readArchive } from '../../clients/read-archive.ts';
import type { Instance } from '../../domain/instance.ts';
import { treeHash } from '../../domain/tree-hash.ts';
import { aServingPackage, openKubernetesStand } from './kubernetes-stand.ts';

const kubeconfig = process.env['ALLMENDE_TEST_KUBECONFIG'] ?? '';
const skip = kubeconfig === '' ? 'no cluster: name one by ALLMENDE_TEST_KUBECONFIG, and an image with httpd, sleep and tar (busybox) by ALLMENDE_TEST_IMAGE=reference@sha256:…' : false;
const PATIENCE_MS = 120_000;

const write = ['sh', '-c', 'mkdir -p /data/tief; i=0; while [ $i -lt 200 ]; do echo "Zeile $i" > "/data/tief/ä $i.txt"; i=$((i+1)); done; head -c 5000000 /dev/zero | tr "\\0" "x" > /data/large; chmod 600 /data/large; ln -s large /data/link; mkdir -p /data/cache; echo x > /data/cache/x'];
const check = ['sh', '-c', 'test "$(ls /data/tief | wc -l)" -eq 200 && test "$(wc -c < /data/large)" -eq 5000000 && test "$(cat "/data/tief/ä 7.txt")" = "Zeile 7" && test ! -e /data/cache/x'];

const tiny = (version: string): AppPackage => aServingPackage({ version, migration: { component: 'main', command: write }, verify: { component: 'main', command: check } });

describe('the runtime against a real API server', { skip }, async () => {
  if (skip !== false) return;
  const stand = await openKubernetesStand(kubeconfig);
  const { runtime } = stand;
  const api = openApiServer({ kubeconfig });
  after(() => stand.clear());
  const instance = stand.instanceOf(tiny('1.0.0'));
  const ctx = stand.ctxOf(instance.tenant);
  const archives = new Map<number, Awaited<ReturnType<typeof save>>>();

  async function save(of: Instance, asTheyLie = false) {
    const open = createArchive();
    await runtime.backup(ctx, of, open, { asTheyLie });
    const bytes = await open.finish({ authority: { id: of.tenant, name: 'Beispielstadt' }, app: of.app, instance: of.id, parameters: {}, exportedAt: new Date('2026-11-22T00:00:00Z') });
    return { reader: await readArchive(bytes), tree: treeHash(open.files()), bytes: bytes.length };
  }

  test('it is made, becomes ready, and making it again changes nothing', async (t) => {
    assert.deepEqual(await stand.look(instance), { state: 'absent' });
    const began = performance.now();
    await stand.apply(instance);
    const applied = performance.now();
    await stand.until(instance, 'running', PATIENCE_MS);
    t.diagnostic(`applied after ${Math.round(applied - began)} ms, ready after ${Math.round(performance.now() - began)} ms`);
    const pods = async () => (await api.list(POD, { labels: `allmende.instance=${instance.id}` })).items.map(({ metadata }) => metadata.uid);
    const before = await pods();
    await stand.apply(instance);
    await stand.newRuntime().apply(ctx, instance, stand.spec());
    assert.deepEqual(await pods(), before);
  });

  test('the cluster itself refuses what breaks the restricted profile or the quota', async () => {
    const namespace = namespaceName({ installation: await installationId(ctx.config.dataDir), tenant: instance.tenant });
    const pod = (name: string, container: Record<string, unknown>) => ({
      apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels: { 'allmende.instance': instance.id } },
      spec: { automountServiceAccountToken: false, serviceAccountName: `allmende-${instance.id}-g1`, securityContext: { runAsNonRoot: true, runAsUser: 1500, seccompProfile: { type: 'RuntimeDefault' } }, containers: [{ name: 'x', image: 'registry.example/x', securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } }, ...container }] },
    });
    await assert.rejects(api.create(pod('loose', { securityContext: {} })), /403 .*violates PodSecurity/u);
    const large = { limits: { cpu: '900m', memory: '200Mi' }, requests: { cpu: '900m', memory: '200Mi' } };
    await assert.rejects(api.create(pod('large', { resources: large })), /403 .*exceeded quota/u);
  });

  test('a pod that is deleted is told at once and made again by the cluster', async () => {
    const told: string[] = [];
    await using _watch = runtime.watch(ctx, (id) => told.push(id));
    await sleep(3000);
    assert.equal(told.length, 0);
    const [pod] = (await api.list(POD, { labels: `allmende.instance=${instance.id}` })).items;
    assert.ok(pod);
    await api.remove(POD, pod.metadata.namespace, pod.metadata.name);
    for (const end = Date.now() + PATIENCE_MS; !told.includes(instance.id); await sleep(20)) assert.ok(Date.now() < end);
    await stand.until(instance, 'running', PATIENCE_MS);
    for (const end = Date.now() + PATIENCE_MS; (await runtime.observeAll(ctx)).get(`${instance.id}/1`)?.state !== 'running'; await sleep(50)) assert.ok(Date.now() < end);
  });

  test('its data go into a new generation whole, which takes its place', async (t) => {
    await runtime.runCommand(ctx, instance, 'migration');
    const began = performance.now();
    const saved = await save(instance);
    t.diagnostic(`saved ${saved.bytes} bytes in ${Math.round(performance.now() - began)} ms`);
    archives.set(1, saved);
    stand.publish(tiny('1.1.0'));
    const next = { ...instance, generation: 2, packageVersion: '1.1.0' };
    const filling = performance.now();
    await runtime.restore(ctx, next, saved.reader);
    t.diagnostic(`brought back in ${Math.round(performance.now() - filling)} ms`);
    assert.equal((await save(next, true)).tree, saved.tree);
    await stand.apply(next);
    await stand.until(next, 'running', PATIENCE_MS);
    await runtime.runCommand(ctx, next, 'verify');
    await runtime.dropGeneration(ctx, instance);
    assert.deepEqual(await stand.look(instance), { state: 'absent' });
    assert.equal((await stand.look(next)).state, 'running');
    assert.ok((await runtime.logs(ctx, next, { lines: 5 })).length > 0);
    await runtime.usage(ctx, next);
  });

  test('it rests, is put right when somebody meddles, and is removed with its namespace', async (t) => {
    const next = { ...instance, generation: 2, packageVersion: '1.1.0' };
    await stand.apply(next, 'suspended');
    assert.deepEqual(await stand.look(next), { state: 'suspended' });
    await stand.apply(next);
    await stand.until(next, 'running', PATIENCE_MS);
    await runtime.runCommand(ctx, next, 'verify');
    const began = performance.now();
    await runtime.remove(ctx, next);
    await runtime.remove(ctx, next);
    t.diagnostic(`removed in ${Math.round(performance.now() - began)} ms`);
    assert.deepEqual(await stand.look(next), { state: 'absent' });
    const installation = await installationId(ctx.config.dataDir);
    for (const end = Date.now() + PATIENCE_MS; (await api.get(NAMESPACE, undefined, namespaceName({ installation, tenant: instance.tenant }))) !== undefined; await sleep(200)) assert.ok(Date.now() < end, 'the namespace stays');
  });

  test('another app of the authority comes up in the same place, while the old one is still being cleared', async () => {
    const other = stand.instanceOf(tiny('2.0.0'), instance.tenant);
    for (const end = Date.now() + PATIENCE_MS; ; await sleep(500)) {
      try {
        await stand.apply(other);
        break;
      } catch (error) {
        assert.match(String(error), /gelöscht/u);
        assert.ok(Date.now() < end);
      }
    }
    await stand.until(other, 'running', PATIENCE_MS);
  });
});
