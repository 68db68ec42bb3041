import type { ActionContext } from '@allmende/house';
import { selectReleases } from '../data/release.ts';
import { compareVersions } from '../domain/compare-versions.ts';
import type { ListedRelease } from '../domain/release.ts';

/** All releases of one app, or of all apps by name, the newest version first; withdrawn ones too. */
export async function listReleases(ctx: Pick<ActionContext, 'database'>, input: { readonly app?: string } = {}): Promise<readonly ListedRelease[]> {
  const releases = await ctx.database.withoutTenant((tx) => selectReleases(tx, input.app));
  return releases.toSorted((one, other) => (one.app === other.app ? compareVersions(other.version, one.version) : one.app < other.app ? -1 : 1));
}
