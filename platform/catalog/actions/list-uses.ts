import type { Database } from '@allmende/database';
import type { Clock } from '@allmende/time';
import type { SolutionUse } from '../domain/solution-use.ts';
import { listUses as loadUses } from '../data/solution-use.ts';

/** Who uses a solution today, or what an authority uses; longest first. Public. */
export async function listUses(ctx: { database: Pick<Database, 'withoutTenant'>; clock: Clock }, input: { solution?: string; authority?: string }): Promise<readonly SolutionUse[]> {
  return ctx.database.withoutTenant((tx) => loadUses(tx, { ...input, on: ctx.clock.today() }));
}
