import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { buildAssets } from '@allmende/html';
import { createServer } from '@allmende/http';
import type { Actor } from '@allmende/access';
import type { TenantId } from '@allmende/database';
import { onlineServicesModule } from '../module.ts';
import { overlayInputValues } from '../domain/parse-overlay-input.ts';
import { noteApplicationState, runApp } from '../index.ts';
import { anOverlay, theDogTaxPackage } from '../testing/index.ts';
import { aBrowser as anyBrowser } from './a-browser.ts';
import { citizen, offerDogTax, officer, openStand, placeAndTenant, SERVICE, typed } from './stand.ts';

const stand = await openStand();
const heilbronn = await placeAndTenant(stand, 'heilbronn');
const amt = await placeAndTenant(stand, 'glasewitz');
await offerDogTax(stand, heilbronn.tenant);
await runApp(officer(stand, amt.tenant));

const staff = (tenant: TenantId, role: 'digital-officer' | 'caseworker'): Actor => ({ kind: 'staff', accountId: '0190a000-0000-7000-8000-00000000000b', name: 'Kim Beispiel', grants: [{ tenant, role }] });
const actors = new Map<string, Actor>([['heilbronn', staff(heilbronn.tenant, 'digital-officer')], ['amt', staff(amt.tenant, 'digital-officer')], ['reader', staff(heilbronn.tenant, 'caseworker')],
  ['token-of-the-officer', staff(heilbronn.tenant, 'digital-officer')], ['token-of-the-neighbour', staff(amt.tenant, 'digital-officer')],
]);
const app = await createServer({
  house: stand.house, sessions: { findActor: async (token) => actors.get(token) }, assets: await buildAssets(), pages: onlineServicesModule.pages ?? [], api: onlineServicesModule.api ?? [], navigation: onlineServicesModule.navigation ?? [],
});
after(() => app.close());

const aBrowser = (session?: string) => anyBrowser(app, stand.house.clock, session);

async function filledIn(browser: ReturnType<typeof aBrowser>) {
  await browser.get(`/heilbronn/services/${SERVICE}`);
  let page = await browser.post(`/heilbronn/services/${SERVICE}`);
  const seen: string[] = [];
  while (!page.url.endsWith('/check')) {
    const id = page.url.split('/').at(-1) ?? '';
    seen.push(id);
    assert.equal(page.status, 200, `${page.url}: ${page.body.slice(0, 300)}`);
    page = await browser.post(page.url, typed(id));
  }
  return { page, seen };
}

