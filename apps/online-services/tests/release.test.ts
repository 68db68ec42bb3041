import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemActor } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { startWorker, type JobDefinition } from '@allmende/jobs';
import { listEntries } from '@allmende/audit';
import { activateRelease, delegateReleases, followRelease, followReleases, getOfficeService, getPlaceService, NothingToRelease, openDraft, prepareRelease, publishPackages, readOwnRelease, releaseForAuthority, revokeReleases, saveOverlay, startDraft } from '../index.ts';
import { prepareReleaseJob } from '../jobs/prepare-release.ts';
import { theDogTaxPackage } from '../testing/index.ts';
import { offerDogTax, officer, openStand, placeAndTenant, SERVICE } from './stand.ts';

const SHIPPED = theDogTaxPackage().service.version;
const stand = await openStand();
const { house } = stand;
const heilbronn = await placeAndTenant(stand, 'heilbronn');
const amt = await placeAndTenant(stand, 'glasewitz');
const operator = contextFor(house, systemActor('operator-command'), PLATFORM_TENANT);
const folder = mkdtempSync(join(tmpdir(), 'efa-'));
after(() => rmSync(folder, { recursive: true }));

function publishChanged(version: string, change: (file: string, text: string) => string) {
  const target = join(folder, 'hundesteuer');
  cpSync(join(import.meta.dirname, '../../../efa/hundesteuer'), target, { recursive: true });
  for (const file of ['service.yaml', 'overlay.yaml']) writeFileSync(join(target, file), change(file, readFileSync(join(target, file), 'utf8')).replace(/^version: .*$/mu, `version: ${version}`));
  return publishPackages(operator, { folder });
}

async function versionAt(ars: string): Promise<string> {
  return (await getPlaceService(house, { ars, service: SERVICE })).service.package.service.version;
}

test('a new version reaches all authorities at once whose values fit and who let the operator release it; the others keep theirs and are listed with the reason', async () => {
  await offerDogTax(stand, heilbronn.tenant);
  await offerDogTax(stand, amt.tenant);
  for (const { tenant } of [heilbronn, amt]) await delegateReleases(officer(stand, tenant), { service: SERVICE });
  const { firstPage: _page, ...access } = await startDraft(house, { ars: heilbronn.ars, service: SERVICE });
  house.clock.advanceMs(60_000);
  assert.deepEqual((await publishChanged('2.1.0', (_file, text) => text)).map(({ isNew }) => isNew), [true]);
  assert.equal((await getOfficeService(officer(stand, heilbronn.tenant), { service: SERVICE })).hasNewVersion, true);

  assert.deepEqual(await activateRelease(operator, { service: SERVICE }), { switched: 0, staying: [heilbronn.tenant, amt.tenant].toSorted().map((tenant) => ({ tenant, reason: 'not-tried', problem: null })) });
  assert.deepEqual(await prepareRelease(operator, { service: SERVICE, limit: 1 }), { tried: 1, isDone: false });
  assert.deepEqual(await prepareRelease(operator, { service: SERVICE, limit: 10 }), { tried: 1, isDone: true });
  assert.equal(await versionAt(heilbronn.ars), SHIPPED);
  assert.deepEqual(await activateRelease(operator, { service: SERVICE }), { switched: 2, staying: [] });

  assert.deepEqual([await versionAt(heilbronn.ars), await versionAt(amt.ars)], ['2.1.0', '2.1.0']);
  assert.equal((await openDraft(house, access)).situation?.service.package.service.version, SHIPPED);
});

test('a version that asks for more than an authority has set leaves it where it is', async () => {
  house.clock.advanceMs(60_000);
  await publishChanged('2.2.0', (_file, text) => text.replace('id: law.localTaxAct, group: law, type: text', 'id: law.localTaxAct, group: law, type: text, required: true'));
  await prepareRelease(operator, { service: SERVICE, limit: 10 });

  const { switched, staying } = await activateRelease(operator, { service: SERVICE });

  assert.equal(switched, 0);
  assert.deepEqual([...new Set(staying.map(({ problem }) => problem))], ['Füllen Sie das Feld „Kommunalabgabengesetz Ihres Landes“ aus.']);
  assert.equal(await versionAt(heilbronn.ars), '2.1.0');
});

