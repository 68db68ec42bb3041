import { loadGrants, requireAccount } from '@allmende/access';
import { record, type RecordInput } from '@allmende/audit';
import { PLATFORM_TENANT, type TenantTx, type Tx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findAccountForUpdate } from '../data/account.ts';
import type { Account } from '../domain/account.ts';

/** What a change of the own second factors works with; `own` is the platform's tenant, where the keys of their secrets lie. */
export type FactorChange = { readonly tx: Tx; readonly own: TenantTx; readonly account: Account; readonly at: Date; readonly log: (entry: Pick<RecordInput, 'action' | 'facts'>) => Promise<void> };

/** Runs a change of the own second factors with the account locked, so that two at once cannot take away the last one, and tells the log of each authority the person works for. */
export async function changeOwnFactors<Result>(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>, work: (change: FactorChange) => Promise<Result>): Promise<Result> {
  const { accountId } = requireAccount(ctx.actor);
  const at = ctx.clock.now();
  return ctx.database.acrossTenants('identity/change-second-factor', async (tx) => {
    const account = await findAccountForUpdate(tx, accountId);
    if (!account || account.disabledAt !== null) throw new NotFound();
    const tenants = new Set((await loadGrants(tx, accountId, ctx.clock.today())).map((grant) => grant.tenant));
    if (tenants.size === 0) tenants.add(PLATFORM_TENANT);
    const log = async (entry: Pick<RecordInput, 'action' | 'facts'>) => {
      for (const tenant of tenants) await record({ ...tx, tenant }, { ...entry, actor: ctx.actor, subject: { kind: 'factor', id: 'own' }, at });
    };
    return work({ tx, own: { ...tx, tenant: PLATFORM_TENANT }, account, at, log });
  });
}
