import { PLATFORM_TENANT } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { namesOfSuppliers } from '@allmende/suppliers';
import type { PlainDate } from '@allmende/time';
import { evidenceOf } from '../data/evidence.ts';
import { findBySlug, releasesOf } from '../data/solution.ts';
import type { CheckId, Level } from '../domain/ladder.ts';
import type { ListingState } from '../domain/solution.ts';
import { standingOn, type CheckState } from '../domain/standing.ts';

/** What everybody may know of the vetting of an entry of the store: outcomes and days, no documents and no persons. */
export type PublicVetting = {
  readonly level: Level;
  /** The first day on which the level is lower if nothing is renewed. */
  readonly holdsUntil: PlainDate | null;
  readonly listing: ListingState;
  readonly reason: string | null;
  readonly supplier: string;
  readonly checks: readonly { readonly level: number; readonly check: CheckId; readonly state: CheckState; readonly recordedOn: PlainDate | null; readonly expiresOn: PlainDate | null; readonly hash: string | null; readonly author: 'supplier' | 'operator' | 'platform' | null }[];
};

/** How an entry of the store stands today, by the description that was published; undefined where no supplier brought it through the vetting. For everybody. */
export async function vettingOf(ctx: Pick<ActionContext, 'database' | 'clock'>, input: { readonly slug: string }): Promise<PublicVetting | undefined> {
  const found = await ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    const solution = await findBySlug(tx, input.slug);
    if (solution?.publishedRevision == null) return undefined;
    const [evidence, releases] = [await evidenceOf(tx, [solution.id]), await releasesOf(tx, [solution.id])];
    const standing = standingOn(ctx.clock.today(), { evidence: evidence.get(solution.id) ?? [], revision: solution.publishedRevision, releases: releases.get(solution.id) ?? { firstPublishedOn: null, releasedOn: [] } });
    return { solution, standing };
  });
  if (found === undefined) return undefined;
  const { solution, standing } = found;
  return {
    level: solution.listing === 'withdrawn' ? 0 : standing.level, holdsUntil: standing.holdsUntil, listing: solution.listing, reason: solution.listing === 'listed' ? null : solution.reason,
    supplier: (await namesOfSuppliers(ctx, [solution.supplier])).get(solution.supplier) ?? '',
    checks: standing.rungs.flatMap(({ rung, checks }) => checks.map(({ rule, state, evidence }) => ({
      level: rung.level, check: rule.id, state, recordedOn: evidence?.recordedOn ?? null, expiresOn: evidence?.expiresOn ?? null, hash: evidence?.hash ?? null, author: evidence?.author ?? null,
    }))),
  };
}
