import type { TenantTx } from '@allmende/database';

/** A contact as it lies in the database. */
export type StoredContact = { readonly application: string; readonly sealed: Buffer; readonly tokenHash: Buffer; readonly askedAt: Date; readonly confirmedAt: Date | null; readonly failedAt: Date | null };

const COLUMNS = 'application_id as application, sealed, token_hash as "tokenHash", asked_at as "askedAt", confirmed_at as "confirmedAt", failed_at as "failedAt"';

/** Keeps where an applicant wants to hear of news; another address takes the place of the one before and has to be confirmed anew. */
export async function saveContact(tx: TenantTx, contact: Pick<StoredContact, 'application' | 'sealed' | 'tokenHash' | 'askedAt'>): Promise<void> {
  await tx.client.query({
    text: `insert into mailbox.contact (tenant_id, application_id, sealed, token_hash, asked_at) values ($1, $2, $3, $4, $5)
      on conflict (tenant_id, application_id) do update set sealed = $3, token_hash = $4, asked_at = $5, confirmed_at = null, failed_at = null`,
    values: [tx.tenant, contact.application, contact.sealed, contact.tokenHash, contact.askedAt],
  });
}

/** The contact of an application, held until the transaction ends. */
export async function findContact(tx: TenantTx, application: string): Promise<StoredContact | undefined> {
  const { rows } = await tx.client.query<StoredContact>({ name: 'mailbox-find-contact', text: `select ${COLUMNS} from mailbox.contact where tenant_id = $1 and application_id = $2 for update`, values: [tx.tenant, application] });
  return rows[0];
}

/** Notes that whoever reads the mails of an address wants them. */
export async function confirmContactRow(tx: TenantTx, application: string, at: Date): Promise<void> {
  await tx.client.query({ text: 'update mailbox.contact set confirmed_at = $3, failed_at = null where tenant_id = $1 and application_id = $2 and confirmed_at is null', values: [tx.tenant, application, at] });
}

/** Notes that an address takes no mail. */
export async function failContact(tx: TenantTx, application: string, at: Date): Promise<void> {
  await tx.client.query({ text: 'update mailbox.contact set failed_at = $3 where tenant_id = $1 and application_id = $2 and failed_at is null', values: [tx.tenant, application, at] });
}

/** Forgets an address. */
export async function deleteContact(tx: TenantTx, application: string): Promise<void> {
  await tx.client.query({ text: 'delete from mailbox.contact where tenant_id = $1 and application_id = $2', values: [tx.tenant, application] });
}
