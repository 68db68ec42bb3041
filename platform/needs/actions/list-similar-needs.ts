import { requirePermission } from '@allmende/access';
import { getSolution } from '@allmende/catalog';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { listAuthorities, type Authority } from '@allmende/register';
import { listPublishedNeeds } from '../data/published-need.ts';
import { seeNeeds } from '../domain/permissions.ts';

/** Another authority with the same need. */
export type SimilarNeed = { readonly authority: Authority; readonly state: 'open' | 'ordered'; /** What it ordered for it. */ readonly solutions: readonly { readonly slug: string; readonly name: string }[] };

/** Which other members look or looked for something of the same category, and what they took; those that ordered first. Each authority once. */
export async function listSimilarNeeds(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>, input: { category: string }): Promise<readonly SimilarNeed[]> {
  requirePermission(ctx.actor, seeNeeds, ctx.tenant);
  const published = (await ctx.database.withoutTenant((tx) => listPublishedNeeds(tx, input.category))).filter((one) => one.authority !== ctx.tenant);
  const authorities = await listAuthorities(ctx, { ids: [...new Set(published.map((one) => one.authority))] });
  const named = await Promise.all([...new Set(published.flatMap((one) => one.solutions))].map(async (slug) => ({ slug, name: await nameOf(ctx, slug) })));
  return authorities.map((authority) => {
    const own = published.filter((one) => one.authority === authority.id);
    return { authority, state: own.some((one) => one.state === 'ordered') ? 'ordered' as const : 'open' as const, solutions: named.filter(({ slug }) => own.some((one) => one.solutions.includes(slug))) };
  }).toSorted((one, other) => Number(other.state === 'ordered') - Number(one.state === 'ordered'));
}

async function nameOf(ctx: Pick<ActionContext, 'database'>, slug: string): Promise<string> {
  try {
    return (await getSolution(ctx, { slug })).listing.name;
  } catch (error) {
    if (error instanceof NotFound) return slug;
    throw error;
  }
}
