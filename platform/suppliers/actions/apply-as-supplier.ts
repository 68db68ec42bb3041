import { record } from '@allmende/audit';
import { newId, PLATFORM_TENANT } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { insertSupplier } from '../data/supplier.ts';
import { checkApplication, type SupplierApplication } from '../domain/supplier.ts';

/** Anybody may apply as a supplier; the operator finds out whether they may speak for the organisation. Returns the id. Throws InvalidInput. */
export async function applyAsSupplier(ctx: Pick<ActionContext, 'database' | 'clock' | 'keys' | 'actor'>, input: SupplierApplication): Promise<{ id: string }> {
  const application = checkApplication(input);
  const id = newId();
  const at = ctx.clock.now();
  await ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    await insertSupplier(tx, ctx.keys, { ...application, id, appliedAt: at });
    await record(tx, { actor: ctx.actor, action: 'suppliers/application-received', subject: { kind: 'supplier', id }, facts: {}, personal: { email: application.contact.email }, at });
  });
  return { id };
}
