import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { systemActor } from '@allmende/access';
import { PLATFORM_TENANT, tenantId } from '@allmende/database';
import { InvalidInput, NotFound } from '@allmende/errors';
import { contextFor } from '@allmende/house';
import { findAuthorityBySlug } from '@allmende/register';
import { activateRelease, contentHash, delegateReleases, getOfficeService, getParentValues, getPlaceService, openDraft, prepareRelease, publishPackages, publishParentValues, readOwnRelease, saveOverlay, startDraft, activateService, exportApp } from '../index.ts';
import { overlayInputValues } from '../domain/parse-overlay-input.ts';
import { anOverlay, theDogTaxPackage } from '../testing/index.ts';
import { offerDogTax, officer, openStand, placeAndTenant, SERVICE } from './stand.ts';

const stand = await openStand();
const { house } = stand;
const flein = await placeAndTenant(stand, 'flein');
const neckarsulm = await placeAndTenant(stand, 'neckarsulm');
const glasewitz = await placeAndTenant(stand, 'glasewitz');
const operator = contextFor(house, systemActor('operator-command'), PLATFORM_TENANT);
const folder = mkdtempSync(join(tmpdir(), 'efa-'));
after(() => rmSync(folder, { recursive: true }));
const district = await findAuthorityBySlug(house, { slug: 'landkreis-heilbronn' });
if (!district) throw new Error('the test edition has no Landkreis Heilbronn');
const landkreis = officer(stand, tenantId(district.id));

async function contactAt(ars: string): Promise<unknown> {
  return (await getPlaceService(house, { ars, service: SERVICE })).service.overlay.parameters['contact.telephone'];
}

async function bringToAll(): Promise<Awaited<ReturnType<typeof activateRelease>>> {
  while (!(await prepareRelease(operator, { service: SERVICE, limit: 10 })).isDone);
  return activateRelease(operator, { service: SERVICE });
}

test('a value that the authority never set is inherited with its origin, one that it set stays its own', async () => {
  for (const { tenant } of [flein, neckarsulm, glasewitz]) {
    await offerDogTax(stand, tenant);
    await delegateReleases(officer(stand, tenant), { service: SERVICE });
  }
  await saveOverlay(officer(stand, neckarsulm.tenant), { service: SERVICE, body: { ...overlayInputValues(theDogTaxPackage(), anOverlay()), 'law.localTaxAct': 'Eigenes Gesetz (Beispiel)' } });
  await activateService(officer(stand, neckarsulm.tenant), { service: SERVICE });
  const before = (await getPlaceService(house, { ars: flein.ars, service: SERVICE })).service.overlay;
  assert.equal(before.parameters['law.localTaxAct'], undefined);
  const { firstPage: _page, ...access } = await startDraft(house, { ars: flein.ars, service: SERVICE });

  await publishParentValues(operator, { service: SERVICE, land: '08', body: { 'law.localTaxAct': 'Landesgesetz (Beispiel)' } });
  assert.deepEqual(await bringToAll(), { switched: 2, staying: [] });

  const { overlay } = (await getPlaceService(house, { ars: flein.ars, service: SERVICE })).service;
  assert.equal(overlay.parameters['law.localTaxAct'], 'Landesgesetz (Beispiel)');
  assert.deepEqual(overlay.inherited, {
    'parameters/law.localTaxAct': {
      level: 'land', area: { key: '08', name: 'Baden-Württemberg' }, from: contentHash((await getParentValues(operator, { service: SERVICE, land: '08' })).parent), enteredBy: 'Allmende', enteredOn: '2026-05-20', binding: false,
    },
  });
  assert.equal((await getPlaceService(house, { ars: neckarsulm.ars, service: SERVICE })).service.overlay.parameters['law.localTaxAct'], 'Eigenes Gesetz (Beispiel)');
  assert.equal((await getPlaceService(house, { ars: glasewitz.ars, service: SERVICE })).service.overlay.parameters['law.localTaxAct'], undefined);
  assert.equal((await openDraft(house, access)).situation?.service.overlay.parameters['law.localTaxAct'], undefined, 'a draft keeps the values it began with');
  assert.equal((await getOfficeService(officer(stand, flein.tenant), { service: SERVICE })).hasChanges, false);
});

test('the district comes before the Land, and what it takes back comes from the Land again', async () => {
  house.clock.advanceMs(60_000);
  await publishParentValues(landkreis, { service: SERVICE, body: { 'law.localTaxAct': 'Kreisangabe (Beispiel)' } });
  await bringToAll();
  assert.equal((await getPlaceService(house, { ars: flein.ars, service: SERVICE })).service.overlay.inherited?.['parameters/law.localTaxAct']?.level, 'district');
  house.clock.advanceMs(60_000);
  await publishParentValues(landkreis, { service: SERVICE, body: {} });
  await bringToAll();
  assert.equal((await getPlaceService(house, { ars: flein.ars, service: SERVICE })).service.overlay.parameters['law.localTaxAct'], 'Landesgesetz (Beispiel)');
});

