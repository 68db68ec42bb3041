import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { AppPackage } from '@allmende/app-packages';
import { systemActor } from '@allmende/access';
import { newId, tenantId } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { systemClock } from '@allmende/time';
import { createPodmanRuntime, type PodmanOptions } from '../clients/podman-runtime.ts';
import type { Instance } from '../domain/instance.ts';
import type { Runtime, RuntimeSpec } from '../domain/runtime.ts';
import { anInstance } from '../testing/index.ts';
import { openStand } from './stand.ts';

const run = promisify(execFile);

/** The database of this test's process, and a house on it. */
export const databaseStand = await openStand();
const { house } = databaseStand;

/** An installation of its own with the runtime, and packages as the test gives them. Everything it made is taken away by `clear`. */
export async function openPodmanStand(options: Partial<PodmanOptions> = {}) {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'allmende-podman-stand-'));
  const packages = new Map<string, AppPackage>();
  const made = new Map<string, Instance>();
  const newRuntime = () => createPodmanRuntime({
    releases: { get: async (app, version) => packages.get(`${app}@${version}`) ?? assert.fail(`no package ${app}@${version}`) }, ...options,
  }) as Required<Runtime>;
  const runtime = newRuntime();
  const ctxOf = (tenant: string) => contextFor({ ...house, clock: systemClock, config: { ...house.config, dataDir } }, systemActor('operations'), tenantId(tenant));
  const changes: string[] = [];
  const spec = (wanted: RuntimeSpec['wanted'] = 'running'): RuntimeSpec => ({ wanted, secret: (purpose) => `secret of ${purpose}`, changed: () => { changes.push('changed'); } });
  const publish = (app: AppPackage): AppPackage => {
    packages.set(`${app.app}@${app.version}`, app);
    return app;
  };
  const instanceOf = (app: AppPackage, tenant: string = newId(), more: Partial<Instance> = {}): Instance => {
    publish(app);
    const instance = anInstance({ tenant, app: app.app, id: newId(), runtime: 'podman', packageVersion: app.version, title: 'Kleine Anwendung', ...more });
    made.set(instance.id, instance);
    return instance;
  };
  const look = (instance: Instance) => runtime.observe(ctxOf(instance.tenant), instance);
  const until = async (instance: Instance, state: string, patienceMs = 20_000) => {
    for (const end = Date.now() + patienceMs; ;) {
      const seen = await look(instance);
      if (seen.state === state) return seen;
      if (Date.now() > end) assert.fail(`${seen.state} (${seen.detail}) instead of ${state}\n${await podman('ps', '-a', '--pod', '--filter', `label=allmende.instance=${instance.id}`, '--format', '{{.Names}} {{.PodName}} {{.Status}}')}`);
      await sleep(100);
    }
  };
  return {
    runtime, newRuntime, ctxOf, dataDir, changes, spec, publish, instanceOf, look, until,
    apply: (instance: Instance, wanted: RuntimeSpec['wanted'] = 'running') => runtime.apply(ctxOf(instance.tenant), instance, spec(wanted)),
    clear: async () => {
      for (const instance of made.values()) await runtime.remove(ctxOf(instance.tenant), instance);
    },
  };
}

/** Podman on this machine, beside the runtime: what a person would type. */
export async function podman(...args: readonly string[]): Promise<string> {
  return (await run('podman', [...args], { timeout: 60_000 })).stdout.trim();
}

/** A command in a component; its output and exit code. */
export async function inside(instance: Instance, component: string, line: string, timeoutMs = 20_000): Promise<{ code: number; output: string }> {
  try {
    const { stdout, stderr } = await run('podman', ['exec', `allmende-${instance.id}-g${instance.generation}-${component}`, 'sh', '-c', line], { timeout: timeoutMs });
    return { code: 0, output: (stdout + stderr).trim() };
  } catch (error) {
    const failed = error as { code?: number; stdout?: string; stderr?: string };
    return { code: typeof failed.code === 'number' ? failed.code : -1, output: `${failed.stdout ?? ''}${failed.stderr ?? ''}`.trim() };
  }
}

/** What an address answers, or undefined. */
export function fetchText(url: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const asked = request(url, { timeout: 2000, agent: false }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => { text += chunk.toString(); });
      response.on('end', () => resolve(response.statusCode === 200 ? text : undefined));
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve(undefined));
    asked.end();
  });
}
