import { requirePermission } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { selectDataSets, type DataSet } from '../data/data-set.ts';
import { seeLogOf } from '../domain/permissions.ts';

export type { DataSet };

/** The register of all data sets of the platform with their columns, as the database itself describes them now; no content of anybody. */
export async function listDataSets(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>): Promise<readonly DataSet[]> {
  requirePermission(ctx.actor, seeLogOf(ctx.tenant), ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, selectDataSets);
}
