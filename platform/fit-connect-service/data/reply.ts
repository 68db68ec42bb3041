import type { Tx } from '@allmende/database';
import type { Reply } from '../domain/reply.ts';

const COLUMNS = 'id as "replyId", case_id as "caseId", submission_id as "submissionId", client_id as client, state, announced, content_sha256 as "contentSha256"';

/** The submission of a case that was accepted, whose receiver may answer; undefined where there is none. */
export async function findAcceptedSubmission(tx: Tx, caseId: string): Promise<string | undefined> {
  const { rows } = await tx.client.query<{ id: string }>({ name: 'fit-connect-accepted', text: `select id from fit_connect_service.submission where case_id = $1 and state = 'accepted' order by submitted_at limit 1`, values: [caseId] });
  return rows[0]?.id;
}

export async function insertReply(tx: Tx, reply: Omit<Reply, 'state' | 'contentSha256'>, at: Date): Promise<void> {
  await tx.client.query({
    name: 'fit-connect-insert-reply', text: `insert into fit_connect_service.reply (id, case_id, submission_id, client_id, state, announced, created_at) values ($1, $2, $3, $4, 'incomplete', $5, $6)`,
    values: [reply.replyId, reply.caseId, reply.submissionId, reply.client, reply.announced, at],
  });
}

export async function findReply(tx: Tx, id: string, options: { readonly lock?: boolean } = {}): Promise<Reply | undefined> {
  const { rows } = await tx.client.query<Reply>({ name: `fit-connect-reply${options.lock === true ? '-locked' : ''}`, text: `select ${COLUMNS} from fit_connect_service.reply where id = $1${options.lock === true ? ' for update' : ''}`, values: [id] });
  return rows[0];
}

/** Replies that wait for a client, oldest first. */
export async function listRepliesForPickup(tx: Tx, client: string, page: { readonly limit: number; readonly offset: number }): Promise<{ readonly total: number; readonly replies: { readonly replyId: string; readonly caseId: string }[] }> {
  const { rows: [count] } = await tx.client.query<{ total: string }>({ name: 'fit-connect-count-replies', text: `select count(*) as total from fit_connect_service.reply where client_id = $1 and state = 'submitted'`, values: [client] });
  const { rows } = await tx.client.query<{ replyId: string; caseId: string }>({
    name: 'fit-connect-list-replies', text: `select id as "replyId", case_id as "caseId" from fit_connect_service.reply where client_id = $1 and state = 'submitted' order by submitted_at, id limit $2 offset $3`, values: [client, page.limit, page.offset],
  });
  return { total: Number(count?.total ?? 0), replies: rows };
}

export async function putReplyAttachment(tx: Tx, reply: string, id: string, jwe: string): Promise<void> {
  await tx.client.query({ name: 'fit-connect-put-reply-attachment', text: 'insert into fit_connect_service.reply_attachment (reply_id, id, jwe) values ($1, $2, $3) on conflict (reply_id, id) do update set jwe = excluded.jwe', values: [reply, id, jwe] });
}

export async function findReplyAttachment(tx: Tx, reply: string, id: string): Promise<string | undefined> {
  const { rows } = await tx.client.query<{ jwe: string }>({ name: 'fit-connect-reply-attachment', text: 'select jwe from fit_connect_service.reply_attachment where reply_id = $1 and id = $2', values: [reply, id] });
  return rows[0]?.jwe;
}

/** Ids of the documents that are there, with the last segment of each: its authentication tag. */
export async function listReplyTags(tx: Tx, reply: string): Promise<{ readonly id: string; readonly tag: string }[]> {
  const { rows } = await tx.client.query<{ id: string; tag: string }>({ name: 'fit-connect-reply-tags', text: `select id, split_part(jwe, '.', 5) as tag from fit_connect_service.reply_attachment where reply_id = $1 order by id`, values: [reply] });
  return rows;
}

export async function submitReplyContent(tx: Tx, id: string, content: { readonly encryptedMetadata: string; readonly encryptedData: string; readonly sha256: Buffer; readonly at: Date }): Promise<void> {
  await tx.client.query({
    name: 'fit-connect-submit-reply', text: `update fit_connect_service.reply set state = 'submitted', encrypted_metadata = $2, encrypted_data = $3, content_sha256 = $4, submitted_at = $5 where id = $1`,
    values: [id, content.encryptedMetadata, content.encryptedData, content.sha256, content.at],
  });
}

export async function findReplyContent(tx: Tx, id: string): Promise<{ readonly encryptedMetadata: string; readonly encryptedData: string } | undefined> {
  const { rows } = await tx.client.query<{ encryptedMetadata: string | null; encryptedData: string | null }>({ name: 'fit-connect-reply-content', text: 'select encrypted_metadata as "encryptedMetadata", encrypted_data as "encryptedData" from fit_connect_service.reply where id = $1', values: [id] });
  const [row] = rows;
  return row?.encryptedMetadata == null || row.encryptedData == null ? undefined : { encryptedMetadata: row.encryptedMetadata, encryptedData: row.encryptedData };
}

/** Replies whose time was over by then, oldest first: announced and never sent, or sent and never fetched. */
export async function listRepliesToDrop(tx: Tx, before: Date, limit: number): Promise<{ readonly replyId: string; readonly caseId: string }[]> {
  const { rows } = await tx.client.query<{ replyId: string; caseId: string }>({
    name: 'fit-connect-replies-to-drop', text: `select id as "replyId", case_id as "caseId" from fit_connect_service.reply where state in ('incomplete', 'submitted') and coalesce(submitted_at, created_at) < $1 and created_at < $1 order by created_at, id limit $2`, values: [before, limit],
  });
  return rows;
}

/** Ends a reply: its sender has it, or its time is over. Its content goes. */
export async function endReply(tx: Tx, id: string, at: Date, state: 'taken' | 'dropped' = 'taken'): Promise<void> {
  await tx.client.query({ name: 'fit-connect-end-reply', text: `update fit_connect_service.reply set state = $3, encrypted_metadata = null, encrypted_data = null, ended_at = $2 where id = $1`, values: [id, at, state] });
  await tx.client.query({ name: 'fit-connect-end-reply-attachments', text: 'delete from fit_connect_service.reply_attachment where reply_id = $1', values: [id] });
}
