import type { Database } from '@allmende/database';
import type { Solution } from '../domain/solution.ts';
import { getSolution as loadSolution } from '../data/solution.ts';

/** One entry of the store by its address; throws NotFound. */
export async function getSolution(ctx: { database: Pick<Database, 'withoutTenant'> }, input: { slug: string }): Promise<Solution> {
  return ctx.database.withoutTenant((tx) => loadSolution(tx, input.slug));
}
