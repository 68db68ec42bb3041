import { rows, type Database, type TenantId, type TenantTx, type Tx } from '@allmende/database';

type Tables = { 'delivery.reply_key': { tenant_id: string; kid: string; data_key_id: string; sealed: Buffer; made_at: Date } };

export type StoredReplyKey = { readonly kid: string; readonly dataKeyId: string; readonly sealed: Buffer; readonly madeAt: Date };

/** The key that goes along now, with the wrapped key that opens it; undefined before the first. */
export async function findNewestReplyKey(database: Pick<Database, 'readInTenant'>, tenant: TenantId): Promise<(StoredReplyKey & { readonly wrapped: Buffer | null }) | undefined> {
  const [row] = await database.readInTenant<StoredReplyKey & { wrapped: Buffer | null }>(tenant, {
    name: 'delivery-newest-reply-key',
    text: `select kid, data_key_id as "dataKeyId", sealed, made_at as "madeAt", data_key.wrapped from delivery.reply_key join secrets.data_key on data_key.tenant_id = $1 and data_key.id = data_key_id
           where reply_key.tenant_id = $1 order by made_at desc, kid limit 1`,
    values: [tenant],
  });
  return row;
}

export async function findReplyKey(tx: TenantTx, kid: string): Promise<StoredReplyKey | undefined> {
  return rows<Tables>(tx).selectFrom('delivery.reply_key').where('tenant_id', '=', tx.tenant).where('kid', '=', kid).select(['kid', 'data_key_id as dataKeyId', 'sealed', 'made_at as madeAt']).executeTakeFirst();
}

export async function insertReplyKey(tx: TenantTx, key: Omit<StoredReplyKey, 'madeAt'> & { readonly at: Date }): Promise<void> {
  await rows<Tables>(tx).insertInto('delivery.reply_key').values({ tenant_id: tx.tenant, kid: key.kid, data_key_id: key.dataKeyId, sealed: key.sealed, made_at: key.at }).execute();
}

/** Keys of all authorities that another one had taken the place of by then; behind the door across authorities. */
export async function listReplacedReplyKeys(tx: Tx, before: Date): Promise<{ readonly tenant: string; readonly kid: string; readonly dataKeyId: string }[]> {
  const { rows: found } = await tx.client.query<{ tenant: string; kid: string; dataKeyId: string }>({
    name: 'delivery-replaced-reply-keys', values: [before],
    text: `select old.tenant_id as tenant, old.kid, old.data_key_id as "dataKeyId" from delivery.reply_key old where exists (select from delivery.reply_key new where new.tenant_id = old.tenant_id and new.made_at > old.made_at and new.made_at < $1) order by 1, 2`,
  });
  return found;
}

/** Every key of the authority, with what opens it. */
export async function listReplyKeys(tx: TenantTx): Promise<readonly StoredReplyKey[]> {
  return rows<Tables>(tx).selectFrom('delivery.reply_key').where('tenant_id', '=', tx.tenant).select(['kid', 'data_key_id as dataKeyId', 'sealed', 'made_at as madeAt']).execute();
}

export async function deleteReplyKey(tx: TenantTx, kid: string): Promise<void> {
  await rows<Tables>(tx).deleteFrom('delivery.reply_key').where('tenant_id', '=', tx.tenant).where('kid', '=', kid).execute();
}

/** Destinations through which something was accepted, of all authorities: there may be answers. Behind the door across authorities. */
export async function listAnsweringDestinations(tx: Tx): Promise<{ readonly tenant: string; readonly destination: string }[]> {
  const { rows: found } = await tx.client.query<{ tenant: string; destination: string }>({ name: 'delivery-answering-destinations', text: `select distinct tenant_id as tenant, destination_id as destination from delivery.outgoing where state = 'accepted'` });
  return found;
}

/** The application that a case of the delivery service is about; undefined for an unknown one. */
export async function findApplicationOfCase(tx: TenantTx, destination: string, caseId: string): Promise<{ readonly application: string; readonly remoteDestination: string } | undefined> {
  const { rows: found } = await tx.client.query<{ application: string; remoteDestination: string }>({
    name: 'delivery-application-of-case', text: `select coalesce(follows_id, application_id) as application, remote_destination_id as "remoteDestination" from delivery.outgoing where tenant_id = $1 and destination_id = $2 and case_id = $3 and state = 'accepted' limit 1`,
    values: [tx.tenant, destination, caseId],
  });
  return found[0];
}
