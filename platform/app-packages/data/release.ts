import { rows, type Tx } from '@allmende/database';
import type { ListedRelease, Release } from '../domain/release.ts';
import type { AppPackagesTables } from './tables.ts';

/** Adds a release; false when app and version are there already. */
export async function insertRelease(tx: Tx, release: Release & { readonly publishedBy: string }): Promise<boolean> {
  const { rowCount } = await tx.client.query(
    'insert into app_packages.release (app, version, channel, package, digest, published_at, published_by) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing',
    [release.app, release.version, release.channel, JSON.stringify(release.package), release.digest, release.publishedAt, release.publishedBy],
  );
  return rowCount === 1;
}

/** One release, also a withdrawn one. */
export async function findRelease(tx: Tx, app: string, version: string): Promise<Release | undefined> {
  const row = await rows<AppPackagesTables>(tx).selectFrom('app_packages.release').selectAll().where('app', '=', app).where('version', '=', version).executeTakeFirst();
  return row && { app: row.app, version: row.version, channel: row.channel, package: row.package, digest: row.digest, publishedAt: row.published_at };
}

/** All releases of one app or of all, without their packages, in no order. */
export async function selectReleases(tx: Tx, app?: string): Promise<readonly ListedRelease[]> {
  let wanted = rows<AppPackagesTables>(tx).selectFrom('app_packages.release').select(['app', 'version', 'channel', 'digest', 'published_at', 'published_by', 'withdrawn_at']);
  if (app !== undefined) wanted = wanted.where('app', '=', app);
  return (await wanted.execute()).map((row) => ({
    app: row.app, version: row.version, channel: row.channel, digest: row.digest, publishedAt: row.published_at, publishedBy: row.published_by, withdrawnAt: row.withdrawn_at ?? undefined,
  }));
}

/** Marks a release as withdrawn; false when it is not there or withdrawn already. */
export async function markWithdrawn(tx: Tx, app: string, version: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await rows<AppPackagesTables>(tx).updateTable('app_packages.release').set({ withdrawn_at: at }).where('app', '=', app).where('version', '=', version).where('withdrawn_at', 'is', null).executeTakeFirst();
  return numUpdatedRows === 1n;
}
