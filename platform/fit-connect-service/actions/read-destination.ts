import { isUuid } from '@allmende/database';
import type { House } from '@allmende/house';
import { findDestination, listDestinations } from '../data/destination.ts';
import type { Destination } from '../domain/destination.ts';
import { refuse } from '../domain/errors.ts';
import type { Caller } from './authenticate.ts';

/** A destination as the caller may see it: `isOwn` for whom it shows contact and callback. Throws Refusal: 404 for one that the caller cannot reach, as for one that is not there. */
export async function readDestination(house: Pick<House, 'database'>, asking: Promise<Caller>, id: string): Promise<{ readonly destination: Destination; readonly isOwn: boolean }> {
  const [{ rights }, destination] = await Promise.all([asking, isUuid(id) ? findDestination(house.database, id) : undefined]);
  if (!rights.maySend && rights.own.length === 0) throw refuse('forbidden');
  if (destination === undefined) throw refuse('destination-not-found');
  const isOwn = rights.own.includes(destination.id);
  if (!isOwn && !rights.sendsTo(destination)) throw refuse('destination-not-found');
  return { destination, isOwn };
}

/** The destinations of the caller: those it manages or receives for. Throws Refusal. */
export async function listOwnDestinations(house: Pick<House, 'database'>, caller: Caller, page: { readonly limit: number; readonly offset: number }): ReturnType<typeof listDestinations> {
  const { rights } = caller;
  if (rights.own.length === 0 && !rights.create) throw refuse('forbidden');
  return house.database.withoutTenant((tx) => listDestinations(tx, rights.own, page));
}
