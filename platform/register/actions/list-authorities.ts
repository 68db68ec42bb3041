import { isUuid, type Database } from '@allmende/database';
import type { AuthorityId } from '../domain/authority-id.ts';
import type { Authority } from '../domain/place.ts';
import { listAuthorities as listAuthorityRows } from '../data/authority.ts';

/** The authorities with these ids, by name; those that do not exist are missing from the answer. At most 1,000 at once. */
export async function listAuthorities(ctx: { database: Pick<Database, 'withoutTenant'> }, input: { ids: readonly string[] }): Promise<Authority[]> {
  const ids = input.ids.filter(isUuid).slice(0, 1000) as AuthorityId[];
  return ctx.database.withoutTenant((tx) => listAuthorityRows(tx, ids));
}
