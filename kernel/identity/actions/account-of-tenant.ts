import { loadGrants, type Grant } from '@allmende/access';
import type { TenantId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findAccount } from '../data/account.ts';
import type { Account } from '../domain/account.ts';
import { RoleNotGivable, WorksElsewhere } from '../domain/errors.ts';
import { checkNotOwn, givingRight } from '../domain/role-giving.ts';

/**
 * An account that the actor may act upon for a tenant, with its roles of today: somebody else's, with a role in this tenant and none elsewhere, so that no authority
 * reaches into another one through a shared colleague. Processes and commands of the platform may act upon every account.
 */
export async function accountOfTenant(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>, input: { readonly tenant: TenantId; readonly accountId: string }): Promise<{ account: Account; grants: readonly Grant[] }> {
  if (givingRight(ctx.actor, input.tenant) !== 'own-authority') throw new RoleNotGivable();
  checkNotOwn(ctx.actor, input.accountId);
  const { account, grants } = await ctx.database.withoutTenant(async (tx) => ({ account: await findAccount(tx, input.accountId), grants: await loadGrants(tx, input.accountId, ctx.clock.today()) }));
  if (!account || account.disabledAt !== null) throw new NotFound();
  if (ctx.actor.kind === 'system') return { account, grants };
  if (!grants.some((grant) => grant.tenant === input.tenant)) throw new NotFound();
  if (grants.some((grant) => grant.tenant !== input.tenant)) throw new WorksElsewhere();
  return { account, grants };
}
