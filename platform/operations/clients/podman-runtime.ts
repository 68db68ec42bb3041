import path from 'node:path';
import { withManagedNeeds, type AppPackage, type RunnablePackage } from '@allmende/app-packages';
import type { ActionContext } from '@allmende/house';
import { NOTHING_GIVEN, type AppNeeds } from '../domain/app-needs.ts';
import { UnknownApp } from '../domain/errors.ts';
import type { Instance } from '../domain/instance.ts';
import type { Runtime, RuntimePlace } from '../domain/runtime.ts';
import { installationId } from './containers/installation-id.ts';
import { openMachine, type Machine } from './podman/machine.ts';
import { applyPod, stopAllPods } from './podman/apply-pod.ts';
import { backUpPod } from './podman/back-up-pod.ts';
import { endOrphanPods } from './podman/end-orphan-pods.ts';
import { judgeAll, judgePod } from './podman/judge-pod.ts';
import { readLogs } from './podman/read-logs.ts';
import { removePods } from './podman/remove-pods.ts';
import { restorePod } from './podman/restore-pod.ts';
import { runInPod } from './podman/run-in-pod.ts';
import { measureUsage } from './podman/measure-usage.ts';
import { watchPods } from './podman/watch-pods.ts';

/** What the runtime asks of the platform around it. */
export type PodmanOptions = {
  /** Released packages; must be the same for the same version for ever. */
  readonly releases: { get(app: string, version: string): Promise<AppPackage> };
  /** Address of an instance behind the gateway, for packages that want to know it; without it they get an empty one. */
  readonly addressOf?: (ctx: ActionContext, instance: Instance) => Promise<string>;
  /** Fills the needs that others provide; without it they are unmet. */
  readonly needs?: AppNeeds;
};

/** The runtime, and what the command that stops a platform by hand needs of it. */
export type PodmanRuntime = Runtime & {
  /** Stops all pods of this installation and keeps everything; the next worker starts them again. */
  stopAll(place: Pick<RuntimePlace, 'config'>): Promise<void>;
};

/**
 * Runs app packages as pods of containers on this machine, by the command line of podman (4.3 or newer): a network per authority with a wall around it, nothing published, hardened containers, images by digest
 * only. Every pod and volume carries the installation's id. Data live in podman's volumes; what podman says is the only state, so that a worker may die at any moment.
 */
export function createPodmanRuntime(options: PodmanOptions): PodmanRuntime {
  const machines = new Map<string, Promise<Machine>>();
  const releases: Machine['releases'] = { get: async (app, version) => withManagedNeeds(await options.releases.get(app, version)) };
  const machineOf = ({ config }: Pick<RuntimePlace, 'config'>): Promise<Machine> => {
    const dataDir = path.resolve(config.dataDir);
    let opening = machines.get(dataDir);
    if (!opening) {
      opening = installationId(dataDir).then((installation) => openMachine({ folder: path.join(dataDir, 'podman'), installation, releases }));
      machines.set(dataDir, opening);
      opening.catch(() => machines.delete(dataDir));
    }
    return opening;
  };
  const packageOf = (instance: Instance): Promise<RunnablePackage> => {
    if (instance.packageVersion === undefined) throw new UnknownApp(`${instance.app} ohne Version`);
    return releases.get(instance.app, instance.packageVersion);
  };
  // What this process itself has changed is seen by the next look at all, which may else be an older one.
  const changing = async (ctx: RuntimePlace, work: (machine: Machine) => Promise<void>): Promise<void> => {
    const machine = await machineOf(ctx);
    try {
      await work(machine);
    } finally {
      machine.lastLook = undefined;
    }
  };
  return {
    name: 'podman',
    hasGenerations: true,
    apply: async (ctx, instance, spec) => {
      const app = await packageOf(instance);
      const asksAddress = app.components.some(({ environment }) => Object.values(environment ?? {}).some((from) => 'platform' in from && from.platform === 'address'));
      const address = async () => (await options.addressOf?.(ctx, instance)) ?? '';
      const { values, reach, door } = (spec.wanted === 'running' ? await options.needs?.give(ctx, instance, app, address) : undefined) ?? NOTHING_GIVEN;
      const around = { address: asksAddress ? await address() : '', needs: values };
      await changing(ctx, (machine) => applyPod(machine, { app, instance, spec, around, reach, door, log: ctx.log }));
    },
    observe: async (ctx, instance) => judgePod(await machineOf(ctx), instance, await packageOf(instance)),
    observeAll: async (place) => judgeAll(await machineOf(place)),
    backup: async (ctx, instance, to, backupOptions) => backUpPod(await machineOf(ctx), { instance, app: await packageOf(instance), to, asTheyLie: backupOptions?.asTheyLie ?? false }),
    restore: (ctx, instance, from) => changing(ctx, async (machine) => restorePod(machine, { instance, app: await packageOf(instance), from })),
    remove: async (ctx, instance) => {
      await changing(ctx, (machine) => removePods(machine, instance));
      await options.needs?.takeBack(ctx, instance);
    },
    dropGeneration: (ctx, instance) => changing(ctx, (machine) => removePods(machine, instance, instance.generation)),
    runCommand: async (ctx, instance, which) => {
      const command = (await packageOf(instance))[which];
      if (!command) return;
      await runInPod(await machineOf(ctx), instance, command, which === 'verify' ? 'Die Prüfung der Daten' : 'Die Umstellung auf die neue Version');
    },
    watch: (place, changed) => watchPods(machineOf(place), place.log, changed),
    usage: async (ctx, instance) => measureUsage(await machineOf(ctx), instance),
    logs: async (ctx, instance, logOptions) => readLogs(await machineOf(ctx), instance, logOptions),
    endOrphans: async (place, known) => endOrphanPods(await machineOf(place), known),
    stopAll: async (place) => stopAllPods(await machineOf(place)),
  };
}
