import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findRelease } from '../data/release.ts';
import type { Release } from '../domain/release.ts';

type Context = Pick<ActionContext, 'database'>;

// A release never changes, so what was read once is kept as long as its database is open.
const kept = new WeakMap<Context['database'], Map<string, Release>>();

/** A release with its package, also a withdrawn one, as instances may still run it. Throws NotFound. */
export async function getRelease(ctx: Context, input: { readonly app: string; readonly version: string }): Promise<Release> {
  const known = kept.get(ctx.database) ?? new Map<string, Release>();
  kept.set(ctx.database, known);
  const key = `${input.app} ${input.version}`;
  const before = known.get(key);
  if (before) return before;
  const release = await ctx.database.withoutTenant((tx) => findRelease(tx, input.app, input.version));
  if (!release) throw new NotFound();
  known.set(key, release);
  return release;
}
