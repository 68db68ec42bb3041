import { rows, type Tx } from '@allmende/database';
import type { Selectable } from 'kysely';
import type { Submission, SubmissionRef, SubmissionState } from '../domain/submission.ts';
import { ask, type Source } from './ask.ts';
import type { ServiceTables } from './tables.ts';

/** A submission with what only the service needs. */
export type KeptSubmission = Submission & { readonly contentSha256: Buffer | undefined; readonly fetchedAt: Date | undefined };

/** The two encrypted parts of a submission. */
export type EncryptedContent = { readonly encryptedMetadata: string; readonly encryptedData: string | undefined };

type Row = Omit<Selectable<ServiceTables['fit_connect_service.submission']>, 'encrypted_metadata' | 'encrypted_data' | 'sealed_callback_secret'>;

const COLUMNS = 'id, case_id, destination_id, client_id, state, version, service, region, announced, callback_url, content_sha256, created_at, submitted_at, fetched_at, reminded_at, told_at, ended_at';

/** Writes an announced submission. */
export async function insertSubmission(tx: Tx, submission: Submission, more: { readonly sealedCallbackSecret: Buffer | undefined; readonly at: Date }): Promise<void> {
  await rows<ServiceTables>(tx).insertInto('fit_connect_service.submission').values({
    id: submission.submissionId, case_id: submission.caseId, destination_id: submission.destinationId, client_id: submission.client, state: submission.state, version: submission.version, service: JSON.stringify(submission.service),
    region: submission.region ?? null, announced: [...submission.announced], callback_url: submission.callbackUrl ?? null, sealed_callback_secret: more.sealedCallbackSecret ?? null, encrypted_metadata: null, encrypted_data: null,
    content_sha256: null, created_at: more.at, submitted_at: null, fetched_at: null, reminded_at: null, told_at: null, ended_at: null,
  }).execute();
}

/** A submission without its content; `lock` keeps others from changing it meanwhile. */
export async function findSubmission(source: Source, id: string, options: { readonly lock?: boolean } = {}): Promise<KeptSubmission | undefined> {
  const [row] = await ask<Row>(source, {
    name: options.lock === true ? 'fit-connect-submission-locked' : 'fit-connect-submission',
    text: `select ${COLUMNS} from fit_connect_service.submission where id = $1${options.lock === true ? ' for update' : ''}`, values: [id],
  });
  return row && submissionOf(row);
}

/** The encrypted parts; undefined when there are none. */
export async function findContent(source: Source, id: string): Promise<EncryptedContent | undefined> {
  const [row] = await ask<{ encrypted_metadata: string | null; encrypted_data: string | null }>(source, {
    name: 'fit-connect-content', text: 'select encrypted_metadata, encrypted_data from fit_connect_service.submission where id = $1', values: [id],
  });
  return row?.encrypted_metadata == null ? undefined : { encryptedMetadata: row.encrypted_metadata, encryptedData: row.encrypted_data ?? undefined };
}

/** The authentication tags of the encrypted parts, without reading them all. */
export async function findContentTags(tx: Tx, id: string): Promise<{ readonly metadata: string; readonly data?: string }> {
  const { rows: [row] } = await tx.client.query<{ metadata: string | null; data: string | null }>({
    name: 'fit-connect-content-tags', text: 'select right(encrypted_metadata, 22) as metadata, right(encrypted_data, 22) as data from fit_connect_service.submission where id = $1', values: [id],
  });
  return { metadata: row?.metadata ?? '', ...(row?.data == null ? {} : { data: row.data }) };
}

/** Takes the content; the submission waits for its receiver from now on. */
export async function saveContent(tx: Tx, id: string, content: EncryptedContent & { readonly sha256: Buffer; readonly at: Date }): Promise<void> {
  await tx.client.query({
    name: 'fit-connect-save-content', text: `update fit_connect_service.submission set state = 'submitted', encrypted_metadata = $2, encrypted_data = $3, content_sha256 = $4, submitted_at = $5 where id = $1`,
    values: [id, content.encryptedMetadata, content.encryptedData ?? null, content.sha256, content.at],
  });
}

