import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { systemActor } from '@allmende/access';
import { buildAssets } from '@allmende/html';
import { contextFor } from '@allmende/house';
import { createServer } from '@allmende/http';
import { activateService, publishPackages, readForDelivery, removeApp, runApp, saveOverlay } from '../index.ts';
import { exportApp, restoreApp } from '../actions/archive-app.ts';
import { contentHash } from '../domain/content-hash.ts';
import { onlineServicesModule } from '../module.ts';
import { theDogTaxPackage } from '../testing/index.ts';
import { aBrowser as anyBrowser } from './a-browser.ts';
import { officer, openStand, placeAndTenant } from './stand.ts';
import { join } from 'node:path';
import { tenantId } from '@allmende/database';

const SERVICE = 'haushalt-anzeigen';
const stand = await openStand();
const { tenant, ars } = await placeAndTenant(stand, 'heilbronn');
await publishPackages(contextFor(stand.house, { kind: 'system', name: 'operator-command' }, tenantId('00000000-0000-0000-0000-000000000000')), { folder: join(import.meta.dirname, '../testing') });
const office = officer(stand, tenant);
await runApp(office);
await saveOverlay(office, { service: SERVICE, body: {} });
await activateService(office, { service: SERVICE });

const app = await createServer({
  house: stand.house, sessions: { findActor: async () => undefined }, assets: await buildAssets(), pages: onlineServicesModule.pages ?? [], api: onlineServicesModule.api ?? [], navigation: [],
});
after(async () => {
  await app.close();
  await stand.close();
});

const aBrowser = () => anyBrowser(app, stand.house.clock);

type Browser = ReturnType<typeof aBrowser>;

const born = (year: string) => ({ 'member.birthDate.day': '31', 'member.birthDate.month': '1', 'member.birthDate.year': year });
const ANNA = { 'member.givenName': 'Anna', 'member.familyName': 'Beispiel', ...born('1990') };

/** Starts and fills in everything before the list; gives the address of the list. */
async function atTheList(browser: Browser): Promise<string> {
  await browser.get(`/heilbronn/services/${SERVICE}`);
  const page = await browser.post(`/heilbronn/services/${SERVICE}`);
  const list = await browser.post(page.url, { 'applicant.givenName': 'Anna', 'applicant.familyName': 'Beispiel' });
  assert.match(list.url, /\/household$/u);
  return list.url;
}

async function addAnna(browser: Browser, list: string) {
  const person = await browser.post(`${list}/add`);
  const work = await browser.post(person.url, ANNA);
  const income = await browser.post(work.url, { 'member.earns': 'yes' });
  return browser.post(income.url, { 'member.income': '2500' });
}

