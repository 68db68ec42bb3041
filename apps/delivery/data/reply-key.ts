import { rows, type TenantTx, type Tx } from '@allmende/database';

type Tables = { 'delivery.reply_key': { tenant_id: string; kid: string; data_key_id: string; sealed: Buffer; made_at: Date } };

export type StoredReplyKey = { readonly kid: string; readonly dataKeyId: string; readonly sealed: Buffer };

/** The key that goes along now; undefined before the first. */
export async function findNewestReplyKey(tx: TenantTx): Promise<StoredReplyKey | undefined> {
  return rows<Tables>(tx).selectFrom('delivery.reply_key').where('tenant_id', '=', tx.tenant).select(['kid', 'data_key_id as dataKeyId', 'sealed']).orderBy('made_at', 'desc').orderBy('kid').limit(1).executeTakeFirst();
}

export async function findReplyKey(tx: TenantTx, kid: string): Promise<StoredReplyKey | undefined> {
  return rows<Tables>(tx).selectFrom('delivery.reply_key').where('tenant_id', '=', tx.tenant).where('kid', '=', kid).select(['kid', 'data_key_id as dataKeyId', 'sealed']).executeTakeFirst();
}

export async function insertReplyKey(tx: TenantTx, key: StoredReplyKey & { readonly at: Date }): Promise<void> {
  await rows<Tables>(tx).insertInto('delivery.reply_key').values({ tenant_id: tx.tenant, kid: key.kid, data_key_id: key.dataKeyId, sealed: key.sealed, made_at: key.at }).execute();
}

/** Destinations through which something was accepted, of all authorities: there may be answers. Behind the door across authorities. */
export async function listAnsweringDestinations(tx: Tx): Promise<{ readonly tenant: string; readonly destination: string }[]> {
  const { rows: found } = await tx.client.query<{ tenant: string; destination: string }>({ name: 'delivery-answering-destinations', text: `select distinct tenant_id as tenant, destination_id as destination from delivery.outgoing where state = 'accepted'` });
  return found;
}

/** The application that a case of the delivery service is about; undefined for an unknown one. */
export async function findApplicationOfCase(tx: TenantTx, destination: string, caseId: string): Promise<{ readonly application: string; readonly remoteDestination: string } | undefined> {
  const { rows: found } = await tx.client.query<{ application: string; remoteDestination: string }>({
    name: 'delivery-application-of-case', text: `select application_id as application, remote_destination_id as "remoteDestination" from delivery.outgoing where tenant_id = $1 and destination_id = $2 and case_id = $3 and state = 'accepted'`,
    values: [tx.tenant, destination, caseId],
  });
  return found[0];
}
