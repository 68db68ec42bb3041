import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { hasGrant, selectHeldGrants } from '../data/grant.ts';

/** Whether an account was given access to an instance and it holds now. Whether the person still works for the authority is for the caller to see. */
export async function mayUseInstance(house: Pick<House, 'database' | 'clock'>, asked: { readonly tenant: TenantId; readonly instance: string; readonly accountId: string }): Promise<boolean> {
  return house.database.inTenant(asked.tenant, (tx) => hasGrant(tx, asked.instance, asked.accountId, house.clock.now()));
}

/** Likewise for many at once, of all authorities: those that hold, each as `<instance> <account>`. */
export async function heldAccess(house: Pick<House, 'database' | 'clock'>, asked: readonly { readonly instance: string; readonly accountId: string }[]): Promise<ReadonlySet<string>> {
  if (asked.length === 0) return new Set();
  const held = await house.database.acrossTenants('gateway/look-at-access', (tx) => selectHeldGrants(tx, asked, house.clock.now()));
  return new Set(held.map((one) => `${one.instance} ${one.accountId}`));
}
