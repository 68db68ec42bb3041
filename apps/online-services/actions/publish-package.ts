import { basename } from 'node:path';
import { requirePermission } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { readServicePackage } from '../data/read-service-package.ts';
import { findVersion } from '../data/service-package.ts';
import { contentHash, type ContentHash } from '../domain/content-hash.ts';
import { PackageRefused } from '../domain/errors.ts';
import { migrationProblems } from '../domain/migrate-draft.ts';
import { publishPackages as mayPublish } from '../domain/permissions.ts';
import { keepPackage } from './keep-package.ts';

/** What was published. `isNew` is false when exactly this content was there before. */
export type PublishedPackage = { readonly serviceId: string; readonly version: string; readonly hash: ContentHash; readonly isNew: boolean };

/**
 * Publishes the package of one folder for all authorities; a job tries it with the values of each before anybody is switched over. Publishing the same content again changes nothing.
 * Needs `online-services/publish-packages`. Throws PackageRefused with file and line for a package with mistakes, and for a map for open drafts that leaves an answer of an earlier
 * version open; VersionTaken when the version is published with other content.
 */
export async function publishPackage(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>, input: { folder: string }): Promise<PublishedPackage> {
  requirePermission(ctx.actor, mayPublish, PLATFORM_TENANT);
  const result = readServicePackage(input.folder);
  if ('problems' in result) throw new PackageRefused(basename(input.folder), result.problems);
  const { servicePackage } = result;
  const { id: serviceId, version } = servicePackage.service;
  const hash = contentHash(servicePackage);
  return ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    const problems = [];
    for (const [from, migration] of Object.entries(servicePackage.migrations?.migrations ?? {})) {
      const earlier = await findVersion(tx, serviceId, from);
      if (earlier) problems.push(...migrationProblems(earlier.servicePackage, servicePackage, migration).map((message) => ({ file: 'migrations.yaml', line: 0, message })));
    }
    if (problems.length > 0) throw new PackageRefused(basename(input.folder), problems);
    return { serviceId, version, hash, isNew: await keepPackage(ctx, tx, { hash, servicePackage }) };
  });
}
