import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { PLATFORM_TENANT } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { findRelease, insertRelease } from '../data/release.ts';
import type { AppPackage } from '../domain/app-package.ts';
import { checkAppPackage } from '../domain/check-app-package.ts';
import { ReleasedBefore, UnusablePackage } from '../domain/errors.ts';
import { packageDigest } from '../domain/package-digest.ts';
import { publishReleases } from '../domain/permissions.ts';
import type { Release } from '../domain/release.ts';

/**
 * Releases a version of an app: from then on it can run. Safe to repeat with the same content. Throws UnusablePackage when the check finds an error or an image has no digest, and ReleasedBefore when the
 * version stands there with another content.
 */
export async function publishRelease(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>, input: { readonly package: AppPackage }): Promise<Release> {
  requirePermission(ctx.actor, publishReleases, PLATFORM_TENANT);
  const app = input.package;
  const errors = checkAppPackage(app, { publishing: true }).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new UnusablePackage(app.app, errors.map((problem) => ({ ...problem, file: 'allmende-app.yaml', line: 1 })));
  const release: Release = { app: app.app, version: app.version, channel: app.channel, package: app, digest: packageDigest(app), publishedAt: ctx.clock.now() };
  const publishedBy = ctx.actor.kind === 'staff' ? ctx.actor.accountId : ctx.actor.kind === 'system' ? ctx.actor.name : ctx.actor.kind;
  return ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    if (!(await insertRelease(tx, { ...release, publishedBy }))) {
      const before = await findRelease(tx, app.app, app.version);
      if (before?.digest !== release.digest) throw new ReleasedBefore(app.app, app.version);
      return before;
    }
    await record(tx, {
      actor: ctx.actor, action: 'app-packages/release-published', subject: { kind: 'app-release', id: `${app.app}/${app.version}` },
      facts: { app: app.app, version: app.version, channel: app.channel, digest: release.digest }, at: release.publishedAt,
    });
    return release;
  });
}