test('a citizen without scripts adds, changes and removes people, and sends the household', async () => {
  const browser = aBrowser();
  const list = await atTheList(browser);
  const empty = await browser.get(list);
  assert.match(empty.body, /Noch keine Person/u);
  const refused = await browser.post(list);
  assert.equal(refused.status, 422);
  assert.match(refused.body, /href="#field-member"[^>]*>Fügen Sie bei „Personen im Haushalt“ mindestens einen Eintrag hinzu/u);
  assert.match(refused.body, /id="field-member"/u);

  const person = await browser.post(`${list}/add`);
  assert.match(person.url, /\/memberPerson\/[0-9a-f-]{36}$/u);
  assert.match(person.body, /Person 1 von 1/u);
  const wrong = await browser.post(person.url, { ...ANNA, ...born('2999') });
  assert.equal(wrong.status, 422);
  assert.match(wrong.body, /value="Anna"/u, 'what was typed is not lost');
  assert.match(wrong.body, /liegt in der Zukunft/u);
  const work = await browser.post(person.url, ANNA);
  assert.match(work.url, /\/memberWork\//u);
  assert.match(work.body, /Person 1 von 1: Anna Beispiel/u);
  assert.match(work.body, new RegExp(`href="${person.url}"`, 'u'), 'back leads to the page before');
  const income = await browser.post(work.url, { 'member.earns': 'yes' });
  const listed = await browser.post(income.url, { 'member.income': '2500' });
  assert.equal(listed.url, list);
  assert.match(listed.body, /Person 1 von 1: Anna Beispiel/u);
  assert.match(listed.body, /2\.500,00\s€/u);

  const child = await browser.post(`${list}/add`);
  await browser.post(child.url, { 'member.givenName': 'Cem', ...born('2020') });
  const third = await browser.post(`${list}/add`);
  const unfinished = await browser.post(list);
  assert.equal(unfinished.status, 422);
  assert.match(unfinished.body, /Ergänzen Sie die Angaben zu „Person 3“/u);
  const row = third.url.split('/').at(-1)!;
  const anchor = /href="#(field-member-[^"]+)"/u.exec(unfinished.body)?.[1] ?? '';
  assert.ok(unfinished.body.includes(`id="${anchor}"`), 'the summary leads to the card');
  const ask = await browser.get(`${list}/${row}/remove`);
  assert.match(ask.body, /Person entfernen/u);
  const removed = await browser.post(`${list}/${row}/remove`);
  assert.equal(removed.url, list);
  assert.doesNotMatch(removed.body, /Person 3/u);
  assert.equal((await browser.get(third.url)).status, 404, 'a removed row is gone');
  assert.equal((await browser.post(third.url, ANNA)).status, 404);

  const home = await browser.post(list);
  assert.match(home.url, /\/home$/u);
  const check = await browser.post(home.url, { 'home.rooms': '3' });
  assert.match(check.url, /\/check$/u);
  assert.match(check.body, /Person 1 von 2: Anna Beispiel/u);
  assert.match(check.body, /Person 2 von 2: Cem/u);
  const change = /href="([^"]+\/memberIncome\/[^"]+\?back=check)"/u.exec(check.body)?.[1] ?? '';
  const changed = await browser.get(change);
  assert.match(changed.body, /value="2\.?500,00"/u);
  const back = await browser.post(change, { 'member.income': '2600' });
  assert.match(back.url, /\/check$/u);
  assert.match(back.body, /2\.600,00\s€/u);
  const receipt = await browser.post(check.url, { 'declaration.truth': 'yes' });
  assert.equal(receipt.status, 200);
  assert.match(receipt.url, /\/receipt$/u);
  assert.match(receipt.body, /Person 2 von 2: Cem/u);
  const pdf = await browser.get(`${receipt.url}.pdf`);
  assert.equal(pdf.status, 200);

  const [sent] = (await exportApp(office)).applications;
  assert.deepEqual(sent?.rows, { member: [
    { 'member.givenName': 'Anna', 'member.familyName': 'Beispiel', 'member.birthDate': '1990-01-31', 'member.earns': true, 'member.income': 260000 }, { 'member.givenName': 'Cem', 'member.birthDate': '2020-01-31' },
  ] });
  assert.deepEqual(sent?.results, { people: 2, income: 260000 });
  const system = contextFor(stand.house, systemActor('delivery'), tenant);
  const { sent: handed, guide } = await readForDelivery(system, { application: sent!.id });
  assert.deepEqual(handed.rows, sent?.rows);
  assert.deepEqual(guide.summaries.de.pages.map(({ title }) => title), ['Ihre Person', 'Person 1 von 2: Anna Beispiel', 'Person 2 von 2: Cem', 'Ihre Wohnung', 'Erklärung der antragstellenden Person']);
});

test('changing an earlier answer leaves out what is no longer asked of a row', async () => {
  const browser = aBrowser();
  const list = await atTheList(browser);
  const listed = await addAnna(browser, list);
  const person = /href="([^"]+\/memberPerson\/[^"]+)"/u.exec(listed.body)?.[1] ?? '';
  await browser.post(person, { ...ANNA, ...born('2020') });
  const refused = await browser.post(list);
  assert.equal(refused.status, 422);
  assert.match(refused.body, /mindestens|volljährig/iu);
  assert.doesNotMatch(refused.body, /2\.500,00/u, 'the income of a child is not shown');
});

