import type { Database } from '@allmende/database';
import type { Place } from '../domain/place.ts';
import { isFreeSlug } from '../domain/slug.ts';
import { findPlace } from '../data/place.ts';

/** The place that has this address, also one that vanished (`vanishedOn`, `successor`); undefined when none has it. */
export async function findPlaceBySlug(ctx: { database: Pick<Database, 'withoutTenant'> }, input: { slug: string }): Promise<Place | undefined> {
  if (!isFreeSlug(input.slug)) return undefined;
  return ctx.database.withoutTenant((tx) => findPlace(tx, { slug: input.slug }));
}