/** Notes the state that an event led to. */
export async function setState(tx: Tx, id: string, state: SubmissionState, endedAt: Date | undefined): Promise<void> {
  await tx.client.query({ name: 'fit-connect-set-state', text: 'update fit_connect_service.submission set state = $2, ended_at = coalesce($3, ended_at) where id = $1', values: [id, state, endedAt ?? null] });
}

/** Notes that its receiver has read it. */
export async function noteFetched(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.client.query({ name: 'fit-connect-fetched', text: 'update fit_connect_service.submission set fetched_at = $2 where id = $1 and fetched_at is null', values: [id, at] });
}

/** Submissions that wait at these destinations, oldest first, with the number of all. */
export async function listForPickup(tx: Tx, destinations: readonly string[], page: { readonly limit: number; readonly offset: number }): Promise<{ readonly total: number; readonly submissions: SubmissionRef[] }> {
  const { rows: found } = await tx.client.query<{ id: string; case_id: string; destination_id: string }>({
    name: 'fit-connect-pickup',
    text: `select id, case_id, destination_id from fit_connect_service.submission where state = 'submitted' and destination_id = any($1::uuid[]) order by submitted_at, id limit $2 offset $3`,
    values: [destinations, page.limit, page.offset],
  });
  const { rows: [counted] } = await tx.client.query<{ total: string }>({
    name: 'fit-connect-pickup-count', text: `select count(*) as total from fit_connect_service.submission where state = 'submitted' and destination_id = any($1::uuid[])`, values: [destinations],
  });
  return { total: Number(counted?.total ?? 0), submissions: found.map(refOf) };
}

/** Submissions about which their destination has not answered a callback, oldest first. */
export async function listUntold(source: Source, destination: string, limit: number): Promise<SubmissionRef[]> {
  const found = await ask<{ id: string; case_id: string; destination_id: string }>(source, {
    name: 'fit-connect-untold',
    text: `select id, case_id, destination_id from fit_connect_service.submission where destination_id = $1 and state = 'submitted' and told_at is null order by submitted_at, id limit $2`, values: [destination, limit],
  });
  return found.map(refOf);
}

/** Notes that the destination has answered the callback; false when it was noted before or the submission waits no longer. */
export async function noteTold(tx: Tx, id: string, at: Date): Promise<boolean> {
  const { rowCount } = await tx.client.query({ name: 'fit-connect-told', text: `update fit_connect_service.submission set told_at = $2 where id = $1 and told_at is null and state = 'submitted'`, values: [id, at] });
  return (rowCount ?? 0) > 0;
}

/** The callback that a sender gave with a submission, its secret sealed. */
export async function findSenderCallback(source: Source, id: string): Promise<{ readonly url: string; readonly sealedSecret: Buffer } | undefined> {
  const [row] = await ask<{ callback_url: string | null; sealed_callback_secret: Buffer | null }>(source, {
    name: 'fit-connect-sender-callback', text: 'select callback_url, sealed_callback_secret from fit_connect_service.submission where id = $1', values: [id],
  });
  return row?.callback_url == null || row.sealed_callback_secret === null ? undefined : { url: row.callback_url, sealedSecret: row.sealed_callback_secret };
}

/** Submissions that were never sent and are older. */
export async function listIncomplete(tx: Tx, createdBefore: Date, limit: number): Promise<SubmissionRef[]> {
  return (await rows<ServiceTables>(tx).selectFrom('fit_connect_service.submission').select(['id', 'case_id', 'destination_id']).where('state', '=', 'incomplete').where('created_at', '<', createdBefore).orderBy('created_at').limit(limit).execute()).map(refOf);
}

