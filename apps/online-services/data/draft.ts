import type { Database, TenantId, TenantTx, Tx } from '@allmende/database';
import type { ContentHash } from '../domain/content-hash.ts';
import type { ServiceLevel } from '../domain/level-of.ts';
import type { PlainDate } from '@allmende/time';

/** A draft as it lies in the database, with the wrapped key that opens it. */
export type StoredDraft = {
  readonly id: string;
  readonly serviceId: string;
  readonly packageHash: ContentHash;
  readonly overlayHash: ContentHash;
  readonly placeArs: string;
  /** What a person types to come back; null for old drafts. */
  readonly reference: string | null;
  readonly secretHash: Buffer;
  readonly dataKeyId: string;
  readonly sealed: Buffer | null;
  readonly applicationId: string | null;
  readonly expiresOn: PlainDate;
  readonly wrapped: Buffer | null;
  /** How surely it must be known who fills it in and who sends it. */
  readonly fillLevel: ServiceLevel;
  readonly sendLevel: ServiceLevel;
  /** The account that it belongs to; null where the service asks for none. */
  readonly accountId: string | null;
  /** What the authority offers now; null while the service is switched off. */
  readonly offeredPackageHash: ContentHash | null;
  readonly offeredOverlayHash: ContentHash | null;
};

const SELECT = `
  select draft.id, draft.service_id as "serviceId", draft.package_hash as "packageHash", draft.overlay_hash as "overlayHash", draft.place_ars as "placeArs", draft.reference, draft.secret_hash as "secretHash",
    draft.data_key_id as "dataKeyId", draft.sealed, draft.application_id as "applicationId", draft.expires_on as "expiresOn", data_key.wrapped,
    draft.fill_level as "fillLevel", draft.send_level as "sendLevel", draft.account_id as "accountId", service.package_hash as "offeredPackageHash", service.overlay_hash as "offeredOverlayHash"
  from online_services.draft join secrets.data_key on data_key.tenant_id = draft.tenant_id and data_key.id = draft.data_key_id
  left join online_services.service on service.tenant_id = draft.tenant_id and service.service_id = draft.service_id
  where draft.tenant_id = $1 and draft.id = $2`;

/** Reads a draft with its key in one round trip; the lane for pages. */
export async function findDraft(database: Pick<Database, 'readInTenant'>, tenant: TenantId, id: string): Promise<StoredDraft | undefined> {
  const [draft] = await database.readInTenant<StoredDraft>(tenant, { name: 'online-services-find-draft', text: SELECT, values: [tenant, id] });
  return draft;
}

/** Reads a draft and holds it until the transaction ends. */
export async function findDraftForUpdate(tx: TenantTx, id: string): Promise<StoredDraft | undefined> {
  const { rows } = await tx.client.query<StoredDraft>({ name: 'online-services-lock-draft', text: `${SELECT} for update of draft`, values: [tx.tenant, id] });
  return rows[0];
}

export type NewDraft = Omit<StoredDraft, 'applicationId' | 'sealed' | 'wrapped' | 'reference' | 'offeredPackageHash' | 'offeredOverlayHash'> & { readonly reference: string; readonly referenceHash: Buffer; readonly sealed: Buffer; readonly at: Date };

export async function insertDraft(tx: TenantTx, draft: NewDraft): Promise<void> {
  await tx.client.query({
    name: 'online-services-insert-draft',
    text: `with indexed as (insert into online_services.draft_index (reference_hash, authority_id, draft_id) values ($13, $1, $2))
           insert into online_services.draft (tenant_id, id, service_id, package_hash, overlay_hash, place_ars, secret_hash, data_key_id, sealed, created_at, changed_at, expires_on, reference, fill_level, send_level, account_id)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11, $12, $14, $15, $16)`,
    values: [tx.tenant, draft.id, draft.serviceId, draft.packageHash, draft.overlayHash, draft.placeArs, draft.secretHash, draft.dataKeyId, draft.sealed, draft.at, draft.expiresOn, draft.reference, draft.referenceHash, draft.fillLevel, draft.sendLevel, draft.accountId],
  });
}

/** Which authority holds the draft with this reference. */
export async function findDraftReference(tx: Tx, referenceHash: Buffer): Promise<{ authority: string; draft: string } | undefined> {
  const { rows } = await tx.client.query<{ authority: string; draft: string }>({
    name: 'online-services-find-draft-reference', text: 'select authority_id as authority, draft_id as draft from online_services.draft_index where reference_hash = $1', values: [referenceHash],
  });
  return rows[0];
}

