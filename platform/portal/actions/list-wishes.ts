import { requirePermission } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { selectWishes } from '../data/wish.ts';
import { seeWishes } from '../domain/permissions.ts';
import type { Wish } from '../domain/wish.ts';

/** What people looked for at the places of the authority and did not find; `rare` counts the wishes whose words nobody may read yet. */
export async function listWishes(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>): Promise<{ readonly wishes: readonly (Wish & { readonly words: string })[]; readonly rare: number }> {
  requirePermission(ctx.actor, seeWishes, ctx.tenant);
  const all = await selectWishes(ctx.database, ctx.tenant);
  return { wishes: all.flatMap(({ words, ...wish }) => (words === undefined ? [] : [{ ...wish, words }])), rare: all.filter((wish) => wish.words === undefined).length };
}
