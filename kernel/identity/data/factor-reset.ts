import { rows, type TenantTx } from '@allmende/database';
import type { IdentityTables } from './tables.ts';

/** A wish to take away somebody's second factors. */
export type FactorReset = { readonly id: string; readonly accountId: string; readonly requestedBy: string; readonly requestedAt: Date; readonly expiresAt: Date };

const COLUMNS = ['id', 'account_id as accountId', 'requested_by as requestedBy', 'requested_at as requestedAt', 'expires_at as expiresAt'] as const;

/** Writes a wish; false when one for the same person is open. */
export async function insertFactorReset(tx: TenantTx, reset: FactorReset): Promise<boolean> {
  const written = await rows<IdentityTables>(tx).insertInto('identity.factor_reset').values({
    tenant_id: tx.tenant, id: reset.id, account_id: reset.accountId, requested_by: reset.requestedBy, requested_at: reset.requestedAt, expires_at: reset.expiresAt, decided_by: null, decided_at: null, outcome: null,
  }).onConflict((conflict) => conflict.columns(['tenant_id', 'account_id']).where('decided_at', 'is', null).doNothing()).returning('id').executeTakeFirst();
  return written !== undefined;
}

/** Wishes of an authority that nobody has decided and that are not too old, oldest first. */
export async function listOpenResets(tx: TenantTx, now: Date): Promise<FactorReset[]> {
  return rows<IdentityTables>(tx).selectFrom('identity.factor_reset').where('tenant_id', '=', tx.tenant).where('decided_at', 'is', null).where('expires_at', '>', now).select(COLUMNS).orderBy('requested_at').orderBy('id').execute();
}

/** Closes wishes that nobody decided in time, so that a new one can be made. */
export async function closeOldResets(tx: TenantTx, now: Date): Promise<void> {
  await rows<IdentityTables>(tx).updateTable('identity.factor_reset').set({ decided_at: now, outcome: 'refused' }).where('tenant_id', '=', tx.tenant).where('decided_at', 'is', null).where('expires_at', '<=', now).execute();
}

/** Decides a wish; false when it is decided already, too old or not there. */
export async function decideReset(tx: TenantTx, id: string, decision: { readonly by: string; readonly at: Date; readonly outcome: 'approved' | 'refused' }): Promise<boolean> {
  const decided = await rows<IdentityTables>(tx).updateTable('identity.factor_reset').set({ decided_by: decision.by, decided_at: decision.at, outcome: decision.outcome })
    .where('tenant_id', '=', tx.tenant).where('id', '=', id).where('decided_at', 'is', null).where('expires_at', '>', decision.at).executeTakeFirst();
  return decided.numUpdatedRows > 0n;
}
