import { listGrants, revokeGrant } from '@allmende/access';
import type { TenantId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findAccountForUpdate, saveAccount } from '../data/account.ts';
import { endSessionsOfAccount } from '../data/session.ts';
import { accountOfTenant } from './account-of-tenant.ts';
import { inLogsOf } from './in-logs-of.ts';

/** Closes a colleague's account at once: its roles and sessions end. Inviting the address again opens it anew. Throws OwnRights, WorksElsewhere, NotFound. */
export async function disableAccount(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>, input: { readonly tenant: TenantId; readonly accountId: string }): Promise<void> {
  const { account, grants } = await accountOfTenant(ctx, input);
  const at = ctx.clock.now();
  const by = { at, accountId: ctx.actor.kind === 'staff' ? ctx.actor.accountId : undefined };
  const tenants = [...new Set([input.tenant, ...grants.map((grant) => grant.tenant)])];
  await inLogsOf(ctx.database, tenants, async (tx, log) => {
    const still = await findAccountForUpdate(tx, account.id);
    if (!still || still.disabledAt !== null) throw new NotFound();
    for (const tenant of tenants) {
      const tenantTx = { ...tx, tenant };
      for (const grant of await listGrants(tenantTx)) if (grant.accountId === account.id && grant.revokedAt === null) await revokeGrant(tenantTx, grant.id, by);
    }
    await saveAccount(tx, { ...still, disabledAt: at });
    await endSessionsOfAccount(tx, account.id, at);
    await log({ actor: ctx.actor, action: 'identity/account-disabled', subject: { kind: 'account', id: account.id }, facts: {}, at });
  });
}
