import type { Database } from '@allmende/database';
import type { Authority } from '../domain/place.ts';
import { MAX_QUERY_LENGTH, searchForm } from '../domain/search-form.ts';
import { searchAuthoritiesByName } from '../data/search.ts';

/** Finds present authorities by name, member or not, best match first; at most `limit` (1 to 100, otherwise 10). An empty query finds nothing. */
export async function searchAuthorities(ctx: { database: Pick<Database, 'withoutTenant'> }, input: { query: string; limit?: number }): Promise<Authority[]> {
  const form = searchForm(input.query.trim().slice(0, MAX_QUERY_LENGTH));
  const limit = Math.min(Math.max(Math.trunc(input.limit ?? 10) || 10, 1), 100);
  return form.loose === '' ? [] : ctx.database.withoutTenant((tx) => searchAuthoritiesByName(tx, form, limit));
}
