import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { requirePermission } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { readServicePackage } from '../data/read-service-package.ts';
import { contentHash, type ContentHash } from '../domain/content-hash.ts';
import { PackageRefused } from '../domain/errors.ts';
import { publishPackages as mayPublish } from '../domain/permissions.ts';
import { keepPackage } from './keep-package.ts';

/**
 * Publishes every package of a folder (`efa/`) for all authorities; those that are there already are left as they are. Authorities keep their version until
 * they switch, and a job tries each new one with their values before. Throws PackageRefused for the first package with a mistake, before anything of it is kept; VersionTaken for one whose version is published with other content. Writes an entry to the platform's log for each new one.
 */
export async function publishPackages(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>, input: { folder: string }): Promise<{ serviceId: string; hash: ContentHash; isNew: boolean }[]> {
  requirePermission(ctx.actor, mayPublish, PLATFORM_TENANT);
  const folders = readdirSync(input.folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).toSorted();
  const published = [];
  for (const folder of folders) {
    const result = readServicePackage(join(input.folder, folder));
    if ('problems' in result) throw new PackageRefused(folder, result.problems);
    const { servicePackage } = result;
    const hash = contentHash(servicePackage);
    const isNew = await ctx.database.inTenant(PLATFORM_TENANT, (tx) => keepPackage(ctx, tx, { hash, servicePackage }));
    published.push({ serviceId: servicePackage.service.id, hash, isNew });
  }
  return published;
}
