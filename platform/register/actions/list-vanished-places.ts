import type { Database } from '@allmende/database';
import type { Place } from '../domain/place.ts';
import { listVanishedPlaces as listVanishedRows } from '../data/place.ts';

/** Places that the edition in force no longer has, latest first. With `waiting` only those for which no successor has been named. */
export async function listVanishedPlaces(ctx: { database: Pick<Database, 'withoutTenant'> }, input: { waiting?: boolean } = {}): Promise<Place[]> {
  return ctx.database.withoutTenant((tx) => listVanishedRows(tx, input.waiting ?? false));
}
