import type { ActionContext } from '@allmende/house';
import { listContributionTables } from './list-contribution-tables.ts';

/** Names of the contribution classes that are in force today or will be, in rising order of inhabitants; empty while nobody has entered a table. */
export async function classNames(ctx: Pick<ActionContext, 'database' | 'clock'>): Promise<readonly string[]> {
  const tables = await listContributionTables(ctx);
  const today = ctx.clock.today();
  const inForce = tables.find(({ validFrom }) => validFrom <= today);
  const shown = tables.filter((table) => table === inForce || table.validFrom > today);
  return [...new Set(shown.flatMap(({ classes }) => classes.toSorted((one, other) => one.inhabitantsFrom - other.inhabitantsFrom).map(({ name }) => name)))];
}
