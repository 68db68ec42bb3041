import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemActor } from '@allmende/access';
import { listEntries } from '@allmende/audit';
import { InvalidInput, NotFound } from '@allmende/errors';
import type { TenantId } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { anInstance } from '@allmende/operations/testing';
import { activateService, AppNotRunning, deactivateService, getOfficeService, getPlaceService, listOfficeServices, listUsersOfService, onlineServicesApp, openDraft, publishPackages, runApp, saveOverlay, ServiceNotReady, startDraft, takeOverService } from '../index.ts';
import { overlayInputValues } from '../domain/parse-overlay-input.ts';
import { computeValues } from '../domain/path.ts';
import { anOverlay, theDogTaxPackage } from '../testing/index.ts';
import { citizen, officer, openStand, placeAndTenant, SERVICE } from './stand.ts';

const stand = await openStand();
const { house } = stand;
const heilbronn = await placeAndTenant(stand, 'heilbronn');
const amt = await placeAndTenant(stand, 'glasewitz');
const newcomer = await placeAndTenant(stand, 'flein');
const unprepared = await placeAndTenant(stand, 'neckarsulm');
const values = overlayInputValues(theDogTaxPackage(), anOverlay());

async function actionsOf(tenant: TenantId): Promise<string[]> {
  const entries = await house.database.inTenant(tenant, (tx) => listEntries(tx));
  return entries.map(({ entry }) => entry.action).toReversed();
}

test('an authority that has not ordered the app can prepare its values and offer nothing', async () => {
  const ctx = officer(stand, newcomer.tenant);
  await saveOverlay(ctx, { service: SERVICE, body: values });
  await assert.rejects(activateService(ctx, { service: SERVICE }), AppNotRunning);
  await assert.rejects(getPlaceService(house, { ars: newcomer.ars, service: SERVICE }), NotFound);
});

test('the first start switches on what was ordered and prepared, once, and leaves it to the office after that', async () => {
  const ctx = officer(stand, newcomer.tenant);
  const operations = contextFor(house, systemActor('operations'), newcomer.tenant);
  const instance = anInstance({ tenant: newcomer.tenant, app: 'online-services', parameters: { services: [SERVICE, 'unpublished'] } });

  await onlineServicesApp.activate(operations, instance);
  await onlineServicesApp.activate(operations, instance);

  assert.equal((await getPlaceService(house, { ars: newcomer.ars, service: SERVICE })).service.overlay.parameters['rates.first'], 9600);
  assert.deepEqual(await actionsOf(newcomer.tenant), ['online-services/overlay-saved', 'online-services/app-started', 'online-services/service-activated']);
  const health = await onlineServicesApp.health(operations, instance);
  assert.equal(health.state, 'running');
  assert.match(health.detail ?? '', /unpublished/u);
  assert.ok(!health.detail?.includes(SERVICE));

  await deactivateService(ctx, { service: SERVICE });
  await onlineServicesApp.suspend(operations, instance);
  await assert.rejects(saveOverlay(ctx, { service: SERVICE, body: values }), AppNotRunning);
  await onlineServicesApp.activate(operations, instance);
  await assert.rejects(getPlaceService(house, { ars: newcomer.ars, service: SERVICE }), NotFound);
});

test('a service that was ordered without its rates stays off and the app says so', async () => {
  const operations = contextFor(house, systemActor('operations'), unprepared.tenant);
  const instance = anInstance({ tenant: unprepared.tenant, app: 'online-services', parameters: { services: [SERVICE] } });

  await onlineServicesApp.activate(operations, instance);

  await assert.rejects(getPlaceService(house, { ars: unprepared.ars, service: SERVICE }), NotFound);
  assert.match((await onlineServicesApp.health(operations, instance)).detail ?? '', new RegExp(SERVICE, 'u'));
});

test('without rates the service cannot be switched on, with them citizens see them at once', async () => {
  const ctx = officer(stand, heilbronn.tenant);
  await runApp(ctx);
  await assert.rejects(activateService(ctx, { service: SERVICE }), ServiceNotReady);
  const { 'rates.first': _first, ...withoutFirst } = values;
  await saveOverlay(ctx, { service: SERVICE, body: withoutFirst });
  await assert.rejects(activateService(ctx, { service: SERVICE }), (error: unknown) => error instanceof ServiceNotReady && error.fields.some(({ pointer }) => pointer === '/rates.first'));
  await assert.rejects(getPlaceService(house, { ars: heilbronn.ars, service: SERVICE }), NotFound);

  await saveOverlay(ctx, { service: SERVICE, body: values });
  await activateService(ctx, { service: SERVICE });

  const { service } = await getPlaceService(house, { ars: heilbronn.ars, service: SERVICE });
  assert.equal(service.overlay.parameters['rates.first'], 9600);
  assert.deepEqual(await actionsOf(heilbronn.tenant), ['online-services/app-started', 'online-services/overlay-saved', 'online-services/overlay-saved', 'online-services/service-activated']);
});

