import { rows, type Tx } from '@allmende/database';
import type { PlainDate } from '@allmende/time';
import type { SolutionUse } from '../domain/solution-use.ts';
import type { CatalogTables } from './tables.ts';

/** Writes that an authority uses a solution from a day on; the same again changes nothing but the note. */
export async function saveUse(tx: Tx, use: SolutionUse): Promise<void> {
  await rows<CatalogTables>(tx).insertInto('catalog.solution_use')
    .values({ solution: use.solution, authority: use.authority, since: use.since, until: use.until, recorded_by: use.recordedBy })
    .onConflict((on) => on.columns(['solution', 'authority', 'since']).doUpdateSet({ until: use.until, recorded_by: use.recordedBy })).execute();
}

/** Ends the uses that are open on a day. Returns how many. */
export async function endUses(tx: Tx, by: { solution: string; authority: string; until: PlainDate }): Promise<number> {
  const ended = await rows<CatalogTables>(tx).updateTable('catalog.solution_use').set({ until: by.until })
    .where('solution', '=', by.solution).where('authority', '=', by.authority).where('until', 'is', null).executeTakeFirst();
  return Number(ended.numUpdatedRows);
}

/** Uses in force on a day, longest first. */
export async function listUses(tx: Tx, by: { solution?: string; authority?: string; on: PlainDate }): Promise<readonly SolutionUse[]> {
  let wanted = rows<CatalogTables>(tx).selectFrom('catalog.solution_use').selectAll().where('since', '<=', by.on).where((where) => where.or([where('until', 'is', null), where('until', '>=', by.on)]));
  if (by.solution !== undefined) wanted = wanted.where('solution', '=', by.solution);
  if (by.authority !== undefined) wanted = wanted.where('authority', '=', by.authority);
  const found = await wanted.orderBy('since').orderBy('solution').orderBy('authority').execute();
  return found.map((row) => ({ solution: row.solution, authority: row.authority, since: row.since, until: row.until, recordedBy: row.recorded_by }));
}
