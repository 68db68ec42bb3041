import type { Database } from '@allmende/database';
import { countMembers as count } from '../data/member.ts';

/** How many authorities are members today. Public. */
export async function countMembers(ctx: { database: Pick<Database, 'withoutTenant'> }): Promise<number> {
  return ctx.database.withoutTenant((tx) => count(tx));
}
