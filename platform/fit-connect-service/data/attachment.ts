import { rows, type Tx } from '@allmende/database';
import type { ServiceTables } from './tables.ts';

export type Attachment = { readonly id: string; readonly object: string; readonly size: number; readonly tag: string };

/** Names an object before its bytes are written, or when nothing needs it any more. */
export async function noteLooseObjects(tx: Tx, objects: readonly string[], since: Date): Promise<void> {
  if (objects.length === 0) return;
  await tx.client.query('insert into fit_connect_service.loose_object (object, since) select unnest($1::text[]), $2 on conflict (object) do update set since = excluded.since', [objects, since]);
}

/** The object is needed, or gone. */
export async function forgetLooseObjects(tx: Tx, objects: readonly string[]): Promise<void> {
  if (objects.length === 0) return;
  await rows<ServiceTables>(tx).deleteFrom('fit_connect_service.loose_object').where('object', 'in', [...objects]).execute();
}

/** Whether nothing needs an object. */
export async function isLoose(tx: Tx, object: string): Promise<boolean> {
  return (await rows<ServiceTables>(tx).selectFrom('fit_connect_service.loose_object').select('object').where('object', '=', object).executeTakeFirst()) !== undefined;
}

/** Objects that nobody has needed since. */
export async function listLooseObjects(tx: Tx, before: Date, limit: number): Promise<string[]> {
  return (await rows<ServiceTables>(tx).selectFrom('fit_connect_service.loose_object').select('object').where('since', '<=', before).orderBy('since').limit(limit).execute()).map(({ object }) => object);
}

/** Notes an attachment; returns the object that it replaces. */
export async function saveAttachment(tx: Tx, submission: string, attachment: Attachment, at: Date): Promise<string | undefined> {
  const earlier = await findAttachment(tx, submission, attachment.id);
  const values = { object: attachment.object, size_bytes: attachment.size, tag: attachment.tag, created_at: at };
  await rows<ServiceTables>(tx).insertInto('fit_connect_service.attachment').values({ submission_id: submission, id: attachment.id, ...values }).onConflict((conflict) => conflict.columns(['submission_id', 'id']).doUpdateSet(values)).execute();
  return earlier?.object;
}

export async function findAttachment(tx: Tx, submission: string, id: string): Promise<Attachment | undefined> {
  const { rows: [row] } = await tx.client.query<{ id: string; object: string; size_bytes: string; tag: string }>({
    name: 'fit-connect-attachment', text: 'select id, object, size_bytes, tag from fit_connect_service.attachment where submission_id = $1 and id = $2', values: [submission, id],
  });
  return row && attachmentOf(row);
}

/** The attachments of a submission in the order of their ids. */
export async function listAttachments(tx: Tx, submission: string): Promise<Attachment[]> {
  const { rows: found } = await tx.client.query<{ id: string; object: string; size_bytes: string; tag: string }>({
    name: 'fit-connect-attachments', text: 'select id, object, size_bytes, tag from fit_connect_service.attachment where submission_id = $1 order by id', values: [submission],
  });
  return found.map(attachmentOf);
}

/** Takes all attachments of a submission away; returns their objects. */
export async function removeAttachments(tx: Tx, submission: string): Promise<string[]> {
  return (await rows<ServiceTables>(tx).deleteFrom('fit_connect_service.attachment').where('submission_id', '=', submission).returning('object').execute()).map(({ object }) => object);
}

/** The objects that all attachments name: what the object store must hold after a restore. */
export async function listAttachmentObjects(tx: Tx): Promise<string[]> {
  return (await rows<ServiceTables>(tx).selectFrom('fit_connect_service.attachment').select('object').orderBy('object').execute()).map(({ object }) => object);
}

function attachmentOf(row: { id: string; object: string; size_bytes: string; tag: string }): Attachment {
  return { id: row.id, object: row.object, size: Number(row.size_bytes), tag: row.tag };
}
