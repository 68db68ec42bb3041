import type { Database } from '@allmende/database';
import { listLands as listLandRows } from '../data/authority.ts';

/** The federal states of the edition in force, by key (two digits). */
export async function listLands(ctx: { database: Pick<Database, 'withoutTenant'> }): Promise<{ key: string; name: string }[]> {
  return ctx.database.withoutTenant(listLandRows);
}
