import { PLATFORM_TENANT } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { selectSuppliers } from '../data/supplier.ts';

/** The names of suppliers by id; who supplies something in the store is public. */
export async function namesOfSuppliers(ctx: Pick<ActionContext, 'database'>, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await ctx.database.inTenant(PLATFORM_TENANT, (tx) => selectSuppliers(tx, [...new Set(ids)]));
  return new Map(found.map(({ id, name }) => [id, name]));
}
