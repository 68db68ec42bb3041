import { rows, type Tx } from '@allmende/database';
import type { ServiceTables } from './tables.ts';

/** An event to be added to the log of a case. */
export type NewEvent = { readonly jti: string; readonly submission: string; readonly event: string; readonly issuer: string; readonly token: string };

export type Case = { readonly id: string; readonly destinationId: string; readonly client: string };

/** Opens a case. */
export async function insertCase(tx: Tx, opened: Case, at: Date): Promise<void> {
  await rows<ServiceTables>(tx).insertInto('fit_connect_service.case_log').values({ id: opened.id, destination_id: opened.destinationId, client_id: opened.client, created_at: at }).execute();
}

/** A case; `lock` keeps its log as it is until the transaction ends. */
export async function findCase(tx: Tx, id: string, options: { readonly lock?: boolean } = {}): Promise<Case | undefined> {
  const { rows: [row] } = await tx.client.query<{ id: string; destination_id: string; client_id: string }>({
    name: options.lock === true ? 'fit-connect-case-locked' : 'fit-connect-case',
    text: `select id, destination_id, client_id from fit_connect_service.case_log where id = $1${options.lock === true ? ' for update' : ''}`, values: [id],
  });
  return row && { id: row.id, destinationId: row.destination_id, client: row.client_id };
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
export async function listEvents(tx: Tx, of: { readonly case: string } | { readonly submission: string }, page: { readonly limit: number; readonly offset: number }): Promise<{ readonly total: number; readonly tokens: string[] }> {
  const all = rows<ServiceTables>(tx).selectFrom('fit_connect_service.case_event').where((eb) => ('case' in of ? eb('case_id', '=', of.case) : eb('submission_id', '=', of.submission)));
  const { total } = await all.select((eb) => eb.fn.countAll<string>().as('total')).executeTakeFirstOrThrow();
  const found = await all.select('token').orderBy('position').limit(page.limit).offset(page.offset).execute();
  return { total: Number(total), tokens: found.map(({ token }) => token) };
}
