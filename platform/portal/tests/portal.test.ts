import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { permission, type Actor } from '@allmende/access';
import { accessMigrations } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { newId, tenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { eventsMigrations } from '@allmende/events';
import { filesMigrations } from '@allmende/files';
import { testHouse } from '@allmende/house/testing';
import { buildAssets, heading } from '@allmende/html';
import { createServer, definePage, show } from '@allmende/http';
import { jobsMigrations } from '@allmende/jobs';
import { membershipMigrations } from '@allmende/membership';
import { authorityId, registerDirectory, registerMigrations } from '@allmende/register';
import { importTestEdition } from '@allmende/register/testing';
import { secretsMigrations } from '@allmende/secrets';
import { createPortalModule } from '../module.ts';

const { database } = await testDatabase([jobsMigrations, eventsMigrations, secretsMigrations, filesMigrations, auditMigrations, accessMigrations, registerMigrations, membershipMigrations]);
await importTestEdition(database);

const amt = tenantId(authorityId('association', '130725255'));
const heilbronn = tenantId(authorityId('town', '08121000'));
const seeSamples = permission('sample/see-samples', { roles: ['caseworker'] });
const CASEWORKER = 'caseworker-token-000000000';
const actors = new Map<string, Actor>([[CASEWORKER, { kind: 'staff', accountId: newId(), name: 'Kim Beispiel', grants: [{ tenant: amt, role: 'caseworker' }] }]]);
const house = testHouse(database, { directory: registerDirectory(database) });
const counted: string[] = [];
let members = 13;
const dogTax = (authority: string, place: string) => ({
  authority, service: 'hundesteuer', title: { de: 'Hundesteuer anmelden', en: 'Register for dog tax' }, summary: { de: 'Melden Sie Ihren Hund an.', en: 'Register your dog.' }, href: `/${place}/services/hundesteuer`,
});
const portal = createPortalModule({
  servicesOfPlace: async (_ctx, { place }) => (place.slug === 'heilbronn' ? [dogTax(heilbronn, place.slug)] : place.slug === 'glasewitz' ? [dogTax(amt, place.slug)] : []),
  servicesOfAuthority: async (_ctx, { authority }) => (authority.tenant === amt ? [dogTax(amt, 'glasewitz')] : []),
  startFigures: [
    { label: { de: 'Mitglieder', en: 'Members' }, value: async () => { counted.push('members'); return members; } },
    { label: { de: 'vollständig eingegangen', en: 'complete on arrival' }, unit: 'percent', value: async () => undefined },
    { label: { de: 'kaputt', en: 'broken' }, value: async () => { throw new Error('not countable'); } },
  ],
});
const named = (path: string, access: 'anyone' | typeof seeSamples = 'anyone') =>
  definePage({ method: 'GET', path, access, handle: async (request) => show({ title: 'x', main: heading(`${path} ${JSON.stringify(request.params)}`) }) });
const app = await createServer({
  house, sessions: { findActor: async (token) => actors.get(token) }, assets: await buildAssets(),
  pages: [...(portal.pages ?? []), named('/:place/services/:service'), named('/:place/apply/:draft/:page'), named('/:authority/office/samples', seeSamples)], api: portal.api ?? [], navigation: portal.navigation ?? [],
});
after(() => app.close());

const page = (url: string, token?: string) => app.inject({ url, headers: token === undefined ? {} : { cookie: `allmende-session=${token}` } });
const mainOf = (body: string) => /<main[\s\S]*<\/main>/u.exec(body)?.[0].replaceAll(/<[^>]+>/gu, ' ').replaceAll(/\s+/gu, ' ') ?? '';

test('the start page leads to one\'s place and shows only figures that are known', async () => {
  const { statusCode, body } = await page('/');

  assert.equal(statusCode, 200);
  assert.match(body, /action="\/places"[\s\S]*name="q"/u);
  assert.match(mainOf(body), /Mitglieder 13/u);
  assert.doesNotMatch(body, /vollständig eingegangen|kaputt|undefined/u);
  assert.match((await page('/?lang=en')).body, /Where do you live\?[\s\S]*Members/u);
});

test('the figures are counted every few seconds, not for every visitor', async () => {
  house.clock.advanceMs(60_000);
  await page('/');
  await new Promise(setImmediate);
  counted.length = 0;
  members = 14;
  for (let visit = 0; visit < 20; visit += 1) await page('/');
  assert.deepEqual(counted, []);

  house.clock.advanceMs(6_000);
  await page('/');
  await new Promise(setImmediate);
  assert.deepEqual(counted, ['members']);
  assert.match(mainOf((await page('/')).body), /Mitglieder 14/u);
});

test('a place is found by name, by part of it and by the postcode of its town hall, and the page says by what', async () => {
  const exact = await page('/places?q=heilbronn');
  assert.deepEqual([exact.statusCode, exact.headers.location], [303, '/heilbronn']);
  assert.match(mainOf((await page('/places?q=glasew')).body), /Glasewitz Landkreis Rostock Mecklenburg-Vorpommern Name/u);
  assert.match(mainOf((await page('/places?q=18276')).body), /2 Orte zu „18276“[\s\S]*Postleitzahl des Rathauses/u);
  assert.match(mainOf((await page('/places?q=74072')).body), /Ein Ort zu „74072“[\s\S]*Postleitzahl des Rathauses/u);
  assert.match(mainOf((await page('/places?q=nirgendwo')).body), /Kein Ort zu „nirgendwo“ gefunden/u);
  assert.equal((await page('/places')).statusCode, 200);
  assert.match((await page('/places?q=g%C3%BCstrow')).body, /href="\/amt-guestrow-land"/u);
});

test('a place shows what its authorities offer and who they are', async () => {
  const { statusCode, body } = await page('/glasewitz');

  assert.equal(statusCode, 200);
  assert.match(body, /href="\/glasewitz\/services\/hundesteuer"/u);
  const main = mainOf(body);
  for (const part of ['Hundesteuer anmelden', 'Zuständig: Amt Güstrow-Land', 'Aufgaben der Gemeinde Amt Güstrow-Land', 'Aufgaben des Kreises Landkreis Rostock', 'Groß Schwiesow', 'Mecklenburg-Vorpommern']) assert.ok(main.includes(part), part);
  assert.match(mainOf((await page('/heilbronn')).body), /Gemeinde und Kreis Stadt Heilbronn/u);
});

test('a citizen searches the services of the place', async () => {
  assert.match(mainOf((await page('/heilbronn?q=HUND+melden')).body), /Treffer zu „HUND melden“ Hundesteuer anmelden/u);
  assert.match(mainOf((await page('/heilbronn?q=Reisepass')).body), /Zu „Reisepass“ gibt es hier noch nichts online/u);
  assert.match((await page('/heilbronn?q=%22%3E%3Cscript%3E')).body, /&quot;&gt;&lt;script&gt;|&#34;&gt;&lt;script&gt;|„&quot;&gt;&lt;script/u);
});

test('a place without services says what one can do instead', async () => {
  const main = mainOf((await page('/flein')).body);
  assert.match(main, /Hier gibt es noch keine Online-Dienste[\s\S]*bietet über Allmende noch nichts an/u);
});

test('an area outside any municipality says that it has no administration', async () => {
  assert.match(mainOf((await page('/gebiet-giebel')).body), /gehört zu keiner Gemeinde und hat keine Gemeindeverwaltung/u);
});

test('an Amt or Landkreis answers at its own address with its places', async () => {
  const { statusCode, body } = await page('/amt-guestrow-land');

  assert.equal(statusCode, 200);
  assert.match(body, /<title>Amt Güstrow-Land<\/title>/u);
  assert.match(body, /href="\/glasewitz"[\s\S]*href="\/gross-schwiesow"/u);
  assert.match(mainOf(body), /Hundesteuer anmelden/u);
  assert.equal((await page('/landkreis-rostock')).statusCode, 200);
});

test('an address that names neither place nor authority is not found', async () => {
  assert.equal((await page('/nirgendwo')).statusCode, 404);
  assert.equal((await page('/favicon.ico')).statusCode, 404);
});

test('pages of other rooms below a place or authority keep their own parameters', async () => {
  assert.match((await page('/heilbronn/services/hundesteuer')).body, /place&quot;:&quot;heilbronn&quot;,&quot;service&quot;:&quot;hundesteuer|"place":"heilbronn","service":"hundesteuer"/u);
  assert.match((await page('/heilbronn/apply/abc/dog')).body, /draft[^}]*abc/u);
  assert.equal((await page('/amt-guestrow-land/office/samples', CASEWORKER)).statusCode, 200);
  assert.equal((await page('/heilbronn/office/samples', CASEWORKER)).statusCode, 404);
  assert.equal((await page('/amt-guestrow-land/services/hundesteuer')).statusCode, 404, 'an Amt is no place');
});

test('the API names the services of a place with their authority', async () => {
  const { services } = (await app.inject({ url: '/api/v1/places/glasewitz/services' })).json<{ services: { service: string; address: string; authority: { slug: string } }[] }>();

  assert.deepEqual(services.map(({ service, address, authority }) => [service, address, authority.slug]), [['hundesteuer', 'http://allmende.test/glasewitz/services/hundesteuer', 'amt-guestrow-land']]);
  assert.equal((await app.inject({ url: '/api/v1/places/nirgendwo/services' })).statusCode, 404);
});
