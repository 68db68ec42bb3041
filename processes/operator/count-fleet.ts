import { countMembers } from '@allmende/membership';
import { countInstances } from '@allmende/operations';
import { openRunning } from './open-running.ts';

/** How many members the running platform of a data folder has, and how many apps it runs for them. Throws NotRunning. */
export async function countFleet(dataDir: string): Promise<{ readonly tenants: number; readonly instances: number }> {
  const { house, close } = await openRunning(dataDir);
  try {
    const [tenants, instances] = await Promise.all([countMembers(house), countInstances(house)]);
    return { tenants, instances };
  } finally {
    await close();
  }
}
