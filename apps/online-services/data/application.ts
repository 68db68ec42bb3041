import type { Database, TenantId, TenantTx, Tx } from '@allmende/database';
import type { ContentHash } from '../domain/content-hash.ts';

/** An application as it lies in the database, with the wrapped key that opens it. */
export type StoredApplication = {
  readonly id: string;
  readonly reference: string;
  readonly serviceId: string;
  readonly packageHash: ContentHash;
  readonly overlayHash: ContentHash;
  readonly placeArs: string;
  readonly secretHash: Buffer;
  readonly dataKeyId: string;
  readonly sealed: Buffer;
  readonly complete: boolean;
  readonly state: string;
  readonly stateSince: Date;
  readonly submittedAt: Date;
  readonly receiptFileId: string | null;
  /** Id of the way in which the authority decided. */
  readonly decision: string | null;
  /** When the applicant took it back. */
  readonly withdrawnAt: Date | null;
  readonly wrapped: Buffer | null;
};

const SELECT = `
  select application.id, application.reference, application.service_id as "serviceId", application.package_hash as "packageHash", application.overlay_hash as "overlayHash",
    application.place_ars as "placeArs", application.secret_hash as "secretHash", application.data_key_id as "dataKeyId", application.sealed, application.complete, application.state,
    application.state_since as "stateSince", application.submitted_at as "submittedAt", application.receipt_file_id as "receiptFileId", application.decision, application.withdrawn_at as "withdrawnAt", data_key.wrapped
  from online_services.application join secrets.data_key on data_key.tenant_id = application.tenant_id and data_key.id = application.data_key_id
  where application.tenant_id = $1 and application.id = $2`;

/** Reads an application with its key in one round trip. */
export async function findApplication(database: Pick<Database, 'readInTenant'>, tenant: TenantId, id: string): Promise<StoredApplication | undefined> {
  const [application] = await database.readInTenant<StoredApplication>(tenant, { name: 'online-services-find-application', text: SELECT, values: [tenant, id] });
  return application;
}

/** Reads an application and holds it until the transaction ends. */
export async function findApplicationForUpdate(tx: TenantTx, id: string): Promise<StoredApplication | undefined> {
  const { rows } = await tx.client.query<StoredApplication>({ name: 'online-services-lock-application', text: `${SELECT} for update of application`, values: [tx.tenant, id] });
  return rows[0];
}

export type NewApplication = Omit<StoredApplication, 'decision' | 'stateSince' | 'receiptFileId' | 'withdrawnAt' | 'wrapped'> & {
  readonly draftId: string;
  readonly referenceHash: Buffer;
  readonly clearFields: Readonly<Record<string, unknown>>;
};

/** Turns a draft into an application in one statement: writes it and its reference, empties and closes the draft. */
export async function insertApplication(tx: TenantTx, application: NewApplication): Promise<void> {
  const { rowCount } = await tx.client.query({
    name: 'online-services-insert-application',
    text: `
      with closed as (
        update online_services.draft set sealed = null, application_id = $3, changed_at = $14 where tenant_id = $1 and id = $2 and application_id is null returning 1
      ), indexed as (
        insert into online_services.reference_index (reference_hash, authority_id, application_id) select $5, $1, $3 from closed
      )
      insert into online_services.application
        (tenant_id, id, reference, service_id, package_hash, overlay_hash, place_ars, secret_hash, data_key_id, sealed, clear_fields, complete, state, state_since, submitted_at)
      select $1, $3, $4, $6, $7, $8, $9, $10, $11, $12, $13, $15, $16, $14, $14 from closed`,
    values: [
      tx.tenant, application.draftId, application.id, application.reference, application.referenceHash, application.serviceId, application.packageHash, application.overlayHash, application.placeArs,
      application.secretHash, application.dataKeyId, application.sealed, JSON.stringify(application.clearFields), application.submittedAt, application.complete, application.state,
    ],
  });
  if (rowCount !== 1) throw new Error('the draft was closed while its application was written');
}

/** Which authority holds the application with this reference. */
export async function findReference(tx: Tx, referenceHash: Buffer): Promise<{ authority: string; application: string } | undefined> {
  const { rows } = await tx.client.query<{ authority: string; application: string }>({
    name: 'online-services-find-reference', text: 'select authority_id as authority, application_id as application from online_services.reference_index where reference_hash = $1', values: [referenceHash],
  });
  return rows[0];
}

export async function saveReceipt(tx: TenantTx, id: string, file: string): Promise<void> {
  await tx.client.query({ text: 'update online_services.application set receipt_file_id = $3 where tenant_id = $1 and id = $2 and receipt_file_id is null', values: [tx.tenant, id, file] });
}

/** Notes a state; an older report never overwrites a younger one. False when it did not, or the application is gone. */
export async function saveState(tx: TenantTx, id: string, state: string, since: Date, decision?: string): Promise<boolean> {
  const { rowCount } = await tx.client.query({ text: 'update online_services.application set state = $3, state_since = $4, decision = coalesce($5, decision) where tenant_id = $1 and id = $2 and state_since <= $4', values: [tx.tenant, id, state, since, decision ?? null] });
  return rowCount === 1;
}

/** Notes that the applicant took an application back. */
export async function saveWithdrawal(tx: TenantTx, id: string, at: Date): Promise<void> {
  await tx.client.query({ text: 'update online_services.application set withdrawn_at = $3 where tenant_id = $1 and id = $2 and withdrawn_at is null', values: [tx.tenant, id, at] });
}

/** A document of the specialist system for the applicant. `file` is an id of kernel/files in the same authority. */
export type ApplicationDocument = { readonly file: string; readonly kind: string; readonly issuedAt: Date };

/** Notes a document once; false when it was noted before. */
export async function insertDocument(tx: TenantTx, application: string, document: ApplicationDocument): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    text: 'insert into online_services.application_document (tenant_id, application_id, file_id, kind, issued_at) values ($1, $2, $3, $4, $5) on conflict do nothing',
    values: [tx.tenant, application, document.file, document.kind, document.issuedAt],
  });
  return rowCount === 1;
}

/** The documents of an application, oldest first. */
export async function listDocuments(tx: TenantTx, application: string): Promise<ApplicationDocument[]> {
  const { rows } = await tx.client.query<ApplicationDocument>({
    name: 'online-services-list-documents',
    text: 'select file_id as file, kind, issued_at as "issuedAt" from online_services.application_document where tenant_id = $1 and application_id = $2 order by issued_at, file_id', values: [tx.tenant, application],
  });
  return rows;
}

/** Ids of the authority's applications, newest first. */
export async function listApplicationIds(tx: TenantTx): Promise<string[]> {
  const { rows } = await tx.client.query<{ id: string }>({ text: 'select id from online_services.application where tenant_id = $1 order by submitted_at desc, id desc', values: [tx.tenant] });
  return rows.map(({ id }) => id);
}

/** Notes with which citizen account an application was sent. */
export async function saveAccountOfApplication(tx: TenantTx, id: string, account: string): Promise<void> {
  await tx.client.query({ text: 'update online_services.application set account_id = $3 where tenant_id = $1 and id = $2', values: [tx.tenant, id, account] });
}

/** Ids of the applications that were sent with an account, newest first. */
export async function listApplicationsOfAccount(tx: TenantTx, account: string, limit = 1000): Promise<string[]> {
  const { rows } = await tx.client.query<{ id: string }>({ text: 'select id from online_services.application where tenant_id = $1 and account_id = $2 order by submitted_at desc limit $3', values: [tx.tenant, account, limit] });
  return rows.map(({ id }) => id);
}