test('values that cannot be read are refused at their input and nothing is saved', async () => {
  const ctx = officer(stand, heilbronn.tenant);
  await assert.rejects(saveOverlay(ctx, { service: SERVICE, body: { ...values, 'rates.second': 'viel' } }), (error: unknown) => error instanceof InvalidInput && error.fields[0]?.pointer === '/rates.second');
  assert.equal((await getOfficeService(ctx, { service: SERVICE })).inputValues['rates.second'], '144,00');
});

test('changed rates reach citizens with the next switching on, and drafts keep the rates they began with', async () => {
  const ctx = officer(stand, heilbronn.tenant);
  const { firstPage: _page, ...access } = await startDraft(house, { ars: heilbronn.ars, service: SERVICE });
  await saveOverlay(ctx, { service: SERVICE, body: { ...values, 'rates.first': '120' } });
  assert.equal((await getOfficeService(ctx, { service: SERVICE })).hasChanges, true);
  assert.equal((await getPlaceService(house, { ars: heilbronn.ars, service: SERVICE })).service.overlay.parameters['rates.first'], 9600);

  await activateService(ctx, { service: SERVICE });

  assert.equal((await getPlaceService(house, { ars: heilbronn.ars, service: SERVICE })).service.overlay.parameters['rates.first'], 12000);
  assert.equal((await openDraft(house, access)).situation?.service.overlay.parameters['rates.first'], 9600);
  assert.deepEqual(Object.keys(computeValues((await openDraft(house, access)).situation!)), ['dogNumber', 'annualTax', 'firstTaxMonth', 'firstYear', 'firstYearTax']);
});

test('who entered a statute stays on record until something of it changes', async () => {
  const ctx = officer(stand, heilbronn.tenant);
  await saveOverlay(ctx, { service: SERVICE, body: values });
  const other = { ...ctx, actor: { ...ctx.actor, name: 'Andere Beispiel' } as typeof ctx.actor };
  await saveOverlay(other, { service: SERVICE, body: values });
  assert.equal((await getOfficeService(ctx, { service: SERVICE })).overlay.sources['statute']?.enteredBy, 'Probe Beispiel');
  await saveOverlay(other, { service: SERVICE, body: { ...values, 'rates.first': '97' } });
  assert.equal((await getOfficeService(ctx, { service: SERVICE })).overlay.sources['statute']?.enteredBy, 'Andere Beispiel');
});

test('a neighbour takes over, enters its own rates and offers the service to its member municipalities', async () => {
  const ctx = officer(stand, amt.tenant);
  await runApp(ctx);
  assert.deepEqual((await listUsersOfService(ctx, { service: SERVICE })).map(({ authority }) => authority.slug), ['heilbronn']);

  await takeOverService(ctx, { service: SERVICE, from: heilbronn.tenant });
  const taken = await getOfficeService(ctx, { service: SERVICE });
  assert.equal(taken.overlay.parameters['start.rule'], 'next-month');
  assert.equal(taken.overlay.parameters['rates.first'], undefined);
  await assert.rejects(activateService(ctx, { service: SERVICE }), ServiceNotReady);

  await saveOverlay(ctx, { service: SERVICE, body: { ...taken.inputValues, ...values, 'rates.first': '60' } });
  await activateService(ctx, { service: SERVICE });
  assert.equal((await getPlaceService(house, { ars: amt.ars, service: SERVICE })).service.overlay.parameters['rates.first'], 6000);
  assert.equal((await listUsersOfService(officer(stand, heilbronn.tenant), { service: SERVICE })).length, 1);
});

test('only who may manage services changes them; strangers do not learn that they exist', async () => {
  const caseworker = officer(stand, heilbronn.tenant, 'caseworker');
  const stranger = { ...officer(stand, amt.tenant), tenant: heilbronn.tenant };
  assert.ok((await listOfficeServices(caseworker)).some((service) => service.package.service.id === SERVICE));
  for (const act of [saveOverlay, activateService, deactivateService] as const) {
    await assert.rejects(act(caseworker, { service: SERVICE, body: values }), /Rollen/u);
    await assert.rejects(act(stranger, { service: SERVICE, body: values }), NotFound);
    await assert.rejects(act(citizen(stand, heilbronn.tenant), { service: SERVICE, body: values }), /melden Sie sich an/u);
  }
  await assert.rejects(takeOverService(caseworker, { service: SERVICE, from: amt.tenant }), /Rollen/u);
  await assert.rejects(listOfficeServices(stranger), NotFound);
  await assert.rejects(getOfficeService(stranger, { service: SERVICE }), NotFound);
  await assert.rejects(publishPackages(caseworker, { folder: 'nowhere' }));
});

test('switching off hides the service and is recorded once', async () => {
  const ctx = officer(stand, amt.tenant);
  await deactivateService(ctx, { service: SERVICE });
  await deactivateService(ctx, { service: SERVICE });
  await assert.rejects(getPlaceService(house, { ars: amt.ars, service: SERVICE }), NotFound);
  assert.equal((await actionsOf(amt.tenant)).filter((action) => action === 'online-services/service-deactivated').length, 1);
  await assert.rejects(deactivateService(ctx, { service: 'unknown' }), NotFound);
});
