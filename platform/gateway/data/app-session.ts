import { rows, tenantId, type TenantId, type TenantTx, type Tx } from '@allmende/database';
import type { GatewayTables } from './tables.ts';

/** A person in an instance. */
export type AppSession = { readonly tokenHash: Buffer; readonly tenant: TenantId; readonly instance: string; readonly accountId: string; readonly platformSession: string };

type Row = { token_hash: Buffer; tenant_id: string; instance_id: string; account_id: string; platform_session_id: string };

/** Begins a session. */
export async function insertAppSession(tx: TenantTx, session: Omit<AppSession, 'tenant'> & { createdAt: Date; expiresAt: Date }): Promise<void> {
  await rows<GatewayTables>(tx).insertInto('gateway.app_session').values({
    tenant_id: tx.tenant, token_hash: session.tokenHash, instance_id: session.instance, account_id: session.accountId, platform_session_id: session.platformSession, created_at: session.createdAt, expires_at: session.expiresAt,
  }).execute();
}

/** Those of these sessions whose grant still holds: of one authority inside its transaction, of all behind the door across authorities. */
export async function selectGrantedSessions(tx: Tx | TenantTx, tokenHashes: readonly Buffer[], now: Date): Promise<AppSession[]> {
  const { rows: found } = await tx.client.query<Row>({
    name: 'gateway-granted-sessions',
    text: `select session.token_hash, session.tenant_id, session.instance_id, session.account_id, session.platform_session_id
      from gateway.app_session as session
      where session.token_hash = any($1) and ($2::uuid is null or session.tenant_id = $2) and session.ended_at is null and session.expires_at > $3
        and exists (select 1 from gateway.instance_grant as held
          where held.tenant_id = session.tenant_id and held.instance_id = session.instance_id and held.account_id = session.account_id and held.ended_at is null and held.since <= $3 and (held.until is null or held.until > $3))`,
    values: [tokenHashes, tx.tenant ?? null, now],
  });
  return found.map((row) => ({ tokenHash: row.token_hash, tenant: tenantId(row.tenant_id), instance: row.instance_id, accountId: row.account_id, platformSession: row.platform_session_id }));
}

/** Ends the session of a token. */
export async function endAppSession(tx: TenantTx, tokenHash: Buffer, at: Date): Promise<void> {
  await rows<GatewayTables>(tx).updateTable('gateway.app_session').set({ ended_at: at }).where('tenant_id', '=', tx.tenant).where('token_hash', '=', tokenHash).where('ended_at', 'is', null).execute();
}

/** Deletes sessions that were over before a moment; behind the door across authorities. */
export async function deleteAppSessionsBefore(tx: Tx, moment: Date): Promise<void> {
  await rows<GatewayTables>(tx).deleteFrom('gateway.app_session').where('expires_at', '<', moment).execute();
}
