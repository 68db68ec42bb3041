import { setImmediate } from 'node:timers/promises';
import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { PLATFORM_TENANT, tenantId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { listReleaseProgress, listStaying, listUntried, saveReleases, switchAll, type ReleaseProgress } from '../data/release.ts';
import { findPackage, listNewestPackages } from '../data/service-package.ts';
import { publishPackages } from '../domain/permissions.ts';
import { tryVersion } from '../domain/try-version.ts';

/** So many authorities are tried before others get their turn; some 20 ms. */
const BREATH = 10;

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor'>;

/**
 * Tries the newest version of a service with the values of authorities that offer an older one: do the values fit, is anything missing, do all samples hold.
 * Writes the result beside each and an entry to its log. Takes at most `limit` at a time and says whether there are more; may be broken off and repeated. Needs `online-services/publish-packages`.
 */
export async function prepareRelease(ctx: Context, input: { service: string; limit: number }): Promise<{ tried: number; isDone: boolean }> {
  requirePermission(ctx.actor, publishPackages, PLATFORM_TENANT);
  const { head, servicePackage } = await newest(ctx, input.service);
  const version = { serviceId: input.service, packageHash: head.hash };
  const untried = await ctx.database.acrossTenants('online-services/prepare-release', (tx) => listUntried(tx, { ...version, limit: input.limit }));
  const today = ctx.clock.today();
  const results: { tenant: string; overlayHash: string; problem: string | undefined }[] = [];
  for (const { tenant, overlayHash, overlay } of untried) {
    results.push({ tenant, overlayHash, problem: tryVersion(servicePackage, overlay, today) });
    // Thousands are tried beside the other jobs of a process.
    if (results.length % BREATH === 0) await setImmediate();
  }
  const at = ctx.clock.now();
  if (results.length > 0) {
    await ctx.database.acrossTenants('online-services/prepare-release', async (tx) => {
      await saveReleases(tx, { ...version, at }, results);
      for (const { tenant, overlayHash, problem } of results) {
        await record({ ...tx, tenant: tenantId(tenant) }, {
          actor: ctx.actor, action: 'online-services/version-prepared', subject: { kind: 'service', id: input.service }, at,
          facts: { package: head.hash, version: head.version, overlay: overlayHash, fits: problem === undefined },
        });
      }
    });
  }
  return { tried: untried.length, isDone: untried.length < input.limit };
}

/**
 * Switches all authorities over to the newest version for which `prepareRelease` found nothing wrong, at once and without a restart; the others keep theirs and are
 * listed with the reason (null: not tried yet, or values changed since). Open drafts go on with their version. Needs `online-services/publish-packages`; writes to the platform's log.
 */
export async function activateRelease(ctx: Context, input: { service: string }): Promise<{ switched: number; staying: { tenant: string; problem: string | null }[] }> {
  requirePermission(ctx.actor, publishPackages, PLATFORM_TENANT);
  const { head } = await newest(ctx, input.service);
  const version = { serviceId: input.service, packageHash: head.hash };
  const switched = await ctx.database.acrossTenants('online-services/activate-release', async (tx) => {
    const count = await switchAll(tx, { ...version, at: ctx.clock.now() });
    await record({ ...tx, tenant: PLATFORM_TENANT }, {
      actor: ctx.actor, action: 'online-services/version-activated', subject: { kind: 'service', id: input.service }, facts: { package: head.hash, version: head.version, authorities: count }, at: ctx.clock.now(),
    });
    return count;
  });
  return { switched, staying: await ctx.database.acrossTenants('online-services/activate-release', (tx) => listStaying(tx, version)) };
}

/** How far new versions have come, one entry for each service that some authority has in another version. Needs `online-services/publish-packages`. */
export async function followReleases(ctx: Pick<Context, 'database' | 'actor'>): Promise<ReleaseProgress[]> {
  requirePermission(ctx.actor, publishPackages, PLATFORM_TENANT);
  return ctx.database.acrossTenants('online-services/follow-releases', listReleaseProgress);
}

async function newest(ctx: Pick<Context, 'database'>, service: string) {
  return ctx.database.withoutTenant(async (tx) => {
    const [head] = await listNewestPackages(tx, service);
    const servicePackage = head && (await findPackage(tx, head.hash));
    if (!servicePackage) throw new NotFound();
    return { head, servicePackage };
  });
}