test('a citizen without scripts goes from the start page to the receipt, the PDF and the status', async () => {
  const browser = aBrowser();
  const start = await browser.get(`/heilbronn/services/${SERVICE}`);
  assert.match(start.body, /<h1[^>]*>Hundesteuer anmelden<\/h1>/u);
  assert.match(start.body, /Beispielwerte/u);
  assert.match(start.body, /innerhalb eines Monats/u);

  const { page: check, seen } = await filledIn(browser);
  assert.deepEqual(seen, ['person', 'address', 'dog', 'age', 'keeping', 'amount']);
  assert.match(check.body, /Krümel/u);
  assert.match(check.body, /96,00\s€/u);
  assert.match(check.body, /href="[^"]+\/dog\?back=check"/u);

  const undeclared = await browser.post(check.url, {});
  assert.equal(undeclared.status, 422);
  assert.match(undeclared.body, /Bestätigen Sie, dass Ihre Angaben/u);

  const receipt = await browser.post(check.url, { 'declaration.truth': 'yes' });
  assert.ok(receipt.url.endsWith('/receipt'), receipt.url);
  assert.match(receipt.body, /Ihr Antrag ist angekommen/u);
  const reference = /a-confirm__reference">([^<]+)</u.exec(receipt.body)?.[1] ?? '';
  const secret = /Zugangscode<\/dt><dd[^>]*>([^<]+)</u.exec(receipt.body)?.[1] ?? '';
  const pdf = await browser.get(`${receipt.url}.pdf`);
  assert.equal(pdf.type, 'application/pdf');
  assert.equal((await browser.get(check.url)).url, receipt.url);

  const other = aBrowser();
  await other.get('/heilbronn/status');
  const wrong = await other.post('/heilbronn/status', { reference, secret: '0000-0000-0000-0000' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.body, new RegExp(`value="${reference}"`, 'u'));
  const status = await other.post('/heilbronn/status', { reference: reference.toLowerCase(), secret });
  assert.equal(status.status, 200);
  assert.match(status.body, /Eingegangen/u);
  assert.equal((await other.get('/heilbronn/status/receipt.pdf')).type, 'application/pdf');
  await noteApplicationState(citizen(stand, heilbronn.tenant), { application: await applicationOf(reference), state: 'in-progress', since: new Date('2026-05-21T08:00:00Z') });
  assert.match((await other.get('/heilbronn/status')).body, /In Bearbeitung/u);
  assert.match((await other.post('/heilbronn/status', { close: 'yes' })).body, /Geben Sie die Vorgangsnummer/u);
});

async function applicationOf(reference: string): Promise<string> {
  return stand.house.database.inTenant(heilbronn.tenant, async (tx) => (await tx.client.query<{ id: string }>('select id from online_services.application where tenant_id = $1 and reference = $2', [heilbronn.tenant, reference])).rows[0]?.id ?? '');
}

test('mistakes stand at the field and in the summary, and everything typed is still there', async () => {
  const browser = aBrowser();
  await browser.get(`/heilbronn/services/${SERVICE}`);
  const first = await browser.post(`/heilbronn/services/${SERVICE}`);
  const refused = await browser.post(first.url, { 'applicant.givenName': 'Ilvy <b>', 'applicant.email': 'kein-at', 'applicant.birthDate.day': '31', 'applicant.birthDate.month': '2', 'applicant.birthDate.year': '1980' });
  assert.equal(refused.status, 422);
  assert.match(refused.body, /<title>Fehler:/u);
  for (const message of ['Geben Sie Ihren Nachnamen ein.', 'Den Tag bei „Ihr Geburtsdatum“ gibt es nicht']) assert.equal(refused.body.split(message).length - 1, 2, message);
  assert.match(refused.body, /value="Ilvy &lt;b&gt;"/u);
  assert.match(refused.body, /value="kein-at"/u);
  assert.match(refused.body, /href="#field-applicant-familyName"/u);
  assert.match(refused.body, /id="field-applicant-birthDate"[^>]*value="31"/u);
});

test('changing an answer leads back to the check page, or to what the change has opened', async () => {
  const browser = aBrowser();
  const { page } = await filledIn(browser);
  const base = page.url.replace(/check$/u, '');
  const changed = await browser.post(`${base}dog?back=check`, { ...typed('dog'), 'dog.name': 'Wotan' });
  assert.ok(changed.url.endsWith('/check'));
  assert.match(changed.body, /Wotan/u);
  const opened = await browser.post(`${base}keeping?back=check`, { ...typed('keeping'), 'keeping.origin': 'moved' });
  assert.ok(opened.url.endsWith('/previous'), opened.url);
});

test('pages out of turn lead to the open page, foreign and unknown drafts to the same 404', async () => {
  const browser = aBrowser();
  await browser.get(`/heilbronn/services/${SERVICE}`);
  const first = await browser.post(`/heilbronn/services/${SERVICE}`);
  const base = first.url.replace(/person$/u, '');
  assert.equal((await browser.get(`${base}amount`)).url, first.url);
  assert.equal((await browser.get(`${base}check`)).url, first.url);
  assert.equal((await browser.get(`${base}receipt`)).url, first.url);

  const stranger = aBrowser();
  const unknown = await stranger.get('/heilbronn/apply/0190a000-0000-7000-8000-000000000001/person');
  for (const url of [first.url, `${base}receipt`, `${base}receipt.pdf`]) {
    const foreign = await stranger.get(url);
    assert.deepEqual([foreign.status, foreign.body], [404, unknown.body]);
  }
  assert.equal((await browser.get(`${base}unknown-page`)).status, 404);
  assert.equal((await browser.get(first.url.replace('/heilbronn/', '/flein/'))).status, 404);
});

test('the form speaks English when asked, and keeps its answers', async () => {
  const browser = aBrowser();
  const { page } = await filledIn(browser);
  assert.match(page.body, /Prüfen Sie Ihre Angaben/u);
  const english = await browser.get(`${page.url}?lang=en`);
  assert.match(english.body, /Check your answers/u);
  assert.match(english.body, /Krümel/u);
  assert.match((await browser.post(page.url, {})).body, /Confirm that your answers are correct/u);
});

test('an officer enters rates, sees what is missing, and switches the service on', async () => {
  const browser = aBrowser('amt');
  const path = `/amt-guestrow-land/office/services/${SERVICE}`;
  const list = await browser.get('/amt-guestrow-land/office/services');
  assert.match(list.body, /ausgeschaltet/u);
  const takeOver = await browser.get(`${path}/take-over`);
  assert.match(takeOver.body, /Heilbronn/u);
  const taken = await browser.post(`${path}/take-over`, { from: heilbronn.tenant });
  assert.match(taken.body, /Das fehlt noch zum Einschalten/u);

  const values = overlayInputValues(theDogTaxPackage(), anOverlay());
  const refused = await browser.post(path, { ...values, 'rates.first': 'sechzig', next: 'activate' });
  assert.equal(refused.status, 422);
  assert.match(refused.body, /value="sechzig"/u);
  const missing = await browser.post(path, { ...values, 'rates.first': '', next: 'activate' });
  assert.equal(missing.status, 422);
  assert.match(missing.body, /Füllen Sie das Feld „Erster Hund“ aus/u);
  assert.equal((await aBrowser().get(`/glasewitz/services/${SERVICE}`)).status, 404);

  const on = await browser.post(path, { ...values, 'rates.first': '60,00', next: 'activate' });
  assert.equal(on.status, 200);
  assert.match(on.body, /eingeschaltet/u);
  assert.equal((await aBrowser().get(`/glasewitz/services/${SERVICE}`)).status, 200);
  assert.match((await browser.get(`${path}/off`)).body, /ausschalten\?/u);
  await browser.post(`${path}/off`);
  assert.equal((await aBrowser().get(`/glasewitz/services/${SERVICE}`)).status, 404);
});

test('a caseworker may look but not change, a neighbour sees nothing', async () => {
  const path = `/heilbronn/office/services/${SERVICE}`;
  const reader = aBrowser('reader');
  assert.match((await reader.get(path)).body, /Ändern können sie die Digitalbeauftragten/u);
  assert.equal((await reader.get(`${path}/off`)).status, 403);
  const neighbour = aBrowser('amt');
  for (const url of ['/heilbronn/office/services', path, `${path}/off`, `${path}/take-over`]) assert.equal((await neighbour.get(url)).status, 404, url);
});

test('a program goes the same way over the API, with problems that point at the field', async () => {
  const call = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, options: { secret?: string; session?: string; body?: object } = {}) => {
    const response = await app.inject({
      method, url: `/api/v1${url}`, headers: { ...(options.secret ? { 'allmende-secret': options.secret } : {}), ...(options.session ? { authorization: `Bearer ${options.session}` } : {}) }, ...(options.body ? { payload: options.body } : {}),
    });
    return { status: response.statusCode, type: String(response.headers['content-type']), json: String(response.headers['content-type']).includes('json') ? response.json<Record<string, unknown>>() : {} };
  };
  const { json: service } = await call('GET', `/places/heilbronn/services/${SERVICE}`);
  assert.equal(service['name'], 'Hundesteuer anmelden');
  const { status, json: started } = await call('POST', `/places/heilbronn/services/${SERVICE}/drafts`);
  assert.equal(status, 201);
  const secret = String(started['secret']);
  const draft = `/drafts/${String(started['draft'])}`;
  const refused = await call('PUT', `${draft}/pages/person`, { secret, body: { 'applicant.givenName': 'Ilvy' } });
  assert.equal(refused.status, 422);
  assert.equal(refused.type, 'application/problem+json; charset=utf-8');
  assert.match(JSON.stringify(refused.json), /"\/applicant.familyName"/u);
  assert.equal((await call('POST', `${draft}/submission`, { secret, body: {} })).status, 409);
  for (let page = String(started['firstPage']); page !== 'check';) page = String((await call('PUT', `${draft}/pages/${page}`, { secret, body: typed(page) })).json['next']);
  assert.deepEqual((await call('GET', draft, { secret })).json['results'], { dogNumber: 1, annualTax: 9600, firstTaxMonth: '2026-06-01', firstYear: 2026, firstYearTax: 5600 });
  const sent = await call('POST', `${draft}/submission`, { secret, body: { 'declaration.truth': 'yes' } });
  const again = await call('POST', `${draft}/submission`, { secret, body: { 'declaration.truth': 'yes' } });
  assert.deepEqual(again.json, sent.json);
  assert.equal((await call('GET', `${draft}/receipt`, { secret })).type, 'application/pdf');
  assert.equal((await call('GET', `/applications/${String(sent.json['reference'])}`, { secret: String(sent.json['secret']) })).json['state'], 'submitted');

  assert.equal((await call('GET', '/authorities/heilbronn/services')).status, 401);
  assert.equal((await call('GET', '/authorities/heilbronn/services', { session: 'token-of-the-neighbour' })).status, 404);
  const offered = await call('GET', `/authorities/heilbronn/services/${SERVICE}`, { session: 'token-of-the-officer' });
  assert.deepEqual([offered.json['isOn'], offered.json['missing']], [true, []]);
  assert.equal((await call('PUT', `/authorities/heilbronn/services/${SERVICE}/overlay`, { session: 'token-of-the-officer', body: { 'rates.first': 'viel' } })).status, 422);

  for (const wrong of [undefined, 'x', `${heilbronn.tenant}.wrong`]) assert.equal((await call('GET', draft, wrong ? { secret: wrong } : {})).status, 404);
  assert.equal((await call('GET', `/applications/${String(sent.json['reference'])}`)).status, 404);
});
