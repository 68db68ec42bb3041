import { may, type Actor } from '@allmende/access';
import { PLATFORM_TENANT, type Database } from '@allmende/database';
import { listAuthorities, type Authority } from '@allmende/register';
import { chooseSolutions } from '../domain/permissions.ts';

/** The authorities for which the signed-in person may choose solutions; none for everybody else. */
export async function listOwnAuthorities(ctx: { database: Pick<Database, 'withoutTenant'>; actor: Actor }): Promise<readonly Authority[]> {
  if (ctx.actor.kind !== 'staff') return [];
  const { actor } = ctx;
  const ids = [...new Set(actor.grants.map(({ tenant }) => tenant))].filter((tenant) => tenant !== PLATFORM_TENANT && may(actor, chooseSolutions, tenant));
  return ids.length === 0 ? [] : listAuthorities(ctx, { ids });
}
