import { rows, type Tx } from '@allmende/database';
import type { NeedsTables } from './tables.ts';

/** What all members may see of a need. */
export type PublishedNeed = { readonly need: string; readonly authority: string; readonly category: string; readonly state: 'open' | 'ordered'; readonly solutions: readonly string[] };

/** Writes or replaces the public part of a need. */
export async function publishNeed(tx: Tx, need: PublishedNeed): Promise<void> {
  const values = { ...need, solutions: [...need.solutions] };
  await rows<NeedsTables>(tx).insertInto('needs.published_need').values(values)
    .onConflict((on) => on.column('need').doUpdateSet({ category: need.category, state: need.state, solutions: values.solutions })).execute();
}

/** Takes the public part of a need away. */
export async function unpublishNeed(tx: Tx, need: string): Promise<void> {
  await rows<NeedsTables>(tx).deleteFrom('needs.published_need').where('need', '=', need).execute();
}

/** Public needs of a category, those that ordered first; at most 200. */
export async function listPublishedNeeds(tx: Tx, category: string): Promise<PublishedNeed[]> {
  return rows<NeedsTables>(tx).selectFrom('needs.published_need').selectAll().where('category', '=', category).orderBy('state', 'desc').orderBy('authority').limit(200).execute();
}
