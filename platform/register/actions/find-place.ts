import type { Database } from '@allmende/database';
import type { Place } from '../domain/place.ts';
import { findPlace as findPlaceRow } from '../data/place.ts';

/** The place with this AGS (8 digits), also one that vanished; undefined when there is none. */
export async function findPlace(ctx: { database: Pick<Database, 'withoutTenant'> }, input: { ags: string }): Promise<Place | undefined> {
  if (!/^\d{8}$/u.test(input.ags)) return undefined;
  return ctx.database.withoutTenant((tx) => findPlaceRow(tx, { ags: input.ags }));
}
