import path from 'node:path';
import { USUAL_CLUSTER, withManagedNeeds, type AppPackage, type ClusterSettings, type RunnablePackage } from '@allmende/app-packages';
import type { ActionContext } from '@allmende/house';
import { NOTHING_GIVEN, type AppNeeds } from '../domain/app-needs.ts';
import { UnknownApp } from '../domain/errors.ts';
import type { Instance } from '../domain/instance.ts';
import type { Runtime, RuntimePlace } from '../domain/runtime.ts';
import { inWords } from './kubernetes/api-failed.ts';
import { openApiServer, type ApiServer } from './kubernetes/api-server.ts';
import { applyGeneration } from './kubernetes/apply-generation.ts';
import { backUpGeneration } from './kubernetes/back-up-generation.ts';
import { openClusterView, viewOnce, type ClusterView } from './kubernetes/cluster-view.ts';
import { getRecord, lotOf, type Cluster } from './kubernetes/cluster.ts';
import { endOrphanGenerations } from './kubernetes/end-orphan-generations.ts';
import { finishRestore } from './kubernetes/finish-restore.ts';
import { isReadingIn } from './kubernetes/generation-record.ts';
import { judgeGeneration } from './kubernetes/judge-generation.ts';
import { lookAt } from './kubernetes/look-at.ts';
import { measurePods } from './kubernetes/measure-pods.ts';
import { readPodLogs } from './kubernetes/read-pod-logs.ts';
import { removeGenerations } from './kubernetes/remove-generation.ts';
import { restoreGeneration } from './kubernetes/restore-generation.ts';
import { runPackageCommand } from './kubernetes/run-package-command.ts';
import { findServers } from './containers/find-servers.ts';
import { installationId } from './containers/installation-id.ts';

// Apart from the room's module: the client library is large, and a machine without a cluster must not load it.
export { readClusterFile } from './kubernetes/read-cluster-file.ts';

/** What the runtime asks of the platform around it. */
export type KubernetesOptions = {
  /** The kubeconfig of any cluster of Kubernetes 1.30 or newer; its current context unless one is named. */
  readonly kubeconfig: string;
  readonly context?: string;
  readonly settings?: Partial<ClusterSettings>;
  /** Image with `sleep` and `tar`, by digest, for carrying data in and out; the component's own without it. */
  readonly helperImage?: string;
  /** Released packages; must be the same for the same version for ever. */
  readonly releases: { get(app: string, version: string): Promise<AppPackage> };
  /** Address of an instance behind the gateway, for packages that want to know it. */
  readonly addressOf?: (ctx: ActionContext, instance: Instance) => Promise<string>;
  /** Fills the needs that others provide; without it they are unmet. */
  readonly needs?: AppNeeds;
};

/**
 * Runs app packages in a cluster: a namespace for each authority, everything by server-side apply, state by watch. What the cluster says is the only state, so that a worker may die at any moment. Throws UnusableCluster
 * for a kubeconfig that cannot be used; a cluster that does not answer is said by each call, in German, and tried again.
 */