export async function saveDraft(tx: TenantTx, draft: { id: string; sealed: Buffer; at: Date; expiresOn: PlainDate }): Promise<void> {
  await tx.client.query({
    name: 'online-services-save-draft',
    text: 'update online_services.draft set sealed = $3, changed_at = $4, expires_on = $5 where tenant_id = $1 and id = $2 and application_id is null',
    values: [tx.tenant, draft.id, draft.sealed, draft.at, draft.expiresOn],
  });
}

/** Keeps a draft as one of another version. The days until deletion do not count anew. */
export async function moveDraft(tx: TenantTx, draft: { id: string; sealed: Buffer; packageHash: ContentHash; overlayHash: ContentHash; fillLevel: ServiceLevel; sendLevel: ServiceLevel }): Promise<void> {
  await tx.client.query({
    text: 'update online_services.draft set sealed = $3, package_hash = $4, overlay_hash = $5, fill_level = $6, send_level = $7 where tenant_id = $1 and id = $2 and application_id is null',
    values: [tx.tenant, draft.id, draft.sealed, draft.packageHash, draft.overlayHash, draft.fillLevel, draft.sendLevel],
  });
}

/** Ids of the open drafts that belong to an account. */
export async function listDraftsOfAccount(tx: TenantTx, account: string): Promise<string[]> {
  const { rows } = await tx.client.query<{ id: string }>({ text: 'select id from online_services.draft where tenant_id = $1 and account_id = $2 and application_id is null', values: [tx.tenant, account] });
  return rows.map(({ id }) => id);
}

/** Notes whose draft it is, where that was open. */
export async function saveAccountOfDraft(tx: TenantTx, id: string, account: string): Promise<void> {
  await tx.client.query({ text: 'update online_services.draft set account_id = $3 where tenant_id = $1 and id = $2 and account_id is null', values: [tx.tenant, id, account] });
}

/** Deletes an open draft. Returns the key that must be destroyed; undefined when it is not there or was sent meanwhile. */
export async function deleteDraft(tx: TenantTx, id: string): Promise<string | undefined> {
  const { rows } = await tx.client.query<{ key: string }>({
    text: `with gone as (delete from online_services.draft where tenant_id = $1 and id = $2 and application_id is null returning id, data_key_id),
             unindexed as (delete from online_services.draft_index using gone where draft_index.authority_id = $1 and draft_index.draft_id = gone.id)
           select data_key_id as key from gone`,
    values: [tx.tenant, id],
  });
  return rows[0]?.key;
}

/** Forgets whose drafts were that became applications. */
export async function forgetAccount(tx: TenantTx, account: string): Promise<void> {
  for (const table of ['draft', 'application']) await tx.client.query({ text: `update online_services.${table} set account_id = null where tenant_id = $1 and account_id = $2`, values: [tx.tenant, account] });
}

/** Drafts to be deleted on a day, of all authorities; behind the door across authorities. */
export async function listExpiredDrafts(tx: Tx, on: PlainDate, limit: number): Promise<{ tenant: string; id: string }[]> {
  const { rows } = await tx.client.query<{ tenant: string; id: string }>({
    text: 'select tenant_id as tenant, id from online_services.draft where expires_on <= $1 order by expires_on, id limit $2', values: [on, limit],
  });
  return rows;
}

/** Deletes an expired draft. Returns the key that must be destroyed, none when the draft became an application that still needs it. */
export async function deleteExpiredDraft(tx: TenantTx, id: string, on: PlainDate): Promise<{ deleted: boolean; key: string | undefined }> {
  const { rows } = await tx.client.query<{ data_key_id: string; application_id: string | null }>({
    text: `with gone as (delete from online_services.draft where tenant_id = $1 and id = $2 and expires_on <= $3 returning id, data_key_id, application_id),
             unindexed as (delete from online_services.draft_index using gone where draft_index.authority_id = $1 and draft_index.draft_id = gone.id)
           select data_key_id, application_id from gone`,
    values: [tx.tenant, id, on],
  });
  const [row] = rows;
  return { deleted: row !== undefined, key: row && row.application_id === null ? row.data_key_id : undefined };
}

/** The account with which an application was sent; undefined where its service asks for none. */
export async function findAccountOfApplication(tx: TenantTx, application: string): Promise<string | undefined> {
  const { rows } = await tx.client.query<{ account: string | null }>({ name: 'online-services-account-of-application', text: 'select account_id as account from online_services.application where tenant_id = $1 and id = $2', values: [tx.tenant, application] });
  return rows[0]?.account ?? undefined;
}
