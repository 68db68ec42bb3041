import type { Database } from '@allmende/database';
import { countRunning } from '../data/instance.ts';

/** How many instances run, over all authorities. Public. */
export async function countInstances(ctx: { database: Pick<Database, 'acrossTenants'> }): Promise<number> {
  return ctx.database.acrossTenants('operations/count-instances', countRunning);
}
