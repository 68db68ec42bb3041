import { systemActor } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { countMembers } from '@allmende/membership';
import { followReleases } from '@allmende/online-services';
import { countInstances } from '@allmende/operations';
import { openRunning } from './open-running.ts';

/** What the running platform of a data folder does: members, apps it runs for them, and new versions of services that some authority does not have yet. */
export type Fleet = { readonly tenants: number; readonly instances: number; readonly releases: Awaited<ReturnType<typeof followReleases>> };

/** Counts what the running platform of a data folder does. Throws NotRunning. */
export async function countFleet(dataDir: string): Promise<Fleet> {
  const { house, close } = await openRunning(dataDir);
  try {
    const [tenants, instances, releases] = await Promise.all([countMembers(house), countInstances(house), followReleases(contextFor(house, systemActor('operator-command'), PLATFORM_TENANT))]);
    return { tenants, instances, releases };
  } finally {
    await close();
  }
}
