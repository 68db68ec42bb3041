import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { systemActor, type Actor } from '@allmende/access';
import { PLATFORM_TENANT, tenantId, type TenantId } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { buildAssets } from '@allmende/html';
import { createServer } from '@allmende/http';
import { findAuthorityBySlug } from '@allmende/register';
import { onlineServicesModule } from '../module.ts';
import { overlayInputValues } from '../domain/parse-overlay-input.ts';
import { delegateReleases, getOfficeService, getPlaceService, prepareRelease, publishPackages, readReceipt, readServicePackage, saveDraftPage, startDraft, submitApplication, takeOverService } from '../index.ts';
import { inputValuesOf } from '../domain/parse-field.ts';
import { anOverlay, completeAnswers } from '../testing/index.ts';
import { offerDogTax, officer, openStand, placeAndTenant, SERVICE } from './stand.ts';

const stand = await openStand();
const { house } = stand;
const operator = contextFor(house, systemActor('operator-command'), PLATFORM_TENANT);
const folder = mkdtempSync(join(tmpdir(), 'efa-'));
after(() => rmSync(folder, { recursive: true }));
const flein = await placeAndTenant(stand, 'flein');
const heilbronn = await placeAndTenant(stand, 'heilbronn');
const district = await findAuthorityBySlug(house, { slug: 'landkreis-heilbronn' });
if (!district) throw new Error('the test edition has no Landkreis Heilbronn');
await offerDogTax(stand, flein.tenant);
await delegateReleases(officer(stand, flein.tenant), { service: SERVICE });

// The dog tax with everything that an authority may change.
cpSync(join(import.meta.dirname, '../../../efa/hundesteuer'), join(folder, 'hundesteuer'), { recursive: true });
for (const [file, change] of [
  ['service.yaml', (text: string) => text.replace(/^version: .*$/mu, 'version: 2.1.0')],
  ['overlay.yaml', (text: string) => text.replace('id: contact.telephone, group: contact, type: tel', 'id: contact.telephone, group: contact, type: tel, parents: binds')],
] as const) writeFileSync(join(folder, 'hundesteuer', file), change(readFileSync(join(folder, 'hundesteuer', file), 'utf8')));
const changed = readServicePackage(join(folder, 'hundesteuer'));
if ('problems' in changed) throw new Error(JSON.stringify(changed.problems));
house.clock.advanceMs(60_000);
await publishPackages(operator, { folder });

const staff = (tenant: TenantId, role: 'digital-officer' | 'caseworker' | 'operator'): Actor => ({ kind: 'staff', accountId: '0190a000-0000-7000-8000-00000000000b', name: 'Kim Beispiel', grants: [{ tenant, role }] } as Actor);
const actors = new Map<string, Actor>([
  ['flein', staff(flein.tenant, 'digital-officer')], ['flein-reader', staff(flein.tenant, 'caseworker')], ['heilbronn', staff(heilbronn.tenant, 'digital-officer')], ['kreis', staff(tenantId(district.id), 'digital-officer')], ['betrieb', staff(PLATFORM_TENANT, 'operator')],
]);
const app = await createServer({
  house, sessions: { findActor: async (token) => actors.get(token) }, assets: await buildAssets(), pages: onlineServicesModule.pages ?? [], api: onlineServicesModule.api ?? [], navigation: onlineServicesModule.navigation ?? [],
});
after(() => app.close());

function aBrowser(session: string) {
  const cookies = new Map([['allmende-session', session]]);
  let token = '';
  const ask = async (method: 'GET' | 'POST', url: string, fields: Record<string, string> = {}): Promise<{ url: string; status: number; body: string }> => {
    const response = await app.inject({ method, url, headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '), 'content-type': 'application/x-www-form-urlencoded' }, ...(method === 'POST' ? { payload: new URLSearchParams({ _csrf: token, ...fields }).toString() } : {}) });
    for (const { name, value } of response.cookies) cookies.set(name, value);
    if (response.statusCode === 303) return ask('GET', String(response.headers.location));
    token = /name="_csrf" value="([^"]+)"/u.exec(response.body)?.[1] ?? token;
    return { url, status: response.statusCode, body: response.body };
  };
  return { get: (url: string) => ask('GET', url), post: (url: string, fields: Record<string, string>) => ask('POST', url, fields) };
}

const path = `/flein/office/services/${SERVICE}`;
const values = overlayInputValues(changed.servicePackage, anOverlay());

/** The values of the hidden inputs of a page. */
function hiddenOf(body: string): Record<string, string> {
  return Object.fromEntries([...body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/gu)].map(([, name = '', value = '']) => [name, value.replaceAll('&quot;', '"').replaceAll('&amp;', '&')]).filter(([name]) => name !== '_csrf'));
}

