import { isUuid } from '@allmende/database';
import type { House } from '@allmende/house';
import { findCase, listEvents } from '../data/case-event.ts';
import { findSubmission } from '../data/submission.ts';
import { refuse } from '../domain/errors.ts';
import type { Caller } from './authenticate.ts';

type Page = { readonly limit: number; readonly offset: number };

/** The event log of a case, for its sender and for its destination. Throws Refusal. */
export async function readCaseEvents(house: Pick<House, 'database'>, caller: Caller, id: string, page: Page): ReturnType<typeof listEvents> {
  demandReader(caller);
  return house.database.withoutTenant(async (tx) => {
    const found = isUuid(id) ? await findCase(tx, id) : undefined;
    if (found === undefined || !mayRead(caller, found)) throw refuse('case-not-found');
    return listEvents(tx, { case: found.id }, page);
  });
}

/** Likewise the events of one submission. Throws Refusal. */
export async function readSubmissionEvents(house: Pick<House, 'database'>, caller: Caller, id: string, page: Page): ReturnType<typeof listEvents> {
  demandReader(caller);
  return house.database.withoutTenant(async (tx) => {
    const found = isUuid(id) ? await findSubmission(tx, id) : undefined;
    if (found === undefined || !mayRead(caller, found)) throw refuse('submission-not-found');
    return listEvents(tx, { submission: found.submissionId }, page);
  });
}

function demandReader({ rights }: Caller): void {
  if (!rights.maySend && rights.own.length === 0) throw refuse('forbidden');
}

function mayRead({ client, rights }: Caller, of: { readonly client: string; readonly destinationId: string }): boolean {
  return of.client === client || rights.own.includes(of.destinationId);
}
