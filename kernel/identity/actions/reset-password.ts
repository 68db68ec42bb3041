import type { TenantId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findAccountForUpdate, saveAccount } from '../data/account.ts';
import { endSessionsOfAccount } from '../data/session.ts';
import { oneTimePassword } from '../domain/one-time-password.ts';
import { hashPassword } from '../password-hash.ts';
import { accountOfTenant } from './account-of-tenant.ts';
import { inLogsOf } from './in-logs-of.ts';

/** Replaces a colleague's password by a one-time password, which is returned this once, and ends their sessions. Throws OwnRights, WorksElsewhere, NotFound. */
export async function resetPassword(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>, input: { readonly tenant: TenantId; readonly accountId: string }): Promise<string> {
  const { account, grants } = await accountOfTenant(ctx, input);
  const password = oneTimePassword();
  const passwordHash = await hashPassword(password);
  const at = ctx.clock.now();
  await inLogsOf(ctx.database, [input.tenant, ...grants.map((grant) => grant.tenant)], async (tx, log) => {
    const still = await findAccountForUpdate(tx, account.id);
    if (!still || still.disabledAt !== null) throw new NotFound();
    await saveAccount(tx, { ...still, passwordHash, passwordMustChange: true, passwordSetAt: at });
    await endSessionsOfAccount(tx, account.id, at);
    await log({ actor: ctx.actor, action: 'identity/password-reset', subject: { kind: 'account', id: account.id }, facts: {}, at });
  });
  return password;
}
