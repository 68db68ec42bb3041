import type { Database } from '@allmende/database';
import { listStatutes as loadStatutes } from '../data/statutes.ts';
import type { Statutes } from '../domain/statutes.ts';

/** All versions of the statutes, the youngest first. */
export async function listStatutes(ctx: { database: Pick<Database, 'withoutTenant'> }): Promise<readonly Statutes[]> {
  return ctx.database.withoutTenant((tx) => loadStatutes(tx));
}