test('an authority that releases itself sees the change as a diff and keeps what it has until then', async () => {
  house.clock.advanceMs(60_000);
  const ctx = officer(stand, flein.tenant);
  const { revokeReleases, releaseForAuthority } = await import('../index.ts');
  await revokeReleases(ctx, { service: SERVICE });
  await publishParentValues(operator, { service: SERVICE, land: '08', body: { 'law.localTaxAct': 'Neues Landesgesetz (Beispiel)', 'insert.start.de': 'Hinweis des Landes' } });
  assert.deepEqual(await bringToAll(), { switched: 1, staying: [{ tenant: flein.tenant, reason: 'not-released', problem: null }] });

  const { tried } = await readOwnRelease(ctx, { service: SERVICE });
  assert.deepEqual(tried?.changes, [
    { path: 'inserts/start/de', before: undefined, after: 'Hinweis des Landes' },
    { path: 'parameters/law.localTaxAct', before: 'Landesgesetz (Beispiel)', after: 'Neues Landesgesetz (Beispiel)' },
  ]);
  await releaseForAuthority(ctx, { service: SERVICE, candidate: tried?.candidate ?? '' });
  assert.deepEqual(await bringToAll(), { switched: 1, staying: [] });
  assert.equal((await getPlaceService(house, { ars: flein.ars, service: SERVICE })).service.overlay.inserts['start']?.['de'], 'Hinweis des Landes');
  await delegateReleases(ctx, { service: SERVICE });
});

test('only what the package lets parents bind is binding, and then the own value waits below', async () => {
  house.clock.advanceMs(60_000);
  cpSync(join(import.meta.dirname, '../../../efa/hundesteuer'), join(folder, 'hundesteuer'), { recursive: true });
  for (const [file, from, to] of [['service.yaml', `version: ${theDogTaxPackage().service.version}`, 'version: 2.1.0'], ['overlay.yaml', 'id: contact.telephone, group: contact, type: tel', 'id: contact.telephone, group: contact, type: tel, parents: binds']] as const) {
    const text = readFileSync(join(folder, 'hundesteuer', file), 'utf8');
    assert.ok(text.includes(from));
    writeFileSync(join(folder, 'hundesteuer', file), text.replace(from, to));
  }
  await publishPackages(operator, { folder });
  const own = await contactAt(flein.ars);
  assert.ok(typeof own === 'string');
  await publishParentValues(landkreis, { service: SERVICE, body: { 'contact.telephone': '07131 00', 'bind.parameters/contact.telephone': 'yes', 'contact.email': 'kreis@beispiel.example', 'bind.parameters/contact.email': 'yes' } });
  assert.deepEqual((await getParentValues(landkreis, { service: SERVICE })).parent.binding, ['parameters/contact.telephone']);
  await bringToAll();
  assert.equal(await contactAt(flein.ars), '07131 00');
  house.clock.advanceMs(60_000);
  await publishParentValues(landkreis, { service: SERVICE, body: {} });
  await bringToAll();
  assert.equal(await contactAt(flein.ars), own);
});

test('rates and statutes are for nobody above, and only the keeper of an area sets its values', async () => {
  await publishParentValues(operator, { service: SERVICE, land: '13', body: { 'rates.first': '100' } });
  assert.deepEqual((await getParentValues(operator, { service: SERVICE, land: '13' })).parent.values.parameters, {});
  await assert.rejects(publishParentValues(officer(stand, flein.tenant), { service: SERVICE, body: {} }), NotFound);
  await assert.rejects(publishParentValues(landkreis, { service: SERVICE, land: '08', body: {} }));
  await assert.rejects(publishParentValues(officer(stand, tenantId(district.id), 'caseworker'), { service: SERVICE, body: {} }), /Rollen/u);
  await assert.rejects(getParentValues(operator, { service: SERVICE, land: '99' }), NotFound);
  await assert.rejects(publishParentValues(operator, { service: SERVICE, land: '08', body: { 'contact.email': 'keine Adresse' } }), InvalidInput);
});

test('the values of an archive are the ones that applied, with their origin', async () => {
  const { overlays, services } = await exportApp(contextFor(house, systemActor('operations'), flein.tenant));
  const active = overlays.find(({ hash }) => hash === services[0]?.overlay);
  assert.equal(active && contentHash(active.content), services[0]?.overlay);
  assert.ok(active?.content.inherited);
});
