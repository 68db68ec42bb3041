import { join } from 'node:path';
import { getRelease, newestRelease } from '@allmende/app-packages';
import type { Config } from '@allmende/config';
import { tenantId } from '@allmende/database';
import { ensureAddress } from '@allmende/gateway';
import type { House } from '@allmende/house';
import { createOperations, createPodmanRuntime, isPodmanUsable, type Operations, type Releases } from '@allmende/operations/module';
import { allApps } from './apps.ts';

/** What runs the apps of the house; for processes that run jobs. Containers join when this machine can run them. */
export async function openOperations(house: Pick<House, 'config' | 'database'>): Promise<Operations> {
  const { usable } = await podmanOf(house.config);
  const releases: Releases = {
    get: async (app, version) => (await getRelease(house, { app, version })).package,
    newestVersion: async (app) => (await newestRelease(house, { app, channel: 'stable' }))?.package.version,
  };
  const podman = createPodmanRuntime({ releases, addressOf: (ctx, { app, id, tenant }) => ensureAddress(ctx, { app, instance: id, tenant: tenantId(tenant) }) });
  return createOperations({ apps: allApps, releases, runtimes: usable ? [podman] : [] });
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
