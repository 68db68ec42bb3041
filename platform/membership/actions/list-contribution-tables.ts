import type { Database } from '@allmende/database';
import { listContributionTables as loadTables } from '../data/contribution.ts';
import type { ContributionTable } from '../domain/contribution.ts';

/** All tables of contribution classes, the youngest first. */
export async function listContributionTables(ctx: { database: Pick<Database, 'withoutTenant'> }): Promise<readonly ContributionTable[]> {
  return ctx.database.withoutTenant((tx) => loadTables(tx));
}
