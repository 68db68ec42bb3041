import type { TenantTx } from '@allmende/database';

/** An attachment as it lies in the database. */
export type StoredAttachment = { readonly id: string; readonly message: string; readonly state: 'received' | 'clean' | 'refused'; readonly fileId: string | null; readonly sizeBytes: number; readonly receivedAt: Date; readonly sealed: Buffer };

const COLUMNS = 'id, message_id as message, state, file_id as "fileId", size_bytes as "sizeBytes", received_at as "receivedAt", sealed';

/** Keeps a file in quarantine. */
export async function insertAttachment(tx: TenantTx, application: string, attachment: StoredAttachment): Promise<void> {
  await tx.client.query({
    name: 'mailbox-insert-attachment', text: 'insert into mailbox.attachment (tenant_id, application_id, id, message_id, state, file_id, size_bytes, received_at, sealed) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    values: [tx.tenant, application, attachment.id, attachment.message, attachment.state, attachment.fileId, attachment.sizeBytes, attachment.receivedAt, attachment.sealed],
  });
}

/** The attachments of all messages about an application, in the order of arrival. */
export async function listAttachments(tx: TenantTx, application: string): Promise<StoredAttachment[]> {
  const { rows } = await tx.client.query<StoredAttachment>({ name: 'mailbox-list-attachments', text: `select ${COLUMNS} from mailbox.attachment where tenant_id = $1 and application_id = $2 order by received_at, id`, values: [tx.tenant, application] });
  return rows;
}

/** Reads one attachment and holds it until the transaction ends. */
export async function findAttachmentForUpdate(tx: TenantTx, application: string, id: string): Promise<StoredAttachment | undefined> {
  const { rows } = await tx.client.query<StoredAttachment>({ name: 'mailbox-lock-attachment', text: `select ${COLUMNS} from mailbox.attachment where tenant_id = $1 and application_id = $2 and id = $3 for update`, values: [tx.tenant, application, id] });
  return rows[0];
}

/** Notes what became of a file in quarantine. */
export async function settleAttachment(tx: TenantTx, application: string, attachment: Pick<StoredAttachment, 'id' | 'state' | 'fileId' | 'sizeBytes' | 'sealed'>): Promise<void> {
  await tx.client.query({
    text: 'update mailbox.attachment set state = $4, file_id = $5, size_bytes = $6, sealed = $7 where tenant_id = $1 and application_id = $2 and id = $3',
    values: [tx.tenant, application, attachment.id, attachment.state, attachment.fileId, attachment.sizeBytes, attachment.sealed],
  });
}
