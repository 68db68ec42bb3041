import { requirePermission } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { listSupplierRows } from '../data/supplier.ts';
import { seeSuppliers } from '../domain/permissions.ts';
import type { Supplier, SupplierState } from '../domain/supplier.ts';

/** Suppliers in a state, the oldest application first; at most 500. */
export async function listSuppliers(ctx: Pick<ActionContext, 'database' | 'actor'>, input: { readonly state: SupplierState }): Promise<readonly Supplier[]> {
  requirePermission(ctx.actor, seeSuppliers, PLATFORM_TENANT);
  return ctx.database.inTenant(PLATFORM_TENANT, (tx) => listSupplierRows(tx, input.state));
}