async function active() {
  return (await getPlaceService(house, { ars: flein.ars, service: SERVICE })).service;
}

test('an officer sees the changes beside what citizens have and the result of all samples, before anything is saved', async () => {
  const browser = aBrowser('flein');
  const editor = await browser.get(path);
  assert.match(editor.body, /Freiwillige Fragen/u);
  const review = await browser.post(path, { ...values, 'rates.first': '120', 'question.dog.chip': 'no', 'evidence.reduction.maxFiles': '1', 'evidence.reduction.maxMB': '2', 'branding.accent': '#00594D', next: 'review' });
  assert.equal(review.status, 200);
  assert.match(review.body, /96,00\s€/u);
  assert.match(review.body, /120,00\s€/u);
  assert.match(review.body, /wird weggelassen/u);
  assert.match(review.body, /Beispielanträge/u);
  assert.equal((await getOfficeService(officer(stand, flein.tenant), { service: SERVICE })).inputValues['rates.first'], '96,00', 'nothing is saved yet');

  const again = await browser.post(path, { ...hiddenOf(review.body), next: 'edit' });
  assert.match(again.body, /value="120"/u);
  const done = await browser.post(path, { ...hiddenOf(review.body), next: 'activate' });
  assert.match(done.body, /mit diesen Werten eingeschaltet/u);
  const service = await active();
  assert.equal(service.overlay.parameters['rates.first'], 12000);
  assert.deepEqual([service.overlay.questions, service.overlay.branding], [{ 'dog.chip': false }, { accent: '#00594d' }]);
  assert.ok(!service.package.flow.pages.some((page) => page.fields?.includes('dog.chip')), 'citizens are not asked any more');
  const { draft, firstPage, secret } = (await app.inject({ method: 'POST', url: `/api/v1/places/flein/services/${SERVICE}/drafts` })).json<{ draft: string; firstPage: string; secret: string }>();
  const form = await app.inject({ method: 'GET', url: `/flein/apply/${draft}/${firstPage}`, headers: { cookie: `draft-${draft}=${secret}` } });
  assert.match(form.body, /<rect [^>]*fill="#00594d"/u, 'the pages of the application carry the colour of the authority');
});

test('citizens meet what the officer chose: a question less, tighter evidence, and the colour from the start page to the receipt and the status', async () => {
  const answers = completeAnswers({ 'tax.reduction': 'other', 'reduction.reason': 'Er sucht Vermisste.' });
  const { firstPage, ...access } = await startDraft(house, { ars: flein.ars, service: SERVICE });
  for (let page = firstPage; page !== 'check';) {
    const ids = changed.servicePackage.flow.pages.find(({ id }) => id === page)?.fields ?? [];
    const body = Object.assign({}, ...changed.servicePackage.fields.filter(({ id }) => ids.includes(id)).map((field) => inputValuesOf(field, answers[field.id]))) as Record<string, string>;
    const saved = await saveDraftPage(house, { ...access, page, body, language: 'de' });
    assert.ok(saved.outcome === 'saved', page);
    page = saved.next;
  }
  const cookie = `draft-${access.draft}=${access.tenant}.${access.secret}`;
  const see = async (url: string, cookies = cookie) => (await app.inject({ method: 'GET', url, headers: { cookie: cookies } })).body;
  const here = `/flein/apply/${access.draft}`;
  const evidence = await see(`${here}/evidence`);
  assert.match(evidence, /je Datei höchstens 2 MB, höchstens 1 Datei/u);
  assert.ok(!(await see(`${here}/dog`)).includes('Chipnummer'));
  const before = [await see(`/flein/services/${SERVICE}`), evidence, await see(`${here}/overview`), await see(`${here}/later`), await see(`${here}/check`), await see(`${here}/dog`)];
  assert.equal((await submitApplication(house, { ...access, body: { 'declaration.truth': 'yes' }, language: 'de' })).outcome, 'sent');
  const { reference, secret } = await readReceipt(house, { ...access, language: 'de' });
  const after = [await see(`${here}/receipt`), await see('/flein/status', `application-status=${Buffer.from(JSON.stringify({ reference, secret })).toString('base64url')}`)];
  for (const body of [...before, ...after]) assert.match(body, /<rect [^>]*fill="#00594d"/u, /<h1[^>]*>[^<]*/u.exec(body)?.[0] ?? body.slice(0, 200));
});

