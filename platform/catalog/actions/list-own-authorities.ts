import type { Actor } from '@allmende/access';
import { PLATFORM_TENANT, type Database } from '@allmende/database';
import { listAuthorities, type Authority } from '@allmende/register';

/** The authorities that the signed-in person works for; none for everybody else. */
export async function listOwnAuthorities(ctx: { database: Pick<Database, 'withoutTenant'>; actor: Actor }): Promise<readonly Authority[]> {
  if (ctx.actor.kind !== 'staff') return [];
  const ids = [...new Set(ctx.actor.grants.map(({ tenant }) => tenant))].filter((tenant) => tenant !== PLATFORM_TENANT);
  return ids.length === 0 ? [] : listAuthorities(ctx, { ids });
}