export function createKubernetesRuntime(options: KubernetesOptions): Runtime {
  const api: ApiServer = openApiServer({ kubeconfig: options.kubeconfig, ...(options.context === undefined ? {} : { context: options.context }) });
  const settings: ClusterSettings = { ...USUAL_CLUSTER, ...options.settings };
  const installations = new Map<string, Promise<string>>();
  const clusterOf = async ({ config }: Pick<RuntimePlace, 'config'>): Promise<Cluster> => {
    const dataDir = path.resolve(config.dataDir);
    let installation = installations.get(dataDir);
    if (!installation) {
      installation = installationId(dataDir);
      installations.set(dataDir, installation);
      installation.catch(() => installations.delete(dataDir));
    }
    // Compared with times that machines of the cluster wrote, so by the machine's own.
    return { api, installation: await installation, settings, helperImage: options.helperImage, now: () => new Date(performance.timeOrigin + performance.now()) };
  };
  const packageOf = async (instance: Instance): Promise<RunnablePackage> => {
    if (instance.packageVersion === undefined) throw new UnknownApp(`${instance.app} ohne Version`);
    return withManagedNeeds(await options.releases.get(instance.app, instance.packageVersion));
  };
  let view: ClusterView | undefined;
  return {
    name: 'kubernetes',
    hasGenerations: true,
    apply: (ctx, instance, spec) => inWords(async () => {
      const app = await packageOf(instance);
      const cluster = await clusterOf(ctx);
      const given = (spec.wanted === 'running' ? await options.needs?.give(ctx, instance, app, async () => (await options.addressOf?.(ctx, instance)) ?? '') : undefined) ?? NOTHING_GIVEN;
      const address = spec.wanted === 'running' && asksAddress(app, settings) ? ((await options.addressOf?.(ctx, instance)) ?? '') : '';
      await applyGeneration(cluster, { app, instance, spec, address, needs: given.values, reach: await findServers(given.reach) });
      const lot = lotOf(cluster, instance);
      const record = spec.wanted === 'running' ? await getRecord(cluster, lot) : undefined;
      if (record?.restoring && !isReadingIn(record, cluster.now())) finishRestore(cluster, lot, { app, log: ctx.log, changed: () => spec.changed() });
    }),
    observe: (ctx, instance) => inWords(async () => {
      const cluster = await clusterOf(ctx);
      return judgeGeneration(await lookAt(cluster, lotOf(cluster, instance)), cluster.now());
    }),
    observeAll: (place) => inWords(async () => view?.observations() ?? (await viewOnce(await clusterOf(place)))),
    watch: (place, changed) => {
      const opening = clusterOf(place).then((cluster) => {
        const opened = openClusterView(cluster, place.log, changed);
        view = opened;
        return opened;
      });
      opening.catch((error: unknown) => place.log.warn({ err: error }, 'the cluster is not watched'));
      return {
        [Symbol.asyncDispose]: async () => {
          const opened = await opening.catch(() => undefined);
          if (view === opened) view = undefined;
          await opened?.[Symbol.asyncDispose]();
        },
      };
    },
    backup: (ctx, instance, to, backupOptions) => inWords(async () => {
      const cluster = await clusterOf(ctx);
      await backUpGeneration(cluster, lotOf(cluster, instance), { app: await packageOf(instance), to, asTheyLie: backupOptions?.asTheyLie ?? false });
    }),
    restore: (ctx, instance, from) => inWords(async () => {
      const cluster = await clusterOf(ctx);
      await restoreGeneration(cluster, lotOf(cluster, instance), { instance, app: await packageOf(instance), from });
    }),
    remove: (ctx, instance) => inWords(async () => {
      await removeGenerations(await clusterOf(ctx), instance);
      await options.needs?.takeBack(ctx, instance);
    }),
    dropGeneration: (ctx, instance) => inWords(async () => removeGenerations(await clusterOf(ctx), instance, instance.generation)),
    runCommand: (ctx, instance, which) => inWords(async () => {
      const command = (await packageOf(instance))[which];
      if (!command) return;
      const cluster = await clusterOf(ctx);
      await runPackageCommand(cluster, lotOf(cluster, instance), command, which === 'verify' ? 'Die Prüfung der Daten' : 'Die Umstellung auf die neue Version');
    }),
    usage: (ctx, instance) => inWords(async () => {
      const cluster = await clusterOf(ctx);
      return measurePods(cluster, lotOf(cluster, instance));
    }),
    logs: (ctx, instance, logOptions) => inWords(async () => {
      const cluster = await clusterOf(ctx);
      return readPodLogs(cluster, lotOf(cluster, instance), logOptions);
    }),
    endOrphans: (place, known) => inWords(async () => endOrphanGenerations(await clusterOf(place), known)),
  };
}

// An address is given to an instance when somebody asks for it first.
function asksAddress(app: AppPackage, { exposure }: ClusterSettings): boolean {
  if (!app.entrance) return false;
  return exposure.kind !== 'service' || app.components.some(({ environment }) => Object.values(environment ?? {}).some((from) => 'platform' in from && from.platform === 'address'));
}
