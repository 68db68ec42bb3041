import { rows, type TenantTx } from '@allmende/database';
import type { SingleSignOnTables } from './tables.ts';

/** A client as it is kept. */
export type StoredClient = { readonly instance: string; readonly sealedSecret: Buffer; readonly callbackPath: string; readonly logoutPath: string | undefined };

/** The client of an instance; undefined without one. */
export async function findClient(tx: TenantTx, instance: string): Promise<StoredClient | undefined> {
  const row = await rows<SingleSignOnTables>(tx).selectFrom('single_sign_on.client').select(['instance_id', 'sealed_secret', 'callback_path', 'logout_path']).where('tenant_id', '=', tx.tenant).where('instance_id', '=', instance).executeTakeFirst();
  return row && { instance: row.instance_id, sealedSecret: row.sealed_secret, callbackPath: row.callback_path, logoutPath: row.logout_path ?? undefined };
}

/** Writes a client; one that is there keeps its secret and gets the paths. */
export async function saveClient(tx: TenantTx, client: StoredClient & { readonly at: Date }): Promise<void> {
  await rows<SingleSignOnTables>(tx).insertInto('single_sign_on.client')
    .values({ tenant_id: tx.tenant, instance_id: client.instance, sealed_secret: client.sealedSecret, callback_path: client.callbackPath, logout_path: client.logoutPath ?? null, created_at: client.at })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'instance_id']).doUpdateSet({ callback_path: client.callbackPath, logout_path: client.logoutPath ?? null })).execute();
}

/** Takes a client away; false when there was none. */
export async function deleteClient(tx: TenantTx, instance: string): Promise<boolean> {
  const gone = await rows<SingleSignOnTables>(tx).deleteFrom('single_sign_on.client').where('tenant_id', '=', tx.tenant).where('instance_id', '=', instance).executeTakeFirst();
  return gone.numDeletedRows > 0n;
}
