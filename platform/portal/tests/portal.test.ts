import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { accessMigrations, permission, type Actor, type Role } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { newId, PLATFORM_TENANT, tenantId, type TenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { eventsMigrations } from '@allmende/events';
import { filesMigrations } from '@allmende/files';
import { testHouse } from '@allmende/house/testing';
import { buildAssets, heading } from '@allmende/html';
import { createServer, definePage, show, type NavigationEntry } from '@allmende/http';
import { jobsMigrations } from '@allmende/jobs';
import { foundMembers, membershipMigrations } from '@allmende/membership';
import { authorityId, registerDirectory, registerMigrations } from '@allmende/register';
import { importTestEdition } from '@allmende/register/testing';
import { secretsMigrations } from '@allmende/secrets';
import { portalMigrations } from '../index.ts';
import { createPortalModule } from '../module.ts';

const { database } = await testDatabase([jobsMigrations, eventsMigrations, secretsMigrations, filesMigrations, auditMigrations, accessMigrations, registerMigrations, membershipMigrations, portalMigrations]);
await importTestEdition(database);

const amt = tenantId(authorityId('association', '130725255'));
const heilbronn = tenantId(authorityId('town', '08121000'));
const seeSamples = permission('sample/see-samples', { roles: ['caseworker'] });
const CASEWORKER = 'caseworker-token-000000000';
const OFFICER = 'officer-token-000000000000';
const OPERATOR = 'operator-token-00000000000';
const staff = (tenant: TenantId, role: Role): Actor => ({ kind: 'staff', accountId: newId(), name: 'Kim Beispiel', grants: [{ tenant, role }] });
const actors = new Map<string, Actor>([[CASEWORKER, staff(amt, 'caseworker')], [OFFICER, staff(amt, 'digital-officer')], [OPERATOR, staff(PLATFORM_TENANT, 'operator')]]);
const house = testHouse(database, { directory: registerDirectory(database) });
await foundMembers({ ...house, actor: staff(PLATFORM_TENANT, 'operator') });
const counted: string[] = [];
let members = 13;
const dogTax = (authority: string, place: string) => ({
  authority, service: 'hundesteuer', title: { de: 'Hundesteuer anmelden', en: 'Register for dog tax' }, summary: { de: 'Melden Sie Ihren Hund an.', en: 'Register your dog.' }, href: `/${place}/services/hundesteuer`,
  keywords: { de: 'Hund, Welpe, Hundesteuer', en: 'dog, puppy' },
});
const entries: NavigationEntry[] = [{ area: 'office', label: { de: 'Proben', en: 'Samples' }, summary: { de: 'Proben ansehen', en: 'See samples' }, segments: ['samples'], access: seeSamples, order: 10 }];
const portal = createPortalModule({
  navigation: () => entries,
  officeFigures: [{ label: { de: 'neue Proben', en: 'new samples' }, permission: seeSamples, href: (urlFor, authority) => urlFor.office(authority, 'samples'), value: async ({ tenant }) => (tenant === amt ? 1234 : 0) }],
  operatorFigures: [],
  servicesOfPlace: async (_ctx, { place }) => (place.slug === 'heilbronn' ? [dogTax(heilbronn, place.slug)] : place.slug === 'glasewitz' ? [dogTax(amt, place.slug)] : []),
  knownServices: async () => [],
  servicesOfAuthority: async (_ctx, { authority }) => (authority.tenant === amt ? [dogTax(amt, 'glasewitz')] : []),
  startFigures: [
    { label: { de: 'Mitglieder', en: 'Members' }, value: async () => { counted.push('members'); return members; } },
    { label: { de: 'vollständig eingegangen', en: 'complete on arrival' }, unit: 'percent', value: async () => undefined },
    { label: { de: 'kaputt', en: 'broken' }, value: async () => { throw new Error('not countable'); } },
  ],
});
entries.push(...(portal.navigation ?? []));
const named = (path: string, access: 'anyone' | typeof seeSamples = 'anyone') =>
  definePage({ method: 'GET', path, access, handle: async (request) => show({ title: 'x', main: heading(`${path} ${JSON.stringify(request.params)}`) }) });
const app = await createServer({
  house, sessions: { findActor: async (token) => actors.get(token) }, assets: await buildAssets(),
  pages: [...(portal.pages ?? []), named('/:place/services/:service'), named('/:place/apply/:draft/:page'), named('/:authority/office/samples', seeSamples)], api: portal.api ?? [], navigation: entries,
});
after(() => app.close());

const page = (url: string, token?: string) => app.inject({ url, headers: token === undefined ? {} : { cookie: `allmende-session=${token}` } });
const send = async (url: string, token: string, fields: Record<string, string>) => {
  const csrf = /name="_csrf" value="([^"]+)"/u.exec((await page(url, token)).body)?.[1] ?? '';
  return app.inject({
    method: 'POST', url, payload: new URLSearchParams({ _csrf: csrf, ...fields }).toString(),
    headers: { cookie: `allmende-session=${token}`, 'content-type': 'application/x-www-form-urlencoded', origin: 'http://allmende.test', host: 'allmende.test' },
  });
};
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

