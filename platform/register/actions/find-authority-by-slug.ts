import type { Database } from '@allmende/database';
import type { Authority } from '../domain/place.ts';
import { isFreeSlug } from '../domain/slug.ts';
import { findAuthority } from '../data/authority.ts';

/** The authority that has this address, member or not, also one that was dissolved (`vanishedOn`); undefined when none has it. */
export async function findAuthorityBySlug(ctx: { database: Pick<Database, 'withoutTenant'> }, input: { slug: string }): Promise<Authority | undefined> {
  if (!isFreeSlug(input.slug)) return undefined;
  return ctx.database.withoutTenant((tx) => findAuthority(tx, { slug: input.slug }));
}
