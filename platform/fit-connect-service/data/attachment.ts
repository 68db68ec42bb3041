import { rows, type Tx } from '@allmende/database';
import { ask, type Source } from './ask.ts';
import type { ServiceTables } from './tables.ts';

export type Attachment = { readonly id: string; readonly object: string; readonly size: number; readonly tag: string };

/** Names an object before its bytes are written, or when nothing needs it any more. */
export async function noteLooseObjects(tx: Tx, objects: readonly string[], since: Date): Promise<void> {
  if (objects.length === 0) return;
  await tx.client.query({ name: 'fit-connect-note-loose', text: 'insert into fit_connect_service.loose_object (object, since) select unnest($1::text[]), $2 on conflict (object) do update set since = excluded.since', values: [objects, since] });
}

/** The object is needed, or gone. */
export async function forgetLooseObjects(tx: Tx, objects: readonly string[]): Promise<void> {
  if (objects.length === 0) return;
  await tx.client.query({ name: 'fit-connect-forget-loose', text: 'delete from fit_connect_service.loose_object where object = any($1::text[])', values: [objects] });
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
  const { rows: [saved] } = await tx.client.query<{ replaced: string | null }>({
    name: 'fit-connect-save-attachment',
    text: `with earlier as (select object from fit_connect_service.attachment where submission_id = $1 and id = $2)
      insert into fit_connect_service.attachment (submission_id, id, object, size_bytes, tag, created_at) values ($1, $2, $3, $4, $5, $6)
      on conflict (submission_id, id) do update set object = excluded.object, size_bytes = excluded.size_bytes, tag = excluded.tag, created_at = excluded.created_at returning (select object from earlier) as replaced`,
    values: [submission, attachment.id, attachment.object, attachment.size, attachment.tag, at],
  });
  return saved?.replaced ?? undefined;
}

export async function findAttachment(source: Source, submission: string, id: string): Promise<Attachment | undefined> {
  const [row] = await ask<{ id: string; object: string; size_bytes: string; tag: string }>(source, {
    name: 'fit-connect-attachment', text: 'select id, object, size_bytes, tag from fit_connect_service.attachment where submission_id = $1 and id = $2', values: [submission, id],
  });
  return row && attachmentOf(row);
}

/** The attachments of a submission in the order of their ids. */
export async function listAttachments(source: Source, submission: string): Promise<Attachment[]> {
  const found = await ask<{ id: string; object: string; size_bytes: string; tag: string }>(source, {
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
