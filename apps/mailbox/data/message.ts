import type { Database, TenantId, TenantTx } from '@allmende/database';
import type { Side } from '../domain/message.ts';

/** A message as it lies in the database. */
export type StoredMessage = { readonly id: string; readonly sender: Side; readonly sentAt: Date; readonly readAt: Date | null; readonly toldAt: Date | null; readonly sealed: Buffer };

/** Keeps a message once; false when it was sent before. */
export async function insertMessage(tx: TenantTx, application: string, message: Omit<StoredMessage, 'readAt' | 'toldAt'>): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    name: 'mailbox-insert-message', text: 'insert into mailbox.message (tenant_id, application_id, id, sender, sent_at, sealed) values ($1, $2, $3, $4, $5, $6) on conflict do nothing',
    values: [tx.tenant, application, message.id, message.sender, message.sentAt, message.sealed],
  });
  return rowCount === 1;
}

const COLUMNS = 'id, sender, sent_at as "sentAt", read_at as "readAt", told_at as "toldAt", sealed';

/** The messages about an application, oldest first. */
export async function listMessages(tx: TenantTx, application: string): Promise<StoredMessage[]> {
  const { rows } = await tx.client.query<StoredMessage>({ name: 'mailbox-list-messages', text: `select ${COLUMNS} from mailbox.message where tenant_id = $1 and application_id = $2 order by sent_at, id`, values: [tx.tenant, application] });
  return rows;
}

/** Reads one message and holds it until the transaction ends. */
export async function findMessageForUpdate(tx: TenantTx, application: string, id: string): Promise<StoredMessage | undefined> {
  const { rows } = await tx.client.query<StoredMessage>({ name: 'mailbox-lock-message', text: `select ${COLUMNS} from mailbox.message where tenant_id = $1 and application_id = $2 and id = $3 for update`, values: [tx.tenant, application, id] });
  return rows[0];
}

/** Notes that what one side wrote was opened. Returns how many were new. */
export async function markRead(tx: TenantTx, application: string, sender: Side, at: Date): Promise<number> {
  const { rowCount } = await tx.client.query({ name: 'mailbox-mark-read', text: 'update mailbox.message set read_at = $4 where tenant_id = $1 and application_id = $2 and sender = $3 and read_at is null', values: [tx.tenant, application, sender, at] });
  return rowCount ?? 0;
}

/** Notes that the case knows of a message. */
export async function markTold(tx: TenantTx, application: string, id: string, at: Date): Promise<void> {
  await tx.client.query({ text: 'update mailbox.message set told_at = $4 where tenant_id = $1 and application_id = $2 and id = $3', values: [tx.tenant, application, id, at] });
}

/** How many messages there are, and how many of one side nobody has opened. */
export async function countMessages(database: Pick<Database, 'readInTenant'>, tenant: TenantId, application: string, sender: Side): Promise<{ readonly total: number; readonly unread: number }> {
  const [found] = await database.readInTenant<{ total: number; unread: number }>(tenant, {
    name: 'mailbox-count', text: 'select count(*)::int as total, (count(*) filter (where sender = $3 and read_at is null))::int as unread from mailbox.message where tenant_id = $1 and application_id = $2', values: [tenant, application, sender],
  });
  return found ?? { total: 0, unread: 0 };
}

/** Removes everything about an application. Its key is destroyed with it. */
export async function deleteOfApplication(tx: TenantTx, application: string): Promise<void> {
  for (const table of ['attachment', 'message', 'contact', 'notice']) await tx.client.query({ text: `delete from mailbox.${table} where tenant_id = $1 and application_id = $2`, values: [tx.tenant, application] });
}

/** The applications about which anything was written. */
export async function listConversations(tx: TenantTx): Promise<string[]> {
  const { rows } = await tx.client.query<{ application: string }>({ text: 'select distinct application_id as application from mailbox.message where tenant_id = $1 order by 1', values: [tx.tenant] });
  return rows.map(({ application }) => application);
}

/** Puts a message back as it was; one that is there stays. */
export async function restoreMessage(tx: TenantTx, application: string, message: StoredMessage): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    text: 'insert into mailbox.message (tenant_id, application_id, id, sender, sent_at, read_at, told_at, sealed) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing',
    values: [tx.tenant, application, message.id, message.sender, message.sentAt, message.readAt, message.toldAt, message.sealed],
  });
  return rowCount === 1;
}

/** Removes every row of the authority; the keys go with its applications. */
export async function removeTenantRows(tx: TenantTx): Promise<void> {
  for (const table of ['attachment', 'message', 'contact', 'notice', 'settings']) await tx.client.query({ text: `delete from mailbox.${table} where tenant_id = $1`, values: [tx.tenant] });
}