test('a published version is tried with the values of all authorities by a job, and the operator sees how far it is', { timeout: 30_000 }, async () => {
  house.clock.advanceMs(60_000);
  await publishChanged('2.3.0', (_file, text) => text);
  assert.deepEqual(await followReleases(operator), [{ service: SERVICE, version: '2.3.0', authorities: 2, tried: 0, fitting: 0, released: 0 }]);

  const worker = await startWorker({ ...house, config: { ...house.config, databaseUrls: stand.urls } }, [prepareReleaseJob as JobDefinition]);
  while ((await followReleases(operator))[0]?.tried !== 2) await sleep(50);
  await worker.stop();

  assert.deepEqual(await followReleases(operator), [{ service: SERVICE, version: '2.3.0', authorities: 2, tried: 2, fitting: 2, released: 2 }]);
  assert.deepEqual(await activateRelease(operator, { service: SERVICE }), { switched: 2, staying: [] });
  assert.deepEqual(await followReleases(operator), []);
});

test('without a delegation somebody of the authority releases each version, and can only release what they have seen', async () => {
  const ctx = officer(stand, heilbronn.tenant);
  await revokeReleases(ctx, { service: SERVICE });
  await revokeReleases(ctx, { service: SERVICE });
  house.clock.advanceMs(60_000);
  await publishChanged('2.4.0', (_file, text) => text);
  assert.equal((await readOwnRelease(ctx, { service: SERVICE })).tried, undefined);
  await assert.rejects(releaseForAuthority(ctx, { service: SERVICE, candidate: '0'.repeat(64) }), NothingToRelease);
  while (!(await prepareRelease(operator, { service: SERVICE, limit: 1 })).isDone);
  assert.deepEqual(await followReleases(operator), [{ service: SERVICE, version: '2.4.0', authorities: 2, tried: 2, fitting: 2, released: 1 }]);

  assert.deepEqual(await activateRelease(operator, { service: SERVICE }), { switched: 1, staying: [{ tenant: heilbronn.tenant, reason: 'not-released', problem: null }] });
  assert.deepEqual((await followRelease(operator, { service: SERVICE })).staying.map(({ name, reason }) => [name, reason]), [['Stadt Heilbronn', 'not-released']]);
  assert.equal(await versionAt(heilbronn.ars), '2.3.0');

  const { tried, version } = await readOwnRelease(ctx, { service: SERVICE });
  assert.deepEqual([version, tried?.isNewVersion, tried?.changes, tried?.problem], ['2.4.0', true, [], undefined]);
  await assert.rejects(releaseForAuthority(officer(stand, heilbronn.tenant, 'caseworker'), { service: SERVICE, candidate: tried?.candidate ?? '' }), /Rollen/u);
  await assert.rejects(releaseForAuthority(ctx, { service: SERVICE, candidate: '0'.repeat(64) }), NothingToRelease);
  await releaseForAuthority(ctx, { service: SERVICE, candidate: tried?.candidate ?? '' });
  assert.deepEqual(await activateRelease(operator, { service: SERVICE }), { switched: 1, staying: [] });
  assert.equal(await versionAt(heilbronn.ars), '2.4.0');

  const actions = (await house.database.inTenant(heilbronn.tenant, (tx) => listEntries(tx))).map(({ entry }) => entry.action);
  assert.deepEqual(['delegated', 'revoked'].map((word) => actions.filter((action) => action === `online-services/releases-${word}`).length), [1, 1]);
  assert.equal(actions.filter((action) => action === 'online-services/version-released').length, 1);
});

test('only the operator releases versions', async () => {
  await assert.rejects(prepareRelease(officer(stand, heilbronn.tenant), { service: SERVICE, limit: 10 }));
  await assert.rejects(activateRelease(officer(stand, heilbronn.tenant), { service: SERVICE }));
  await saveOverlay(officer(stand, heilbronn.tenant), { service: SERVICE, body: {} });
  assert.equal(await versionAt(heilbronn.ars), '2.4.0');
});
