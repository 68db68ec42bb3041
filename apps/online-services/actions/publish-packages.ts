import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { PLATFORM_TENANT } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { readServicePackage } from '../data/read-service-package.ts';
import { insertPackage } from '../data/service-package.ts';
import { canonicalJson, contentHash, type ContentHash } from '../domain/content-hash.ts';
import { PackageRefused } from '../domain/errors.ts';
import { publishPackages as mayPublish } from '../domain/permissions.ts';
import { enqueuePreparation } from '../jobs/prepare-release.ts';

/**
 * Publishes every package of a folder (`efa/`) for all authorities; those that are there already are left as they are. Authorities keep their version until
 * they switch, and a job tries each new one with their values before. Throws PackageRefused for the first package with a mistake, before anything of it is kept. Writes an entry to the platform's log for each new one.
 */
export async function publishPackages(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>, input: { folder: string }): Promise<{ serviceId: string; hash: ContentHash; isNew: boolean }[]> {
  requirePermission(ctx.actor, mayPublish, PLATFORM_TENANT);
  const folders = readdirSync(input.folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).toSorted();
  const published = [];
  for (const folder of folders) {
    const result = readServicePackage(join(input.folder, folder));
    if ('problems' in result) throw new PackageRefused(folder, result.problems);
    const { servicePackage } = result;
    const { id: serviceId, version } = servicePackage.service;
    const hash = contentHash(servicePackage);
    const isNew = await ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
      const inserted = await insertPackage(tx, { hash, serviceId, version, publishedAt: ctx.clock.now() }, canonicalJson(servicePackage));
      if (!inserted) return false;
      await record(tx, { actor: ctx.actor, action: 'online-services/package-published', subject: { kind: 'service', id: serviceId }, facts: { version, package: hash }, at: ctx.clock.now() });
      await enqueuePreparation(tx, serviceId);
      return true;
    });
    published.push({ serviceId, hash, isNew });
  }
  return published;
}
