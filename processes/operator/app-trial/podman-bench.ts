import { createHmac, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AppPackage, SavedTrial, TrialBench, TrialPlace } from '@allmende/app-packages';
import { systemActor } from '@allmende/access';
import { newId, tenantId } from '@allmende/database';
import { contextFor, type House } from '@allmende/house';
import { createArchive, readArchive, type Instance } from '@allmende/operations';
import { createPodmanRuntime, operatorNeeds } from '@allmende/operations/module';

const OVER_TIME_MS = 30_000;

/** A bench on the podman of this machine. The house must have a data folder of its own: by it the bench knows what is its. */
export function podmanBench(house: House): TrialBench {
  const tenant = tenantId(newId());
  const ctx = contextFor(house, systemActor('operator-command'), tenant);
  const ids = { first: newId(), second: newId() };
  const key = randomBytes(32);
  const packages = new Map<string, AppPackage>();
  const runtime = createPodmanRuntime({
    releases: { get: async (_, version) => packages.get(version) ?? Promise.reject(new Error(`nobody asked for version ${version}`)) },
    addressOf: async () => 'https://erprobung.invalid/',
    // A trial has no platform around it: apps that sign people in through it must start without reaching it.
    needs: operatorNeeds({ oidcClients: { make: async () => ({ issuer: 'http://127.0.0.1/oidc', metadata: 'http://127.0.0.1/oidc/.well-known/openid-configuration', clientId: 'erprobung', clientSecret: key.toString('base64url'), reach: [] }), remove: async () => undefined } }),
  });
  const instanceOf = (place: TrialPlace): Instance => {
    packages.set(place.app.version, place.app);
    const at = house.clock.now();
    return {
      id: ids[place.instance], tenant, app: place.app.app, title: 'Erprobung', contractId: ids.first, agreementId: ids.first, runtime: 'podman', packageVersion: place.app.version, generation: place.generation,
      candidate: undefined, plan: undefined, channel: 'by-hand', copyOf: undefined, endsAt: undefined, parameters: place.parameters, wanted: 'running', observed: 'absent', observedSince: at, lastObservedAt: undefined,
      detail: undefined, upstream: undefined, approvedAt: at, requestedAt: at, runningAt: undefined, endedAt: undefined, endReason: undefined, deleteAfter: undefined, dataReturnedAt: undefined,
      archiveWantedAt: undefined, removingSince: undefined, deletedAt: undefined, failures: 0, nextLookAt: at,
    };
  };
  const spec = (instance: Instance) => ({ wanted: 'running' as const, secret: (purpose: string) => createHmac('sha256', key).update(`${instance.id}/${purpose}`).digest('hex').slice(0, 32), changed: () => undefined });
  const save = async (place: TrialPlace, asTheyLie: boolean): Promise<SavedTrial> => {
    const archive = createArchive();
    const instance = instanceOf(place);
    await runtime.backup(ctx, instance, archive, { asTheyLie });
    const bytes = await archive.finish({ authority: { id: tenant, name: 'Erprobung' }, app: instance.app, instance: instance.id, parameters: instance.parameters, exportedAt: house.clock.now() });
    return { bytes, files: (await readArchive(bytes)).manifest.files };
  };
  return {
    start: async (place) => {
      const instance = instanceOf(place);
      const end = performance.now() + Math.max(...place.app.components.map(({ probes }) => probes.startSeconds)) * 1000 + OVER_TIME_MS;
      for (;;) {
        await runtime.apply(ctx, instance, spec(instance));
        const seen = await runtime.observe(ctx, instance);
        if (seen.state === 'running') return;
        if (performance.now() > end) throw new Error(`Nicht bereit geworden: ${seen.detail ?? seen.state}`);
        await sleep(300);
      }
    },
    run: async (place, command) => {
      const instance = instanceOf(place);
      // The contract of runtimes knows the package's own commands only; this one is run in the place of one of them.
      packages.set(place.app.version, { ...place.app, verify: { component: command.component, command: [...command.command] } });
      try {
        await runtime.runCommand?.(ctx, instance, 'verify');
      } finally {
        packages.set(place.app.version, place.app);
      }
    },
    save: (place) => save(place, false),
    saveAsTheyLie: (place) => save(place, true),
    fill: async (place, saved) => runtime.restore(ctx, instanceOf(place), await readArchive(saved.bytes)),
    drop: async (place) => runtime.dropGeneration?.(ctx, instanceOf(place)),
    removeAll: async () => {
      const [app] = packages.values();
      if (app) for (const instance of ['first', 'second'] as const) await runtime.remove(ctx, instanceOf({ instance, generation: 1, app, parameters: {} }));
    },
    leftovers: async () => [...((await runtime.observeAll?.(ctx)) ?? new Map<string, unknown>()).keys()],
    logs: async (place) => ((await runtime.logs?.(ctx, instanceOf(place), { lines: 30 })) ?? []).map(({ component, text }) => `${component}: ${text}`),
  };
}
