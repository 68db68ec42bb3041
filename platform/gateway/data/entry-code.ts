import { rows, type TenantTx, type Tx } from '@allmende/database';
import type { GatewayTables } from './tables.ts';

/** What a code stands for. */
export type Entry = { readonly instance: string; readonly accountId: string; readonly platformSession: string; readonly host: string; readonly returnPath: string };

/** Keeps a code. */
export async function insertCode(tx: TenantTx, code: Entry & { codeHash: Buffer; stateHash: Buffer; expiresAt: Date }): Promise<void> {
  await rows<GatewayTables>(tx).insertInto('gateway.entry_code').values({
    tenant_id: tx.tenant, code_hash: code.codeHash, instance_id: code.instance, account_id: code.accountId, platform_session_id: code.platformSession, state_hash: code.stateHash, host: code.host,
    return_path: code.returnPath, expires_at: code.expiresAt,
  }).execute();
}

/** Takes a code once: for this instance and host, by the browser that asked, in time; undefined otherwise. Of two at once one gets it. */
export async function useCode(tx: TenantTx, asked: { codeHash: Buffer; stateHash: Buffer; instance: string; host: string; now: Date }): Promise<Entry | undefined> {
  const row = await rows<GatewayTables>(tx).updateTable('gateway.entry_code').set({ used_at: asked.now })
    .where('tenant_id', '=', tx.tenant).where('code_hash', '=', asked.codeHash).where('state_hash', '=', asked.stateHash).where('instance_id', '=', asked.instance).where('host', '=', asked.host)
    .where('used_at', 'is', null).where('expires_at', '>', asked.now)
    .returning(['instance_id', 'account_id', 'platform_session_id', 'host', 'return_path']).executeTakeFirst();
  return row && { instance: row.instance_id, accountId: row.account_id, platformSession: row.platform_session_id, host: row.host, returnPath: row.return_path };
}

/** Deletes codes that were over before a moment; behind the door across authorities. */
export async function deleteCodesBefore(tx: Tx, moment: Date): Promise<void> {
  await rows<GatewayTables>(tx).deleteFrom('gateway.entry_code').where('expires_at', '<', moment).execute();
}
