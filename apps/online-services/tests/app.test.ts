import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemActor } from '@allmende/access';
import { NotFound } from '@allmende/errors';
import { contextFor } from '@allmende/house';
import { anInstance, createArchive, readArchive } from '@allmende/operations/testing';
import { findPlaceBySlug } from '@allmende/register';
import { onlineServicesApp, readForDelivery, readReceipt, readReceiptFile, saveDraftPage, servicesOfAuthority, servicesOfPlace, startDraft, statusOf, submitApplication } from '../index.ts';
import { completeAnswers } from '../testing/index.ts';
import { offerDogTax, officer, openStand, placeAndTenant, SERVICE, typed } from './stand.ts';

const stand = await openStand();
const { house } = stand;
const heilbronn = await placeAndTenant(stand, 'heilbronn');
const amt = await placeAndTenant(stand, 'glasewitz');
const instance = anInstance({ tenant: heilbronn.tenant, app: 'online-services' });
const operations = contextFor(house, systemActor('operations'), heilbronn.tenant);

test('an authority gets everything back and a second installation can go on with it', async () => {
  assert.deepEqual(await onlineServicesApp.health(operations, instance), { state: 'absent' });
  await onlineServicesApp.activate(operations, instance);
  await offerDogTax(stand, heilbronn.tenant);
  const { firstPage, ...access } = await startDraft(house, { ars: heilbronn.ars, service: SERVICE });
  for (let page = firstPage; page !== 'check';) {
    const saved = await saveDraftPage(house, { ...access, page, body: typed(page), language: 'de' });
    page = saved.outcome === 'saved' ? saved.next : 'check';
  }
  const sent = await submitApplication(house, { ...access, body: { 'declaration.truth': 'yes' }, language: 'de' });
  assert.ok(sent.outcome === 'sent');
  const { secret } = await readReceipt(house, { ...access, language: 'de' });
  const pdf = await readReceiptFile(house, { tenant: heilbronn.tenant, application: sent.application });

  const archive = createArchive();
  await onlineServicesApp.export(operations, instance, archive);
  const zip = await archive.finish({ authority: { id: heilbronn.tenant, name: 'Stadt Heilbronn' }, app: 'online-services', instance: instance.id, parameters: {}, exportedAt: house.clock.now() });
  assert.ok(!zip.includes(secret));
  await onlineServicesApp.remove(operations, instance);
  assert.deepEqual(await onlineServicesApp.health(operations, instance), { state: 'absent' });
  await assert.rejects(statusOf(house, { reference: sent.reference, secret, language: 'de' }), NotFound);

  await onlineServicesApp.activate(operations, instance);
  const reader = await readArchive(zip);
  await onlineServicesApp.restore(operations, instance, reader);
  await onlineServicesApp.restore(operations, instance, reader);

  const { sent: restored } = await readForDelivery(contextFor(house, systemActor('delivery'), heilbronn.tenant), { application: sent.application });
  assert.deepEqual(restored.answers, completeAnswers());
  assert.equal((await statusOf(house, { reference: sent.reference, secret, language: 'de' })).application, sent.application);
  assert.deepEqual((await readReceiptFile(house, { tenant: heilbronn.tenant, application: sent.application })).bytes, pdf.bytes);
  assert.deepEqual((await servicesOfPlace(house, { place: await placeRef('heilbronn') })).map(({ service, href }) => [service, href]), [[SERVICE, `/heilbronn/services/${SERVICE}`]]);
});

test('an order chooses from the released services by their names', async () => {
  const schema = await onlineServicesApp.parameters?.({ ...house, locale: 'en' });
  assert.ok(schema);
  const { items, ...list } = schema.properties['services'] as unknown as { items: { oneOf: { const: string; title: string }[] } };
  assert.deepEqual(list, { type: 'array', title: 'Services', description: 'Choose what you start with. You can switch on more later.', uniqueItems: true });
  assert.deepEqual(items.oneOf.find(({ const: id }) => id === SERVICE), { const: SERVICE, title: 'Register a dog for dog tax' });
  assert.deepEqual(items.oneOf.map(({ const: id }) => id).toSorted(), ['hundesteuer-abmelden', 'hundesteuer-aendern', SERVICE, 'wohngeld-mietzuschuss', 'wohngeld-weiterleistung', 'wohnsitz-anmelden']);
});

test('whoever may switch services on is led to the rates, others are told who does it', async () => {
  const fresh = await placeAndTenant(stand, 'flein');
  const ordered = anInstance({ tenant: fresh.tenant, app: 'online-services', parameters: { services: [SERVICE] } });
  const steps = (role: 'digital-officer' | 'auditor') => onlineServicesApp.nextSteps?.(officer(stand, fresh.tenant, role), ordered);
  const label = 'Hundesteuer anmelden: Sätze eintragen und Leistung einschalten';
  assert.deepEqual(await steps('digital-officer'), [{ label, state: 'open', href: `/flein/office/services/${SERVICE}` }]);
  assert.deepEqual(await steps('auditor'), [{ label, state: 'open', href: `/flein/office/services/${SERVICE}`, hint: 'Das machen die Digitalbeauftragten oder die Leitung des Amts.' }]);
  await offerDogTax(stand, fresh.tenant);
  assert.deepEqual((await steps('digital-officer'))?.map(({ state }) => state), ['done']);
});

test('pausing hides the services and coming back shows them', async () => {
  await onlineServicesApp.suspend(operations, instance);
  assert.deepEqual(await onlineServicesApp.health(operations, instance), { state: 'suspended' });
  assert.deepEqual(await servicesOfPlace(house, { place: await placeRef('heilbronn') }), []);
  await onlineServicesApp.activate(operations, instance);
  assert.equal((await servicesOfPlace(house, { place: await placeRef('heilbronn') })).length, 1);
});

test('what an Amt offers is listed with the way to one of its places', async () => {
  const authority = await house.directory.findAuthorityBySlug('amt-guestrow-land');
  assert.ok(authority);
  assert.deepEqual(await servicesOfAuthority(house, { authority }), []);
  await offerDogTax(stand, amt.tenant);
  const [service] = await servicesOfAuthority(house, { authority });
  assert.equal(service?.href, `/glasewitz/services/${SERVICE}`);
  assert.deepEqual(service.title, { de: 'Hundesteuer anmelden', en: 'Register a dog for dog tax', 'de-leicht': 'Hund anmelden' });
});

async function placeRef(slug: string) {
  const place = await findPlaceBySlug(house, { slug });
  if (!place) throw new Error(`no ${slug}`);
  return { ars: place.ars, slug, name: place.name, land: place.land.key };
}