test('a list takes no more rows than the group may have, and says so', async () => {
  const browser = aBrowser();
  const list = await atTheList(browser);
  for (let count = 0; count < 5; count += 1) await addAnna(browser, list);
  const full = await browser.get(list);
  assert.match(full.body, /Sie haben 5 Einträge\. Mehr sind nicht möglich/u);
  assert.doesNotMatch(full.body, /household\/add/u);
  const pressed = await browser.post(`${list}/add`);
  assert.equal(pressed.status, 422);
  assert.match(pressed.body, /höchstens 5 Einträge möglich/u);
});

test('nobody reaches the rows of another draft, and unknown rows and pages are the same 404', async () => {
  const owner = aBrowser();
  const list = await atTheList(owner);
  const person = await owner.post(`${list}/add`);
  const stranger = aBrowser();
  const strangersList = await atTheList(stranger);
  const row = person.url.split('/').at(-1)!;
  for (const url of [list, person.url, `${list}/${row}/remove`]) assert.equal((await stranger.get(url)).status, 404, url);
  for (const url of [`${list}/add`, person.url, `${list}/${row}/remove`]) assert.equal((await stranger.post(url, ANNA)).status, 404, url);
  const foreign = person.url.replace(list.replace(/household$/u, ''), strangersList.replace(/household$/u, ''));
  assert.equal((await stranger.get(foreign)).status, 404, 'a row of another draft in one\'s own');
  for (const url of [`${list}/nonsense`, person.url.replace('memberPerson', 'memberIncome'), person.url.replace('memberPerson', 'applicant'), `${list.replace('household', 'applicant')}/${row}/remove`]) assert.equal((await owner.get(url)).status, 404, url);
  assert.equal((await owner.post(`${list.replace('household', 'applicant')}/add`)).status, 404);
});

/** The API with the key to a draft. */
async function aDraft() {
  const started = (await app.inject({ method: 'POST', url: `/api/v1/places/heilbronn/services/${SERVICE}/drafts` })).json<{ draft: string; secret: string }>();
  const call = async (method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, payload?: unknown) => {
    const response = await app.inject({ method, url: `/api/v1/drafts/${started.draft}${path}`, headers: { 'allmende-secret': started.secret }, ...(payload === undefined ? {} : { payload: payload as object }) });
    return { status: response.statusCode, body: response.json<Record<string, never>>() as Record<string, unknown> };
  };
  return call;
}

test('the API adds, fills in, shows and removes rows', async () => {
  const call = await aDraft();
  assert.equal((await call('POST', '/pages/household/rows')).status, 409, 'the page before is open');
  assert.equal((await call('PUT', '/pages/applicant', { 'applicant.givenName': 'Anna', 'applicant.familyName': 'Beispiel' })).status, 200);
  const added = await call('POST', '/pages/household/rows');
  assert.equal(added.status, 201);
  const { row } = added.body as { row: string };
  assert.deepEqual((await call('PUT', `/pages/memberPerson/rows/${row}`, ANNA)).body, { list: 'household', next: 'memberWork' });
  assert.deepEqual((await call('PUT', `/pages/memberWork/rows/${row}`, { 'member.earns': 'no' })).body, { list: 'household', next: null });
  const refused = await call('PUT', `/pages/memberPerson/rows/${row}`, { ...ANNA, 'member.givenName': '' });
  assert.equal(refused.status, 422);
  assert.equal((await call('PUT', '/pages/household', {})).status, 200);
  const { body } = await call('GET', '');
  assert.deepEqual(body['rows'], { member: [{ id: row, done: true, answers: { 'member.givenName': 'Anna', 'member.familyName': 'Beispiel', 'member.birthDate': '1990-01-31', 'member.earns': false }, pages: [{ id: 'memberPerson', state: 'done' }, { id: 'memberWork', state: 'done' }] }] });
  assert.deepEqual(body['results'], { people: 1, income: 0 });
  assert.equal((await call('DELETE', `/pages/household/rows/${row}`)).status, 200);
  assert.equal((await call('DELETE', `/pages/household/rows/${row}`)).status, 404);
  assert.deepEqual((await call('GET', '')).body['rows'], { member: [] });
});

