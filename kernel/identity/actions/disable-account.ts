import { listGrants, revokeGrant } from '@allmende/access';
import { record } from '@allmende/audit';
import type { TenantId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { emit } from '@allmende/events';
import type { ActionContext } from '@allmende/house';
import { findAccountForUpdate } from '../data/account.ts';
import { accountLeft } from '../domain/events.ts';
import { accountOfTenant } from './account-of-tenant.ts';
import { closeAccount } from './close-account.ts';

/** Closes a colleague's account at once: its roles, sessions and second factors end, and `identity/account-left` is told. Inviting the address again opens it anew. Throws OwnRights, WorksElsewhere, NotFound. */
export async function disableAccount(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>, input: { readonly tenant: TenantId; readonly accountId: string }): Promise<void> {
  const { account, grants } = await accountOfTenant(ctx, input);
  const at = ctx.clock.now();
  const by = { at, accountId: ctx.actor.kind === 'staff' ? ctx.actor.accountId : undefined };
  const tenants = [...new Set([input.tenant, ...grants.map((grant) => grant.tenant)])];
  await ctx.database.acrossTenants('identity/close-account', async (tx) => {
    const still = await findAccountForUpdate(tx, account.id);
    if (!still || still.disabledAt !== null) throw new NotFound();
    for (const tenant of tenants) {
      const tenantTx = { ...tx, tenant };
      for (const grant of await listGrants(tenantTx)) if ((grant.accountId === account.id || grant.deputyFor === account.id) && grant.revokedAt === null) await revokeGrant(tenantTx, grant.id, by);
    }
    await closeAccount(tx, still, at);
    for (const tenant of tenants) {
      await record({ ...tx, tenant }, { actor: ctx.actor, action: 'identity/account-disabled', subject: { kind: 'account', id: account.id }, facts: {}, at });
      await emit({ ...tx, tenant }, accountLeft(account.id, { account: account.id, closed: true }));
    }
  });
}
