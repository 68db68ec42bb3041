import { requirePermission } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { listSupplierPeople, type SupplierPerson } from '@allmende/identity';
import { getSupplierWithContact } from '../data/supplier.ts';
import { admitSuppliers } from '../domain/permissions.ts';
import type { Supplier, SupplierContact } from '../domain/supplier.ts';

/** One supplier with its contact and its people, for whoever decides; throws NotFound. */
export async function getSupplier(ctx: Pick<ActionContext, 'database' | 'actor' | 'keys'>, input: { readonly supplier: string }): Promise<Supplier & { readonly contact: SupplierContact; readonly people: readonly SupplierPerson[] }> {
  requirePermission(ctx.actor, admitSuppliers, PLATFORM_TENANT);
  return ctx.database.inTenant(PLATFORM_TENANT, async (tx) => ({ ...(await getSupplierWithContact(tx, ctx.keys, input.supplier)), people: await listSupplierPeople(tx, input.supplier) }));
}