const LEGAL = ['imprint', 'privacy', 'accessibility', 'help', 'easy-language', 'sign-language'];

test('the legal pages answer for the platform, for places, for an Amt and for an area without administration, in both languages', async () => {
  for (const name of LEGAL) {
    for (const start of ['', '/heilbronn', '/glasewitz', '/flein', '/amt-guestrow-land', '/gebiet-giebel']) {
      const german = await page(`${start}/${name}`);
      const english = await page(`${start}/${name}?lang=en`);
      assert.deepEqual([german.statusCode, english.statusCode], [200, 200], `${start}/${name}`);
      assert.notEqual(mainOf(german.body), mainOf(english.body));
      assert.doesNotMatch(german.body, /undefined|\[object/u);
    }
  }
  assert.equal((await page('/nirgendwo/imprint')).statusCode, 404);
});

test('nobody is made responsible who does not belong to the platform', async () => {
  assert.match(mainOf((await page('/flein/imprint')).body), /Gemeinde Flein gehört nicht zu Allmende und ist für diese Seiten nicht verantwortlich|Flein gehört nicht zu Allmende/u);
  assert.match(mainOf((await page('/glasewitz/imprint')).body), /Verantwortlich für die Seiten unter „Glasewitz“: Amt Güstrow-Land/u);
});

test('what nobody has entered is named to staff and not made up for citizens', async () => {
  const citizen = mainOf((await page('/amt-guestrow-land/imprint')).body);
  const officer = await page('/amt-guestrow-land/imprint', OFFICER);

  assert.match(citizen, /Amt Güstrow-Land hat hier noch nicht alles eingetragen/u);
  assert.doesNotMatch(citizen, /noch nicht eingetragen/u);
  assert.match(mainOf(officer.body), /Anschrift noch nicht eingetragen/u);
  assert.match(officer.body, /href="\/amt-guestrow-land\/office\/legal"/u);
});

test('an officer enters who answers, and everybody sees it at every member municipality', async () => {
  const url = '/amt-guestrow-land/office/legal';
  const wrong = await send(url, OFFICER, { address: 'Beispielweg 1', email: 'kein-at' });
  assert.equal(wrong.statusCode, 422);
  assert.match(wrong.body, /Beispielweg 1[\s\S]*kein-at/u);

  const done = await send(url, OFFICER, { address: 'Beispielweg 1\r\n00000 Musterort', email: 'amt@example.org', phone: '+49 (0) 3843 000', accessibilityBody: 'Erfundene Stelle' });
  assert.deepEqual([done.statusCode, done.headers.location], [303, url]);
  const { body } = await page('/glasewitz/imprint');
  assert.match(body, /Beispielweg 1<br>00000 Musterort/u);
  assert.match(body, /href="tel:\+493843000"/u);
  assert.match((await page('/glasewitz/accessibility')).body, /<time datetime="\d{4}-\d{2}-\d{2}">[\s\S]*mailto:amt@example\.org\?subject=[\s\S]*Erfundene Stelle/u);

  const log = await database.inTenant(amt, (tx) => tx.client.query<{ entry: string }>(`select body as entry from audit.entry where action = 'portal/legal-contact-entered'`));
  assert.equal(log.rows.length, 1);
  assert.match(log.rows[0]?.entry ?? '', /address phone email accessibilityBody/u);
  assert.doesNotMatch(log.rows[0]?.entry ?? '', /example\.org|Beispielweg/u);
});

test('only officers of the authority enter its details', async () => {
  const fields = { address: 'Fremdweg 1' };
  assert.equal((await page('/amt-guestrow-land/office/legal', CASEWORKER)).statusCode, 403);
  assert.equal((await page('/heilbronn/office/legal', OFFICER)).statusCode, 404);
  assert.equal((await page('/amt-guestrow-land/office/legal', OPERATOR)).statusCode, 404);
  assert.equal((await send('/heilbronn/office/legal', OFFICER, fields)).statusCode, 404);
  assert.equal((await page('/operator/legal', OFFICER)).statusCode, 404);
  assert.doesNotMatch((await page('/heilbronn/imprint')).body, /Fremdweg/u);
});

test('the operator enters who operates the platform, by page and by API', async () => {
  assert.match(mainOf((await page('/imprint')).body), /Der Betreiber dieser Installation hat noch nicht alles eingetragen/u);
  assert.equal((await send('/operator/legal', OPERATOR, { body: 'Erfundener Verein e. V.', address: 'Beispielweg 2', email: 'hilfe@example.org', phone: '0800 000', representedBy: 'Vorstand' })).statusCode, 303);
  assert.match(mainOf((await page('/imprint')).body), /Erfundener Verein e\. V\./u);
  assert.match(mainOf((await page('/flein/imprint')).body), /Erfundener Verein e\. V\./u);

  const asApi = { authorization: `Bearer ${OPERATOR}` };
  const contact = (await app.inject({ url: '/api/v1/platform/legal-contact' })).json<Record<string, string>>();
  const changed = await app.inject({ method: 'PUT', url: '/api/v1/platform/legal-contact', headers: asApi, payload: { ...contact, phone: '0800 111' } });
  assert.equal(changed.statusCode, 200, changed.body);
  assert.equal((await app.inject({ method: 'PUT', url: '/api/v1/platform/legal-contact', payload: contact })).statusCode, 401);
  assert.match(mainOf((await page('/imprint')).body), /0800 111/u);
});

test('an office begins with what waits for the person and where she may go', async () => {
  const { statusCode, body } = await page('/amt-guestrow-land/office', CASEWORKER);

  assert.equal(statusCode, 200);
  const main = mainOf(body);
  assert.match(main, /neue Proben 1\.234/u);
  assert.match(main, /Proben Proben ansehen/u);
  assert.doesNotMatch(main, /Rechtliche Angaben/u);
  const officer = mainOf((await page('/amt-guestrow-land/office', OFFICER)).body);
  assert.match(officer, /Rechtliche Angaben/u);
  assert.doesNotMatch(officer, /neue Proben/u);
  assert.equal((await page('/heilbronn/office', OFFICER)).statusCode, 404);
  assert.equal((await page('/amt-guestrow-land/office')).headers.location?.startsWith('/sign-in'), true);
  assert.equal((await page('/operator', OPERATOR)).statusCode, 200);
  assert.equal((await page('/operator', OFFICER)).statusCode, 404);
});

test('the type of a refusal leads to a page that says what it means', async () => {
  const { type } = (await app.inject({ url: '/api/v1/places/nirgendwo/services' })).json<{ type: string }>();
  assert.match(mainOf((await page(type)).body), /Das ist nicht vorhanden[\s\S]*kernel\/not-found/u);
  assert.equal((await page('/problems/kernel/unheard-of')).statusCode, 404);
  assert.equal((await page('/problems/..%2f..%2f/glossary')).statusCode, 404);
});