test('5,000 rows are refused with a clear message, one by one or at once', async () => {
  const call = await aDraft();
  await call('PUT', '/pages/applicant', { 'applicant.givenName': 'Anna', 'applicant.familyName': 'Beispiel' });
  const seen = new Map<number, number>();
  for (let count = 0; count < 30; count += 1) {
    const added = await call('POST', '/pages/household/rows');
    seen.set(added.status, (seen.get(added.status) ?? 0) + 1);
    if (added.status === 201) await call('PUT', `/pages/memberPerson/rows/${(added.body as { row: string }).row}`, { 'member.givenName': 'Kind', ...born('2020') });
    else assert.match(JSON.stringify(added.body), /höchstens 5 Einträge/u);
  }
  assert.deepEqual([...seen], [[201, 5], [422, 25]]);
  const large = await call('PUT', '/pages/household/rows', { rows: Array.from({ length: 5_000 }, () => ({ 'member.givenName': 'Kind', ...born('2020') })) });
  assert.equal(large.status, 422);
  assert.match(JSON.stringify(large.body), /Das ist zu groß/u);
  const atOnce = await call('PUT', '/pages/household/rows', { rows: Array.from({ length: 5_000 }, () => ({ 'member.givenName': 'Kind' })) });
  assert.equal(atOnce.status, 422);
  assert.match(JSON.stringify(atOnce.body), /höchstens 5 Einträge/u);
  assert.equal(((await call('GET', '')).body['rows'] as { member: unknown[] }).member.length, 5);
});

test('the API takes all rows of a list at once, or none when one is wrong', async () => {
  const call = await aDraft();
  await call('PUT', '/pages/applicant', { 'applicant.givenName': 'Anna', 'applicant.familyName': 'Beispiel' });
  const put = await call('PUT', '/pages/household/rows', { rows: [{ ...ANNA, 'member.earns': 'yes', 'member.income': '2500' }, { 'member.givenName': 'Cem', ...born('2020') }] });
  assert.equal(put.status, 200, JSON.stringify(put.body));
  assert.deepEqual((await call('GET', '')).body['results'], { people: 2, income: 250000 });
  const wrong = await call('PUT', '/pages/household/rows', { rows: [{ ...ANNA, 'member.earns': 'yes', 'member.income': 'viel' }] });
  assert.equal(wrong.status, 422);
  assert.deepEqual((wrong.body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer), ['/rows/0/member.income']);
  assert.deepEqual((await call('GET', '')).body['results'], { people: 2, income: 250000 }, 'nothing was lost');
});

test('an archive brings rows back as they were', async () => {
  const archived = await exportApp(office);
  const files = new Map<string, Uint8Array>();
  for (const { path, read } of archived.files) files.set(path, await read());
  await removeApp(office);
  await restoreApp(office, archived, async (path) => files.get(path) ?? new Uint8Array());
  const again = await exportApp(office);
  assert.deepEqual(again.applications.map(({ rows, answers }) => ({ rows, answers })), archived.applications.map(({ rows, answers }) => ({ rows, answers })));
  assert.ok(again.applications.length > 0 && ars !== '');
});

test('a package without groups keeps its hash', () => {
  const { service, fields, flow, rules, evidence, overlay, case: caseWork, texts, samples, sampleOverlays } = theDogTaxPackage();
  assert.equal(contentHash(theDogTaxPackage()), contentHash({ service, fields, flow, rules, evidence, overlay, case: caseWork, texts, samples, sampleOverlays }), 'nothing is added to a package that does not ask for it');
});
