import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findPackage, findVersion, listNewestPackages } from '../data/service-package.ts';
import { contentHash, type ContentHash } from '../domain/content-hash.ts';
import type { ServicePackage } from '../domain/service-package.ts';

/**
 * A published package by what a person calls it: its hash, `service@version`, or the service alone for its newest version. Packages are public. Throws NotFound.
 */
export async function getPublishedPackage(ctx: Pick<ActionContext, 'database'>, input: { name: string }): Promise<{ readonly servicePackage: ServicePackage; readonly hash: ContentHash }> {
  const [service = '', version] = input.name.split('@');
  const found = await ctx.database.withoutTenant(async (tx) => {
    if (/^[0-9a-f]{64}$/u.test(input.name)) return findPackage(tx, input.name);
    if (version !== undefined) return (await findVersion(tx, service, version))?.servicePackage;
    const [newest] = await listNewestPackages(tx, service);
    return newest && findPackage(tx, newest.hash);
  });
  if (!found) throw new NotFound();
  return { servicePackage: found, hash: contentHash(found) };
}
