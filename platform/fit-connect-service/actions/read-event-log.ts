import { isUuid } from '@allmende/database';
import type { House } from '@allmende/house';
import { findCase, listEvents } from '../data/case-event.ts';
import { findSubmission } from '../data/submission.ts';
import { refuse } from '../domain/errors.ts';
import type { Caller } from './authenticate.ts';

type Page = { readonly limit: number; readonly offset: number };

/** The event log of a case, for its sender and for its destination. Throws Refusal. */
export async function readCaseEvents(house: Pick<House, 'database'>, asking: Promise<Caller>, id: string, page: Page): ReturnType<typeof listEvents> {
  // Who asks, and for what, is looked up in one message; nothing of it is answered before it is known who asks. Whoever has no token of ours at all does not come this far.
  const [caller, found, events] = await Promise.all([asking, ...(isUuid(id) ? [findCase(house.database, id), listEvents(house.database, { case: id }, page)] as const : [])]);
  demandReader(caller);
  if (found === undefined || events === undefined || !mayRead(caller, found)) throw refuse('case-not-found');
  return events;
}

/** Likewise the events of one submission. Throws Refusal. */
export async function readSubmissionEvents(house: Pick<House, 'database'>, asking: Promise<Caller>, id: string, page: Page): ReturnType<typeof listEvents> {
  const [caller, found, events] = await Promise.all([asking, ...(isUuid(id) ? [findSubmission(house.database, id), listEvents(house.database, { submission: id }, page)] as const : [])]);
  demandReader(caller);
  if (found === undefined || events === undefined || !mayRead(caller, found)) throw refuse('submission-not-found');
  return events;
}

function demandReader({ rights }: Caller): void {
  if (!rights.maySend && rights.own.length === 0) throw refuse('forbidden');
}

function mayRead({ client, rights }: Caller, of: { readonly client: string; readonly destinationId: string }): boolean {
  return of.client === client || rights.own.includes(of.destinationId);
}
