import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ANONYMOUS, systemActor } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { testDatabase } from '@allmende/database/testing';
import { NotFound } from '@allmende/errors';
import { fixedClock } from '@allmende/time';
import { appPackagesMigrations, getRelease, listReleases, newestRelease, packageDigest, publishRelease, ReleasedBefore, UnusablePackage, withdrawRelease } from '../index.ts';
import { aComponent, anAppPackage } from '../testing/index.ts';

const { database } = await testDatabase([auditMigrations, appPackagesMigrations]);
const ctx = { database, clock: fixedClock('2026-11-21T10:00:00Z'), actor: systemActor('operator-command') };

test('a release is published once and read back as it was', async () => {
  const release = await publishRelease(ctx, { package: anAppPackage() });
  assert.equal(release.digest, packageDigest(anAppPackage()));
  assert.deepEqual(await publishRelease(ctx, { package: anAppPackage() }), release);
  assert.deepEqual(await getRelease(ctx, { app: 'sample', version: '1.0.0' }), release);
  assert.equal(packageDigest((await getRelease({ database }, { app: 'sample', version: '1.0.0' })).package), release.digest);
});

test('a version never gets another content', async () => {
  await assert.rejects(publishRelease(ctx, { package: anAppPackage({ egress: 'internet' }) }), ReleasedBefore);
  for (const statement of ["update app_packages.release set channel = 'preview'", 'delete from app_packages.release']) await assert.rejects(database.withoutTenant((tx) => tx.client.query(statement)));
});

test('nothing is released without a digest, with an error, or by somebody else', async () => {
  await assert.rejects(publishRelease(ctx, { package: anAppPackage({ version: '1.0.1', components: [aComponent({ image: { reference: 'localhost/x' } })] }) }), UnusablePackage);
  await assert.rejects(publishRelease(ctx, { package: anAppPackage({ version: '1.0.1', entrance: { component: 'nobody', port: 'http', access: 'public' } }) }), UnusablePackage);
  await assert.rejects(publishRelease({ ...ctx, actor: ANONYMOUS }, { package: anAppPackage({ version: '1.0.1' }) }));
  await assert.rejects(getRelease(ctx, { app: 'sample', version: '1.0.1' }), NotFound);
});

test('instances of a channel are led to its newest version that is not withdrawn', async () => {
  await publishRelease(ctx, { package: anAppPackage({ version: '1.10.0' }) });
  await publishRelease(ctx, { package: anAppPackage({ version: '1.9.0' }) });
  await publishRelease(ctx, { package: anAppPackage({ version: '2.0.0-rc.1', channel: 'preview' }) });
  const newest = async (channel: 'stable' | 'preview') => (await newestRelease(ctx, { app: 'sample', channel }))?.version;
  assert.equal(await newest('stable'), '1.10.0');
  assert.equal(await newest('preview'), '2.0.0-rc.1');

  await withdrawRelease(ctx, { app: 'sample', version: '1.10.0' });
  await withdrawRelease(ctx, { app: 'sample', version: '1.10.0' });

  assert.equal(await newest('stable'), '1.9.0');
  assert.equal((await getRelease(ctx, { app: 'sample', version: '1.10.0' })).version, '1.10.0');
  assert.deepEqual((await listReleases(ctx)).map(({ version, withdrawnAt }) => `${version}${withdrawnAt ? ' withdrawn' : ''}`), ['2.0.0-rc.1', '1.10.0 withdrawn', '1.9.0', '1.0.0']);
  await assert.rejects(withdrawRelease(ctx, { app: 'sample', version: '7.0.0' }), NotFound);
  assert.equal(await newestRelease(ctx, { app: 'other', channel: 'stable' }), undefined);
});
