import assert from 'node:assert/strict';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemActor } from '@allmende/access';
import type { AppPackage } from '@allmende/app-packages';
import { newId, tenantId } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { systemClock } from '@allmende/time';
import { createKubernetesRuntime, type KubernetesOptions } from '../../clients/kubernetes-runtime.ts';
import type { Instance } from '../../domain/instance.ts';
import type { Runtime, RuntimeSpec } from '../../domain/runtime.ts';
import { aPackage, anInstance } from '../../testing/index.ts';
import { openStand } from '../stand.ts';

/** An installation of its own with the runtime, against the cluster of a kubeconfig. */
export async function openKubernetesStand(kubeconfig: string, options: Partial<KubernetesOptions> = {}) {
  const { house } = await openStand();
  const dataDir = await mkdtemp(path.join(tmpdir(), 'allmende-kubernetes-stand-'));
  const packages = new Map<string, AppPackage>();
  const made = new Map<string, Instance>();
  const newRuntime = (changes: Partial<KubernetesOptions> = {}) => createKubernetesRuntime({ kubeconfig, releases: { get: async (app, version) => packages.get(`${app}@${version}`) ?? assert.fail(`no package ${app}@${version}`) }, ...options, ...changes }) as Required<Runtime>;
  const runtime = newRuntime();
  const ctxOf = (tenant: string, folder = dataDir) => contextFor({ ...house, clock: systemClock, config: { ...house.config, dataDir: folder } }, systemActor('operations'), tenantId(tenant));
  const changes: string[] = [];
  const spec = (wanted: RuntimeSpec['wanted'] = 'running'): RuntimeSpec => ({ wanted, secret: (purpose) => `secret of ${purpose}`, changed: () => { changes.push('changed'); } });
  const publish = (app: AppPackage): AppPackage => {
    packages.set(`${app.app}@${app.version}`, app);
    return app;
  };
  const look = (instance: Instance) => runtime.observe(ctxOf(instance.tenant), instance);
  return {
    runtime, newRuntime, ctxOf, changes, spec, publish, look, made,
    instanceOf: (app: AppPackage, tenant: string = newId(), more: Partial<Instance> = {}): Instance => {
      publish(app);
      const instance = anInstance({ tenant, app: app.app, id: newId(), runtime: 'kubernetes', packageVersion: app.version, title: 'Kleine Anwendung', ...more });
      made.set(instance.id, instance);
      return instance;
    },
    until: async (instance: Instance, state: string, patienceMs = 20_000) => {
      for (const end = Date.now() + patienceMs; ;) {
        const seen = await look(instance);
        if (seen.state === state) return seen;
        assert.ok(Date.now() < end, `${seen.state} (${seen.detail}) instead of ${state}`);
        await sleep(30);
      }
    },
    apply: (instance: Instance, wanted: RuntimeSpec['wanted'] = 'running') => runtime.apply(ctxOf(instance.tenant), instance, spec(wanted)),
    clear: async () => {
      for (const instance of made.values()) await runtime.remove(ctxOf(instance.tenant), instance);
    },
  };
}

/** A small package with a disk, a secret and an entrance. */
export function aClusterPackage(changes: Partial<AppPackage> = {}): AppPackage {
  const base = aPackage({ app: 'tiny', version: '1.0.0' });
  const [main] = base.components;
  assert.ok(main);
  return {
    ...base, entrance: { component: 'main', port: 'http', access: 'granted' }, secrets: [{ name: 'key', shown: false }], volumes: [{ name: 'data', size: '64Mi', backup: true, exclude: ['cache'] }],
    // The image of the tests is never fetched; its owner here is whoever runs them, so that files come back with the same one.
    components: [{ ...main, user: Math.max(1000, process.getuid?.() ?? 1000), image: { reference: 'registry.example/allmende/tiny', digest: `sha256:${'a'.repeat(64)}` }, environment: { KEY: { secret: 'key' }, TITLE: { platform: 'title' } }, files: [{ path: '/run/key', secret: 'key' }], mounts: [{ volume: 'data', path: '/data' }], scratch: ['/tmp'] }],
    ...changes,
  };
}

/** The same as a program that real machines can run, in the image (busybox) that ALLMENDE_TEST_IMAGE names. */
export function aServingPackage(changes: Partial<AppPackage> = {}): AppPackage {
  const [reference = '', digest] = (process.env['ALLMENDE_TEST_IMAGE'] ?? `registry.example/busybox@sha256:${'a'.repeat(64)}`).split('@');
  const base = aClusterPackage();
  const ready = { http: { path: '/ready.txt', port: 'http' }, periodSeconds: 1 };
  return {
    ...base,
    components: base.components.map((one) => ({ ...one, image: { reference, ...(digest === undefined ? {} : { digest }) }, user: 1500, command: ['sh', '-c', 'echo ready > /data/ready.txt; echo started; exec httpd -f -p 8080 -h /data'], probes: { ready, startSeconds: 60 } })), ...changes,
  };
}

/** A kubeconfig for a server that speaks plain HTTP. */
export async function plainKubeconfig(url: string): Promise<string> {
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'allmende-kubeconfig-')), 'config.json');
  await writeFile(file, JSON.stringify({
    apiVersion: 'v1', kind: 'Config', 'current-context': 'test', clusters: [{ name: 'test', cluster: { server: url, 'insecure-skip-tls-verify': true } }], users: [{ name: 'test', user: { token: 'test-token' } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
  }));
  return file;
}
