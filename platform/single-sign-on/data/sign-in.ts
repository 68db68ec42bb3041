import { rows, tenantId, type TenantId, type TenantTx, type Tx } from '@allmende/database';
import type { SingleSignOnTables } from './tables.ts';

/** That somebody is signed in at an instance. */
export type SignIn = { readonly sid: string; readonly instance: string; readonly accountId: string; readonly platformSession: string; readonly grantHash: Buffer };

/** Notes a sign-in; the same one again gets the newer grant. */
export async function saveSignIn(tx: TenantTx, signIn: SignIn & { readonly at: Date }): Promise<void> {
  await rows<SingleSignOnTables>(tx).insertInto('single_sign_on.sign_in')
    .values({ tenant_id: tx.tenant, sid: signIn.sid, instance_id: signIn.instance, account_id: signIn.accountId, platform_session_id: signIn.platformSession, grant_hash: signIn.grantHash, started_at: signIn.at })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'sid']).doUpdateSet({ grant_hash: signIn.grantHash })).execute();
}

/** Those of the ids whose sign-in has not ended. */
export async function openSids(tx: TenantTx, sids: readonly string[]): Promise<ReadonlySet<string>> {
  if (sids.length === 0) return new Set();
  const found = await rows<SingleSignOnTables>(tx).selectFrom('single_sign_on.sign_in').select('sid').where('tenant_id', '=', tx.tenant).where('sid', 'in', [...sids]).where('ended_at', 'is', null).execute();
  return new Set(found.map((row) => row.sid));
}

/** All open ones of all authorities; behind the door across authorities. */
export async function selectOpenSignIns(tx: Tx): Promise<(SignIn & { readonly tenant: TenantId })[]> {
  const { rows: found } = await tx.client.query<{ tenant_id: string; sid: string; instance_id: string; account_id: string; platform_session_id: string; grant_hash: Buffer }>({
    name: 'single-sign-on-open', text: 'select tenant_id, sid, instance_id, account_id, platform_session_id, grant_hash from single_sign_on.sign_in where ended_at is null',
  });
  return found.map((row) => ({ tenant: tenantId(row.tenant_id), sid: row.sid, instance: row.instance_id, accountId: row.account_id, platformSession: row.platform_session_id, grantHash: row.grant_hash }));
}

/** The open ones of an account in the authority, longest first. */
export async function selectOpenSignInsOf(tx: TenantTx, accountId: string): Promise<(SignIn & { readonly startedAt: Date })[]> {
  const found = await rows<SingleSignOnTables>(tx).selectFrom('single_sign_on.sign_in').selectAll().where('tenant_id', '=', tx.tenant).where('account_id', '=', accountId).where('ended_at', 'is', null).orderBy('started_at').execute();
  return found.map((row) => ({ sid: row.sid, instance: row.instance_id, accountId: row.account_id, platformSession: row.platform_session_id, grantHash: row.grant_hash, startedAt: row.started_at }));
}

/** Ends one; false when it had ended already. */
export async function endSignIn(tx: TenantTx, sid: string, at: Date): Promise<boolean> {
  const ended = await rows<SingleSignOnTables>(tx).updateTable('single_sign_on.sign_in').set({ ended_at: at }).where('tenant_id', '=', tx.tenant).where('sid', '=', sid).where('ended_at', 'is', null).executeTakeFirst();
  return ended.numUpdatedRows === 1n;
}

/** A sign-in by its id; undefined for an unknown one. */
export async function findSignIn(tx: TenantTx, sid: string): Promise<SignIn | undefined> {
  const row = await rows<SingleSignOnTables>(tx).selectFrom('single_sign_on.sign_in').selectAll().where('tenant_id', '=', tx.tenant).where('sid', '=', sid).executeTakeFirst();
  return row && { sid: row.sid, instance: row.instance_id, accountId: row.account_id, platformSession: row.platform_session_id, grantHash: row.grant_hash };
}

/** Deletes those that ended before a moment; behind the door across authorities. */
export async function deleteSignInsBefore(tx: Tx, moment: Date): Promise<void> {
  await rows<SingleSignOnTables>(tx).deleteFrom('single_sign_on.sign_in').where('ended_at', '<', moment).execute();
}
