import { join } from 'node:path';
import { getRelease, newestRelease } from '@allmende/app-packages';
import type { Config } from '@allmende/config';
import { tenantId } from '@allmende/database';
import { ensureAddress } from '@allmende/gateway';
import type { ActionContext, House } from '@allmende/house';
import { maintenanceAt } from '@allmende/monitoring';
import type { Instance, Runtime } from '@allmende/operations';
import { createOperations, createPodmanRuntime, isPodmanUsable, type KubernetesOptions, type Operations, type Releases } from '@allmende/operations/module';
import { allApps } from './apps.ts';
import { appNeeds } from './app-needs.ts';

/** What runs the apps of the house; for processes that run jobs. Containers join when this machine can run them, a cluster when one is named. */
export async function openOperations(house: Pick<House, 'config' | 'database'>): Promise<Operations> {
  const { usable } = await podmanOf(house.config);
  const releases: Releases = {
    get: async (app, version) => (await getRelease(house, { app, version })).package,
    newestVersion: async (app) => (await newestRelease(house, { app, channel: 'stable' }))?.package.version,
  };
  const addressOf = (ctx: ActionContext, { app, id, tenant }: Instance) => ensureAddress(ctx, { app, instance: id, tenant: tenantId(tenant) });
  const podman = createPodmanRuntime({ releases, addressOf, needs: appNeeds });
  const cluster = await kubernetesOf(house.config, { releases, addressOf, needs: appNeeds });
  // New versions wait for the window that was announced for them.
  const mayBegin = async (place: Parameters<typeof maintenanceAt>[1], at: Date) => (await maintenanceAt(house, place, at)) !== 'ahead';
  return createOperations({ apps: allApps, releases, mayBegin, runtimes: [...(cluster ? [cluster] : []), ...(usable ? [podman] : [])] });
}

/** The cluster that the configuration names; undefined without one. Throws UnusableCluster, in German, when its files cannot be used. */
async function kubernetesOf({ kubernetes }: Pick<Config, 'kubernetes'>, around: Pick<KubernetesOptions, 'releases' | 'addressOf' | 'needs'>): Promise<Runtime | undefined> {
  if (!kubernetes) return undefined;
  const { createKubernetesRuntime, readClusterFile } = await import('@allmende/operations/kubernetes');
  const { kubeconfig, context, settingsFile } = kubernetes;
  return createKubernetesRuntime({ ...around, kubeconfig, ...(context === undefined ? {} : { context }), ...(settingsFile === undefined ? {} : await readClusterFile(settingsFile)) });
}

/** Whether instances can run in containers here, and what is missing if not. */
export function podmanOf(config: Pick<Config, 'dataDir'>): ReturnType<typeof isPodmanUsable> {
  return isPodmanUsable(join(config.dataDir, 'podman'));
}

/** Stops the programs of this machine when the platform is stopped by hand; the next start brings them back. In production containers go on: citizens use them while the platform is renewed. */
export async function stopPrograms(config: Config): Promise<void> {
  await createOperations({ apps: [] }).stopPrograms({ config });
  if (config.environment === 'production' || !(await podmanOf(config)).usable) return;
  await createPodmanRuntime({ releases: { get: () => Promise.reject(new Error('nothing is started here')) } }).stopAll({ config });
}
