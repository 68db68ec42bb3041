import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { PLATFORM_TENANT } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { inviteSupplierPerson } from '@allmende/identity';
import { getSupplierForUpdate, getSupplierWithContact, saveDecision } from '../data/supplier.ts';
import { AlreadyDecidedOnSupplier } from '../domain/errors.ts';
import { admitSuppliers } from '../domain/permissions.ts';
import { decidedBy } from './decided-by.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'keys'>;

/** Admits a supplier and gives its contact an account; returns the key of the invitation, shown this once. Throws NotFound, AlreadyDecidedOnSupplier, and EmailTaken when the address has another account. */
export async function admitSupplier(ctx: Context, input: { readonly supplier: string }): Promise<{ readonly invitation: string }> {
  requirePermission(ctx.actor, admitSuppliers, PLATFORM_TENANT);
  const at = ctx.clock.now();
  return ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    const { id, state } = await getSupplierForUpdate(tx, input.supplier);
    if (state !== 'waiting') throw new AlreadyDecidedOnSupplier();
    const { contact } = await getSupplierWithContact(tx, ctx.keys, id);
    await saveDecision(tx, id, { state: 'admitted', at, by: decidedBy(ctx.actor), reason: null });
    await record(tx, { actor: ctx.actor, action: 'suppliers/supplier-admitted', subject: { kind: 'supplier', id }, facts: {}, at });
    const { invitation } = await inviteSupplierPerson(tx, { actor: ctx.actor, at }, { supplier: id, email: contact.email, name: contact.name });
    return { invitation };
  });
}

/** Makes a new link for the contact of an admitted supplier who never signed in, or invites a further person. Throws NotFound, AlreadyDecidedOnSupplier for one that is not admitted, InvalidInput, EmailTaken. */
export async function renewInvitation(ctx: Context, input: { readonly supplier: string; readonly person: { readonly name: string; readonly email: string } }): Promise<{ readonly invitation: string }> {
  requirePermission(ctx.actor, admitSuppliers, PLATFORM_TENANT);
  const at = ctx.clock.now();
  return ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    const { id, state } = await getSupplierForUpdate(tx, input.supplier);
    if (state !== 'admitted') throw new AlreadyDecidedOnSupplier();
    const { invitation } = await inviteSupplierPerson(tx, { actor: ctx.actor, at }, { supplier: id, ...input.person });
    await record(tx, { actor: ctx.actor, action: 'suppliers/person-invited', subject: { kind: 'supplier', id }, facts: {}, at });
    return { invitation };
  });
}
