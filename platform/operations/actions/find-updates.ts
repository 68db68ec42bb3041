import { compareVersions, listReleases, type ListedRelease } from '@allmende/app-packages';
import type { ActionContext } from '@allmende/house';
import type { Instance } from '../domain/instance.ts';

/** Released versions that are newer than what runs, the newest first; those of the preview channel only for who follows it. */
export async function findUpdates(ctx: Pick<ActionContext, 'database'>, instance: Pick<Instance, 'app' | 'packageVersion' | 'channel'>): Promise<readonly ListedRelease[]> {
  const { packageVersion } = instance;
  if (packageVersion === undefined) return [];
  const releases = await listReleases(ctx, { app: instance.app });
  return releases.filter((one) => one.withdrawnAt === undefined && compareVersions(one.version, packageVersion) > 0 && (one.channel === 'stable' || instance.channel === 'preview'));
}
