import type { ActionContext } from '@allmende/house';
import { selectReleases } from '../data/release.ts';
import { newestOf, type Channel, type Release } from '../domain/release.ts';
import { getRelease } from './get-release.ts';

/** The release that a new instance of this channel gets: the newest by SemVer that is not withdrawn; with `preview` the newest of both channels. Undefined when there is none. */
export async function newestRelease(ctx: Pick<ActionContext, 'database'>, input: { readonly app: string; readonly channel: Channel }): Promise<Release | undefined> {
  const newest = newestOf(await ctx.database.withoutTenant((tx) => selectReleases(tx, input.app)), input.channel);
  return newest && getRelease(ctx, newest);
}
