import type { ActionContext } from '@allmende/house';
import type { Need } from '../domain/need.ts';
import { searchForNeed, type FittingSolution } from './search-for-need.ts';

const MOST = 12;

/** Entries of the store for a need: by its category and by the words of its title, what can be ordered first; at most 12. */
export async function findSolutions(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant' | 'locale' | 'clock'>, input: { need: Pick<Need, 'title' | 'category'> }): Promise<readonly FittingSolution[]> {
  return (await searchForNeed(ctx, { need: input.need, most: MOST })).solutions;
}
