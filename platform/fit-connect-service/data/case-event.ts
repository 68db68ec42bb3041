import { rows, type Tx } from '@allmende/database';
import { ask, type Source } from './ask.ts';
import type { ServiceTables } from './tables.ts';

/** An event to be added to the log of a case. */
export type NewEvent = { readonly jti: string; readonly submission: string; readonly event: string; readonly issuer: string; readonly token: string };

export type Case = { readonly id: string; readonly destinationId: string; readonly client: string };

/** Opens a case. */
export async function insertCase(tx: Tx, opened: Case, at: Date): Promise<void> {
  await rows<ServiceTables>(tx).insertInto('fit_connect_service.case_log').values({ id: opened.id, destination_id: opened.destinationId, client_id: opened.client, created_at: at }).execute();
}

/** A case; `lock` keeps its log as it is until the transaction ends. */
export async function findCase(source: Source, id: string, options: { readonly lock?: boolean } = {}): Promise<Case | undefined> {
  const [row] = await ask<{ id: string; destination_id: string; client_id: string }>(source, {
    name: options.lock === true ? 'fit-connect-case-locked' : 'fit-connect-case',
    text: `select id, destination_id, client_id from fit_connect_service.case_log where id = $1${options.lock === true ? ' for update' : ''}`, values: [id],
  });
  return row && { id: row.id, destinationId: row.destination_id, client: row.client_id };
}

/** Keeps the log of the case of a submission as it is until the transaction ends. */
export async function lockCaseOf(tx: Tx, submission: string): Promise<void> {
  await tx.client.query({
    name: 'fit-connect-case-of-submission-locked', text: 'select from fit_connect_service.case_log where id = (select case_id from fit_connect_service.submission where id = $1) for update', values: [submission],
  });
}

/** Adds an event at the end of the log; false when one with this id is there already. */
export async function appendEvent(tx: Tx, caseId: string, event: NewEvent, at: Date): Promise<boolean> {
  const { rows: written } = await tx.client.query({
    name: 'fit-connect-append-event',
    text: `with next as (update fit_connect_service.case_log set events = events + 1 where id = $1 returning events)
      insert into fit_connect_service.case_event (case_id, position, jti, submission_id, event, issuer, token, stored_at)
      select $1, next.events, $2, $3, $4, $5, $6, $7 from next on conflict (jti) do nothing returning position`,
    values: [caseId, event.jti, event.submission, event.event, event.issuer, event.token, at],
  });
  return written.length > 0;
}

/** A part of the log in its order, with the number of all events. */
export async function listEvents(source: Source, of: { readonly case: string } | { readonly submission: string }, page: { readonly limit: number; readonly offset: number }): Promise<{ readonly total: number; readonly tokens: string[] }> {
  const [name, column, id] = 'case' in of ? ['fit-connect-case-events', 'case_id', of.case] : ['fit-connect-submission-events', 'submission_id', of.submission];
  // The number stands in a row of its own, so that it is there beyond the last page, too.
  const [first, ...found] = await ask<{ total: string; token: string | null }>(source, {
    name,
    text: `select count(*) as total, null as token, 0 as position from fit_connect_service.case_event where ${column} = $1
      union all (select null, token, position from fit_connect_service.case_event where ${column} = $1 order by position limit $2 offset $3) order by position`,
    values: [id, page.limit, page.offset],
  });
  return { total: Number(first?.total ?? 0), tokens: found.map(({ token }) => token ?? '') };
}