test('values that cannot be read come back with what was typed and a reason for each', async () => {
  const browser = aBrowser('flein');
  await browser.get(path);
  const wrong = await browser.post(path, { ...values, 'branding.accent': '#ffee00', 'rates.first': 'viel', next: 'review' });
  assert.match(wrong.body, /auf Weiß gut lesbar/u);
  assert.match(wrong.body, /value="viel"/u);
  assert.match(wrong.body, /value="#ffee00"/u);
});

test('the district binds and proposes values, its municipality sees them, and only where they come from they are changed', async () => {
  const kreis = aBrowser('kreis');
  const below = `/landkreis-heilbronn/office/services/${SERVICE}/below`;
  const editor = await kreis.get(below);
  assert.equal(editor.status, 200);
  assert.ok(!editor.body.includes('name="rates.first"'), 'rates are for no district');
  const typed = { 'contact.telephone': '07131 00', 'bind.parameters/contact.telephone': 'yes', 'law.localTaxAct': 'Gesetz <Beispiel>' };
  const review = await kreis.post(below, { ...typed, next: 'review' });
  assert.match(review.body, /Gesetz &lt;Beispiel&gt;/u);
  await kreis.post(below, { ...typed, next: 'publish' });
  while (!(await prepareRelease(operator, { service: SERVICE, limit: 10 })).isDone);

  const browser = aBrowser('flein');
  const own = await browser.get(path);
  assert.match(own.body, /verbindlich vorgegeben von Landkreis Heilbronn/u);
  assert.match(own.body, /Vorgabe von Landkreis Heilbronn: Gesetz &lt;Beispiel&gt;/u);
  assert.match(own.body, /Geänderte Vorgaben passen zu Ihren Angaben/u);

  for (const url of [`/flein/office/services/${SERVICE}/below`, `/heilbronn/office/services/${SERVICE}/below`]) assert.equal((await aBrowser(url.split('/')[1] ?? '').get(url)).status, 404);
  assert.equal((await browser.get(below)).status, 404);
  assert.equal((await aBrowser('flein').get(`/operator/services/${SERVICE}/lands/08`)).status, 404);
});

test('the operator sees who has what is new, switches those that let it, and the others release themselves', async () => {
  const betrieb = aBrowser('betrieb');
  assert.match((await betrieb.get('/operator/services')).body, /1 von 1 geprüft/u);
  const page = await betrieb.get(`/operator/services/${SERVICE}`);
  assert.match(page.body, /Eine Behörde umschalten/u);
  assert.match(page.body, /Flein/u);

  const browser = aBrowser('flein');
  await browser.get(`${path}/delegation`);
  await browser.post(`${path}/delegation`, { by: 'authority' });
  assert.match((await betrieb.get(`/operator/services/${SERVICE}`)).body, /nicht freigegeben/u);
  const own = await browser.get(path);
  const candidate = /name="candidate" value="([0-9a-f]{64})"/u.exec(own.body)?.[1] ?? '';
  assert.match((await browser.post(`${path}/release`, { candidate: 'x' })).body, /inzwischen geändert/u);
  assert.match((await browser.post(`${path}/release`, { candidate })).body, /Freigegeben/u);
  await betrieb.get(`/operator/services/${SERVICE}`);
  assert.match((await betrieb.post(`/operator/services/${SERVICE}`, {})).body, /1 Behörden wurden umgeschaltet/u);
  assert.deepEqual([(await active()).overlay.parameters['contact.telephone'], (await active()).overlay.inherited?.['parameters/contact.telephone']?.binding], ['07131 00', true]);

  const land = `/operator/services/${SERVICE}/lands/08`;
  assert.match((await betrieb.get(land)).body, /Vorgaben: Baden-Württemberg/u);
  assert.match((await betrieb.post(land, { 'contact.email': 'falsch', next: 'publish' })).body, /value="falsch"/u);
  for (const url of [`/operator/services/nirgends`, `/operator/services/${SERVICE}/lands/99`]) assert.equal((await betrieb.get(url)).status, 404, url);
  const reader = aBrowser('flein-reader');
  assert.equal((await reader.get(path)).status, 200);
  assert.equal((await reader.get(`${path}/delegation`)).status, 403);
});

test('taking over brings the choice of questions, but no rate, contact, colour or inherited value', async () => {
  await takeOverService(officer(stand, heilbronn.tenant), { service: SERVICE, from: flein.tenant });
  const { overlay } = await getOfficeService(officer(stand, heilbronn.tenant), { service: SERVICE });
  assert.deepEqual(overlay.questions, { 'dog.chip': false });
  assert.deepEqual([overlay.parameters['rates.first'], overlay.parameters['contact.telephone'], overlay.parameters['law.localTaxAct'], overlay.branding, overlay.inherited, overlay.sources], [undefined, undefined, undefined, undefined, undefined, {}]);
});
