import { newId, rows, type TenantTx, type Tx } from '@allmende/database';
import type { InstanceGrant } from '../domain/grant.ts';
import type { GatewayTables } from './tables.ts';

/** Grants of an instance that hold now, the oldest first. */
export async function selectGrants(tx: TenantTx, instance: string, now: Date): Promise<InstanceGrant[]> {
  const found = await open(tx, now).where('instance_id', '=', instance).orderBy('id').execute();
  return found.map((row) => ({ id: row.id, instance: row.instance_id, accountId: row.account_id, since: row.since, until: row.until ?? undefined, by: row.granted_by ?? undefined }));
}

/** Whether an account may use an instance now. */
export async function hasGrant(tx: TenantTx, instance: string, accountId: string, now: Date): Promise<boolean> {
  return (await open(tx, now).where('instance_id', '=', instance).where('account_id', '=', accountId).executeTakeFirst()) !== undefined;
}

/** Gives access; undefined when the account has it already. One that is over by its date makes room. */
export async function insertGrant(tx: TenantTx, grant: { instance: string; accountId: string; since: Date; until: Date | undefined; by: string | undefined }): Promise<string | undefined> {
  await rows<GatewayTables>(tx).updateTable('gateway.instance_grant').set((eb) => ({ ended_at: eb.ref('until') }))
    .where('tenant_id', '=', tx.tenant).where('instance_id', '=', grant.instance).where('account_id', '=', grant.accountId).where('ended_at', 'is', null).where('until', '<=', grant.since).execute();
  const id = newId();
  const result = await rows<GatewayTables>(tx).insertInto('gateway.instance_grant')
    .values({ tenant_id: tx.tenant, id, instance_id: grant.instance, account_id: grant.accountId, since: grant.since, until: grant.until ?? null, granted_by: grant.by ?? null })
    .onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n ? id : undefined;
}

/** Takes access away; undefined when there is no such open grant of the instance. */
export async function closeGrant(tx: TenantTx, grant: { id: string; instance: string; at: Date; by: string | undefined }): Promise<{ readonly accountId: string } | undefined> {
  const row = await rows<GatewayTables>(tx).updateTable('gateway.instance_grant').set({ ended_at: grant.at, ended_by: grant.by ?? null })
    .where('tenant_id', '=', tx.tenant).where('id', '=', grant.id).where('instance_id', '=', grant.instance).where('ended_at', 'is', null).returning('account_id').executeTakeFirst();
  return row && { accountId: row.account_id };
}

function open(tx: TenantTx, now: Date) {
  return rows<GatewayTables>(tx).selectFrom('gateway.instance_grant').select(['id', 'instance_id', 'account_id', 'since', 'until', 'granted_by'])
    .where('tenant_id', '=', tx.tenant).where('ended_at', 'is', null).where('since', '<=', now).where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', now)]));
}

/** Those of the pairs that hold now, of all authorities; behind the door across authorities. */
export async function selectHeldGrants(tx: Tx, asked: readonly { readonly instance: string; readonly accountId: string }[], now: Date): Promise<{ readonly instance: string; readonly accountId: string }[]> {
  const { rows: found } = await tx.client.query<{ instance: string; account: string }>({
    name: 'gateway-held-grants',
    text: `select distinct held.instance_id as instance, held.account_id as account from unnest($1::uuid[], $2::uuid[]) as asked (instance, account)
      join gateway.instance_grant as held on held.instance_id = asked.instance and held.account_id = asked.account
      where held.ended_at is null and held.since <= $3 and (held.until is null or held.until > $3)`,
    values: [asked.map((one) => one.instance), asked.map((one) => one.accountId), now],
  });
  return found.map((row) => ({ instance: row.instance, accountId: row.account }));
}
