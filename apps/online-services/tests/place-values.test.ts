import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Actor } from '@allmende/access';
import { tenantId } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { buildAssets } from '@allmende/html';
import { createServer } from '@allmende/http';
import { competentAuthority, findAuthorityBySlug, findPlaceBySlug } from '@allmende/register';
import { activateService, getOfficeService, getPlaceService, runApp, saveOverlay, startDraft, takeOverService, type DraftAccess } from '../index.ts';
import { getCompiledService } from '../data/compiled-service.ts';
import { readStoredDraft } from '../actions/draft-access.ts';
import { onlineServicesModule } from '../module.ts';
import { aBrowser } from './a-browser.ts';
import { officer, openStand } from './stand.ts';

const WOHNGELD = 'wohngeld-mietzuschuss';
const stand = await openStand();
const { house } = stand;
const district = await findAuthorityBySlug(house, { slug: 'landkreis-heilbronn' });
const flein = await findPlaceBySlug(house, { slug: 'flein' });
if (!district || !flein) throw new Error('the test edition has no Landkreis Heilbronn with Flein');
const tenant = tenantId(district.id);
const office = officer(stand, tenant);
const reader: Actor = { kind: 'staff', accountId: '0190a000-0000-7000-8000-00000000000c', name: 'Nur Leserin', grants: [{ tenant, role: 'caseworker' }] };
const stranger: Actor = { kind: 'staff', accountId: '0190a000-0000-7000-8000-00000000000d', name: 'Von Woanders', grants: [{ tenant: tenantId('0190a000-0000-7000-8000-00000000000e'), role: 'digital-officer' }] };
const app = await createServer({
  house, sessions: { findActor: async (token) => ({ officer: office.actor, reader, stranger, 'token-of-the-officer': office.actor, 'token-of-the-reader-x': reader })[token] }, assets: await buildAssets(), pages: onlineServicesModule.pages ?? [], api: onlineServicesModule.api ?? [], navigation: [],
});
after(() => app.close());
await runApp(office);
await saveOverlay(office, { service: WOHNGELD, body: { 'contact.office': 'Wohngeldbehörde (Beispiel)' } });
await activateService(office, { service: WOHNGELD });

const path = `/landkreis-heilbronn/office/services/${WOHNGELD}`;
const table = `${path}/places/level.rent`;
const SOURCE = { 'source.statute': 'Anlage zu § 1 Abs. 3 WoGV (Beispiel)', 'source.statuteDate.day': '1', 'source.statuteDate.month': '1', 'source.statuteDate.year': '2023', 'source.validFrom.day': '1', 'source.validFrom.month': '1', 'source.validFrom.year': '2023' };
const levelAt = async (ars: string) => (await getPlaceService(house, { ars, service: WOHNGELD })).service.overlay.parameters['level.rent'];
const browser = aBrowser(app, house.clock, 'officer');