/** Submissions that have waited longer; `unreminded` leaves out those whose contact was told. */
export async function listWaiting(tx: Tx, submittedBefore: Date, limit: number, options: { readonly unreminded?: boolean } = {}): Promise<SubmissionRef[]> {
  const waiting = rows<ServiceTables>(tx).selectFrom('fit_connect_service.submission').select(['id', 'case_id', 'destination_id']).where('state', '=', 'submitted').where('submitted_at', '<', submittedBefore).orderBy('submitted_at').limit(limit);
  return (await (options.unreminded === true ? waiting.where('reminded_at', 'is', null) : waiting).execute()).map(refOf);
}

/** Notes that the contact was told; false when somebody else has. */
export async function noteReminded(tx: Tx, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await rows<ServiceTables>(tx).updateTable('fit_connect_service.submission').set({ reminded_at: at }).where('id', 'in', [...ids]).execute();
}

/** Submissions that came to an end and still have content. */
export async function listToRemove(tx: Tx, limit: number): Promise<SubmissionRef[]> {
  return (await rows<ServiceTables>(tx).selectFrom('fit_connect_service.submission').select(['id', 'case_id', 'destination_id']).where('state', 'in', ['accepted', 'rejected']).where('encrypted_metadata', 'is not', null).orderBy('ended_at').limit(limit).execute()).map(refOf);
}

/** Takes the content away. */
export async function removeContent(tx: Tx, id: string): Promise<void> {
  await rows<ServiceTables>(tx).updateTable('fit_connect_service.submission').set({ encrypted_metadata: null, encrypted_data: null }).where('id', '=', id).execute();
}

/** Whether a destination has submissions that are not at their end. */
export async function hasOpenSubmissions(tx: Tx, destination: string): Promise<boolean> {
  return (await rows<ServiceTables>(tx).selectFrom('fit_connect_service.submission').select('id').where('destination_id', '=', destination).where('state', 'in', ['submitted', 'forwarded']).limit(1).executeTakeFirst()) !== undefined;
}

/** How many submissions of each state a destination has. */
export type DestinationFigures = { readonly destination: string; readonly incomplete: number; readonly waiting: number; readonly fetched: number; readonly forwarded: number; readonly accepted: number; readonly rejected: number; readonly oldestWaiting: Date | undefined };

/** The figures of all destinations that have any. `fetched` are those of the waiting that were read. */
export async function listFigures(tx: Tx): Promise<DestinationFigures[]> {
  const { rows: found } = await tx.client.query<{ destination_id: string; incomplete: string; waiting: string; fetched: string; forwarded: string; accepted: string; rejected: string; oldest: Date | null }>(
    `select destination_id, count(*) filter (where state = 'incomplete') as incomplete, count(*) filter (where state = 'submitted') as waiting, count(*) filter (where fetched_at is not null) as fetched,
      count(*) filter (where state = 'forwarded') as forwarded, count(*) filter (where state = 'accepted') as accepted, count(*) filter (where state = 'rejected') as rejected,
      min(submitted_at) filter (where state = 'submitted') as oldest
     from fit_connect_service.submission group by destination_id`,
  );
  return found.map((row) => ({
    destination: row.destination_id, incomplete: Number(row.incomplete), waiting: Number(row.waiting), fetched: Number(row.fetched), forwarded: Number(row.forwarded), accepted: Number(row.accepted), rejected: Number(row.rejected),
    oldestWaiting: row.oldest ?? undefined,
  }));
}

function refOf(row: { id: string; case_id: string; destination_id: string }): SubmissionRef {
  return { destinationId: row.destination_id, submissionId: row.id, caseId: row.case_id };
}

function submissionOf(row: Row): KeptSubmission {
  return {
    ...refOf(row), state: row.state, version: row.version, client: row.client_id, service: row.service, region: row.region ?? undefined, announced: row.announced, callbackUrl: row.callback_url ?? undefined,
    contentSha256: row.content_sha256 ?? undefined, fetchedAt: row.fetched_at ?? undefined,
  };
}
