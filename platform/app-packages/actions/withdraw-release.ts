import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { PLATFORM_TENANT } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findRelease, markWithdrawn } from '../data/release.ts';
import { publishReleases } from '../domain/permissions.ts';

/** Takes a release back: nobody is brought to it any more, who runs it goes on. Safe to repeat. Throws NotFound. */
export async function withdrawRelease(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>, input: { readonly app: string; readonly version: string }): Promise<void> {
  requirePermission(ctx.actor, publishReleases, PLATFORM_TENANT);
  const at = ctx.clock.now();
  await ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    if (!(await findRelease(tx, input.app, input.version))) throw new NotFound();
    if (!(await markWithdrawn(tx, input.app, input.version, at))) return;
    await record(tx, { actor: ctx.actor, action: 'app-packages/release-withdrawn', subject: { kind: 'app-release', id: `${input.app}/${input.version}` }, facts: { app: input.app, version: input.version }, at });
  });
}
