import type { Database } from '@allmende/database';
import { selectNeededVersions, type NeededVersion } from '../data/needed-version.ts';

/** Versions of apps that instances, backups or rollouts of this installation need, over all authorities; for the upkeep of the machine. */
export async function listNeededVersions(ctx: { readonly database: Pick<Database, 'acrossTenants'> }): Promise<readonly NeededVersion[]> {
  return ctx.database.acrossTenants('operations/list-needed-versions', selectNeededVersions);
}
