import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { PLATFORM_TENANT } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { endSupplierPeople } from '@allmende/identity';
import { getSupplierForUpdate, saveDecision } from '../data/supplier.ts';
import { AlreadyDecidedOnSupplier } from '../domain/errors.ts';
import { admitSuppliers } from '../domain/permissions.ts';
import { checkReason } from '../domain/supplier.ts';
import { decidedBy } from './decided-by.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor'>;

/** Refuses an application, with the reason. Throws InvalidInput, NotFound, AlreadyDecidedOnSupplier. */
export async function refuseSupplier(ctx: Context, input: { readonly supplier: string; readonly reason: string }): Promise<void> {
  requirePermission(ctx.actor, admitSuppliers, PLATFORM_TENANT);
  const reason = checkReason(input.reason);
  const at = ctx.clock.now();
  await ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    const { id, state } = await getSupplierForUpdate(tx, input.supplier);
    if (state !== 'waiting') throw new AlreadyDecidedOnSupplier();
    await saveDecision(tx, id, { state: 'refused', at, by: decidedBy(ctx.actor), reason });
    await record(tx, { actor: ctx.actor, action: 'suppliers/application-refused', subject: { kind: 'supplier', id }, facts: {}, personal: { reason }, at });
  });
}

/** Ends the admission of a supplier: its people are out at once; what it supplied stays in the store. Throws InvalidInput, NotFound, AlreadyDecidedOnSupplier. */
export async function endSupplier(ctx: Context, input: { readonly supplier: string; readonly reason: string }): Promise<void> {
  requirePermission(ctx.actor, admitSuppliers, PLATFORM_TENANT);
  const reason = checkReason(input.reason);
  const at = ctx.clock.now();
  await ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    const { id, state } = await getSupplierForUpdate(tx, input.supplier);
    if (state !== 'admitted') throw new AlreadyDecidedOnSupplier();
    await saveDecision(tx, id, { state: 'ended', at, by: decidedBy(ctx.actor), reason });
    const people = await endSupplierPeople(tx, { actor: ctx.actor, at }, id);
    await record(tx, { actor: ctx.actor, action: 'suppliers/supplier-ended', subject: { kind: 'supplier', id }, facts: { people }, personal: { reason }, at });
  });
}
