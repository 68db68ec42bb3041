import { isUuid, type Database } from '@allmende/database';
import type { AuthorityId } from '../domain/authority-id.ts';
import type { Authority } from '../domain/place.ts';
import { findAuthority as findAuthorityRow } from '../data/authority.ts';

/** The authority with this id, which is also its tenant id; undefined when there is none. */
export async function findAuthority(ctx: { database: Pick<Database, 'withoutTenant'> }, input: { id: string }): Promise<Authority | undefined> {
  if (!isUuid(input.id)) return undefined;
  return ctx.database.withoutTenant((tx) => findAuthorityRow(tx, { id: input.id as AuthorityId }));
}