function hiddenOf(body: string): Record<string, string> {
  return Object.fromEntries([...body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/gu)].map(([, name = '', value = '']) => [name, value.replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&#10;', '\n')]).filter(([name]) => name !== '_csrf'));
}

test('the district answers for Wohngeld in its municipalities, and none of them has a level to begin with', async () => {
  assert.equal((await competentAuthority(house, { ags: flein.ags, service: { id: WOHNGELD, usualAuthorityKind: 'district' } })).authority?.id, district.id);
  const page = await browser.get(path);
  assert.match(page.body, /Werte je Gemeinde/u);
  assert.ok(!page.body.includes('name="level.rent"'), 'it is no value of the whole authority');
  const places = await browser.get(table);
  assert.match(places.body, /0 von \d+ Gemeinden haben einen Wert/u);
  assert.match(places.body, /Flein/u);
  assert.equal(await levelAt(flein.ars), undefined);
});

test('what cannot be read is said line by line, and nothing typed is lost', async () => {
  const rows = `Gemeinde;Mietenstufe\nFlein;9\nNirgendwo;3\n${flein.ags};3;\n08121000;2\nFlein`;
  const wrong = await browser.post(table, { rows, ...SOURCE, 'source.validFrom.year': '2999', next: 'review' });
  assert.equal(wrong.status, 422);
  for (const words of [/Zeile 2 .*„9“ ist kein Wert/u, /Zeile 3 .*gehört nicht zu Ihrer Behörde/u, /Zeile 5 .*gehört nicht zu Ihrer Behörde/u, /Zeile 6 .*fehlt die Gemeinde oder der Wert/u, /gelten noch nicht/u]) assert.match(wrong.body, words);
  assert.match(wrong.body, /Nirgendwo;3/u);
  const empty = await browser.post(table, { next: 'save' });
  assert.equal(empty.status, 422);
  assert.match(empty.body, /Füllen Sie das Feld „Gemeinden und Werte“ aus/u);
  assert.equal((await getOfficeService(office, { service: WOHNGELD })).overlay.places, undefined);
});

test('many levels are entered at once with their source, shown as a difference, and reach the citizens of their municipality only', async () => {
  const review = await browser.post(table, { rows: `ags\tName\tStufe\n${flein.ags}\tFlein\tIV`, ...SOURCE, next: 'review' });
  assert.equal(review.status, 200, review.body.slice(0, 2_000));
  assert.match(review.body, /Der Wert einer Gemeinde ändert sich/u);
  assert.match(review.body, /nicht eingetragen<\/td>/u);
  assert.equal(await levelAt(flein.ars), undefined, 'nothing is saved yet');
  const edit = await browser.post(table, { ...hiddenOf(review.body), next: 'edit' });
  assert.match(edit.body, /Anlage zu § 1 Abs\. 3 WoGV \(Beispiel\)/u);
  const saved = await browser.post(table, { ...hiddenOf(review.body), next: 'save' });
  assert.match(saved.body, /Gespeichert\. Bürgerinnen und Bürger sehen es/u);
  assert.equal(await levelAt(flein.ars), undefined, 'citizens get it with the next switching on');
  const before = await startDraft(house, { ars: flein.ars, service: WOHNGELD });

  const values = (await getOfficeService(office, { service: WOHNGELD })).inputValues;
  const overall = await browser.post(path, { ...values, next: 'review' });
  assert.match(overall.body, new RegExp(`Mietenstufe \\(1 bis 7\\) \\(${flein.ags}\\)`, 'u'), 'the difference of the whole service names it too');
  await browser.post(path, { ...values, next: 'activate' });
  assert.equal(await levelAt(flein.ars), 4);
  const { service } = await getPlaceService(house, { ars: flein.ars, service: WOHNGELD });
  assert.deepEqual([service.overlay.sources['annex']?.statute, service.overlay.sources['annex']?.enteredBy], ['Anlage zu § 1 Abs. 3 WoGV (Beispiel)', 'Probe Beispiel']);
  const elsewhere = await getCompiledService(house.database, tenant, { packageHash: (await getOfficeService(office, { service: WOHNGELD })).offered?.active?.packageHash ?? '', overlayHash: (await getOfficeService(office, { service: WOHNGELD })).offered?.active?.overlayHash ?? '', placeArs: '081255001005' });
  assert.equal(elsewhere.overlay.parameters['level.rent'], undefined, 'another municipality of the same authority has none');
  const draftLevel = async (access: DraftAccess) => (await getCompiledService(house.database, tenant, await readStoredDraft(house, access, house.clock.today()))).overlay.parameters['level.rent'];
  assert.equal(await draftLevel(before), undefined, 'a draft keeps what it began with');
  assert.equal(await draftLevel(await startDraft(house, { ars: flein.ars, service: WOHNGELD })), 4);
  assert.match((await aBrowser(app, house.clock).get(`/flein/services/${WOHNGELD}`)).body, /Anlage zu § 1 Abs\. 3 WoGV \(Beispiel\)/u, 'citizens see where it comes from');
});

test('the form of the other values keeps the levels, a neighbour never takes them over, and a hyphen takes one back', async () => {
  await saveOverlay(office, { service: WOHNGELD, body: { 'contact.office': 'Neue Stelle' } });
  assert.equal((await getOfficeService(office, { service: WOHNGELD })).overlay.places?.['level.rent']?.[flein.ags]?.value, 4);
  const city = await findAuthorityBySlug(house, { slug: 'heilbronn' });
  const neighbour = officer(stand, tenantId(city?.id ?? ''));
  await runApp(neighbour);
  await takeOverService(neighbour, { service: WOHNGELD, from: tenant });
  assert.equal((await getOfficeService(neighbour, { service: WOHNGELD })).overlay.places, undefined);
  const same = await browser.post(table, { rows: 'flein, 4', ...SOURCE, next: 'review' });
  assert.match(same.body, /Es ändert sich nichts/u);
  await browser.post(table, { rows: 'Flein; -', next: 'save' });
  assert.equal((await getOfficeService(office, { service: WOHNGELD })).overlay.places, undefined);
});

test('a program enters and reads the levels too, with the same words about what is wrong', async () => {
  const url = `/api/v1/authorities/landkreis-heilbronn/services/${WOHNGELD}/places/level.rent`;
  const call = async (method: 'GET' | 'PUT', payload?: object, token = 'token-of-the-officer') => {
    const response = await app.inject({ method, url, headers: { authorization: `Bearer ${token}` }, ...(payload ? { payload } : {}) });
    return { status: response.statusCode, body: response.body };
  };
  const source = { statute: 'Anlage zu § 1 Abs. 3 WoGV (Beispiel)', statuteDate: '2023-01-01', validFrom: '2023-01-01' };
  assert.equal((await call('PUT', { rows: [{ place: flein.ags, value: 5 }], source })).status, 200);
  assert.match((await call('GET')).body, new RegExp(`"place":"${flein.ags}","name":"Flein","value":5,"source":.*"statute":"Anlage`, 'u'));
  const wrong = await call('PUT', { rows: [{ place: flein.ags, value: 8 }, { place: '08121000', value: 2 }], source });
  assert.equal(wrong.status, 422);
  assert.match(wrong.body, /kein Wert für.*gehört nicht zu Ihrer Behörde/su);
  assert.equal((await call('PUT', { rows: [{ place: flein.ags, value: 2 }], source }, 'token-of-the-reader-x')).status, 403);
  assert.equal((await call('PUT', { rows: [{ place: flein.ags, value: null }], source })).status, 200);
  assert.doesNotMatch((await call('GET')).body, /"value":\d/u);
});

test('others see nothing of it, and caseworkers change nothing', async () => {
  const see = aBrowser(app, house.clock, 'reader');
  assert.equal((await see.get(table)).status, 200);
  assert.equal((await see.post(table, { rows: 'Flein;4', ...SOURCE, next: 'save' })).status, 403);
  assert.equal((await aBrowser(app, house.clock, 'stranger').get(table)).status, 404);
  for (const url of [`${path}/places/contact.office`, `${path}/places/nonsense`, table.replace(WOHNGELD, 'nirgends')]) assert.equal((await browser.get(url)).status, 404, url);
  assert.equal(contextFor(house, reader, tenant).tenant, tenant);
});
