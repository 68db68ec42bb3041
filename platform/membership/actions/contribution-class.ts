import type { Database } from '@allmende/database';
import type { PlainDate } from '@allmende/time';
import { listContributionTables } from '../data/contribution.ts';
import { classOn, type ContributionAnswer } from '../domain/contribution.ts';

/** The contribution class of a number of inhabitants on a day; undefined while the operator has entered none, or when the number is unknown (null). */
export async function contributionClass(ctx: { database: Pick<Database, 'withoutTenant'> }, input: { inhabitants: number | null; on: PlainDate }): Promise<ContributionAnswer | undefined> {
  const { inhabitants } = input;
  if (inhabitants === null) return undefined;
  return classOn(await ctx.database.withoutTenant((tx) => listContributionTables(tx)), inhabitants, input.on);
}
