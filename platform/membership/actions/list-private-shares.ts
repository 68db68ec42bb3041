import type { Database } from '@allmende/database';
import { listPrivateShares as loadPrivateShares } from '../data/private-share.ts';
import type { PrivateShare } from '../domain/private-share.ts';

/** All times with a private share in the body behind the platform, the youngest first. */
export async function listPrivateShares(ctx: { database: Pick<Database, 'withoutTenant'> }): Promise<readonly PrivateShare[]> {
  return ctx.database.withoutTenant((tx) => loadPrivateShares(tx));
}
