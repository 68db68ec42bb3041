import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { accessMigrations, type Actor, type Role } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { newId, PLATFORM_TENANT, tenantId, type TenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { eventsMigrations } from '@allmende/events';
import { filesMigrations } from '@allmende/files';
import { contextFor } from '@allmende/house';
import { testHouse } from '@allmende/house/testing';
import { buildAssets } from '@allmende/html';
import { createServer, type NavigationEntry } from '@allmende/http';
import { jobsMigrations } from '@allmende/jobs';
import { foundMembers, membershipMigrations } from '@allmende/membership';
import { authorityId, registerDirectory, registerMigrations } from '@allmende/register';
import { importTestEdition } from '@allmende/register/testing';
import { secretsMigrations } from '@allmende/secrets';
import { placeIn } from '../actions/find-places.ts';
import { readWish } from '../domain/wish.ts';
import { enterLegalContact, portalMigrations } from '../index.ts';
import { createPortalModule } from '../module.ts';
import type { KnownService } from '../domain/known-service.ts';

const { database } = await testDatabase([jobsMigrations, eventsMigrations, secretsMigrations, filesMigrations, auditMigrations, accessMigrations, registerMigrations, membershipMigrations, portalMigrations]);
await importTestEdition(database);
const amt = tenantId(authorityId('association', '130725255'));
const heilbronn = tenantId(authorityId('town', '08121000'));
const staff = (tenant: TenantId, role: Role): Actor => ({ kind: 'staff', accountId: newId(), name: 'Kim Beispiel', grants: [{ tenant, role }] });
const [OFFICER, CASEWORKER, AMT] = ['officer-token-000000000000', 'caseworker-token-000000000', 'amt-officer-token-000000000'];
const actors = new Map<string, Actor>([[OFFICER, staff(heilbronn, 'digital-officer')], [CASEWORKER, staff(heilbronn, 'caseworker')], [AMT, staff(amt, 'digital-officer')]]);
const house = testHouse(database, { directory: registerDirectory(database) });
await foundMembers({ ...house, actor: staff(PLATFORM_TENANT, 'operator') });
const contact = { body: '', address: 'Marktplatz 7\n74072 Heilbronn', phone: '07131 56-0', email: 'rathaus@heilbronn.example', representedBy: '', dataProtectionOfficer: '', dataProtectionAuthority: '', supervisoryAuthority: '', accessibilityBody: '' };
await enterLegalContact(contextFor(house, actors.get(OFFICER) as Actor, heilbronn), contact);

const dogTax: KnownService = {
  service: 'hundesteuer', title: { de: 'Hundesteuer anmelden', en: 'Register for dog tax', uk: 'Податок на собаку' }, summary: { de: 'Melden Sie Ihren Hund an.', en: 'Register your dog.' }, keywords: { de: 'Hund, Welpe, Hundesteuer, Umzug', en: 'dog, puppy, dog tax' },
  usualAuthority: 'municipality', sections: [{ id: 'who', title: { de: 'Für wen?', en: 'For whom?' }, text: { de: 'Für alle mit Hund.', en: 'For all with a dog.' } }], documents: [{ de: 'Nachweis für <Assistenzhund>', en: 'Proof for <assistance dog>' }], deadlines: [{ de: 'Innerhalb von 14 Tagen.', en: 'Within 14 days.' }], fees: [], laws: ['Satzung der Gemeinde'],
};
const rent: KnownService = { ...dogTax, service: 'wohngeld', title: { de: 'Wohngeld beantragen', en: 'Apply for housing benefit' }, summary: { de: 'Zuschuss zur Miete.', en: 'Help with the rent.' }, keywords: { de: 'Miete, Wohngeld', en: 'rent, housing benefit' }, usualAuthority: 'district', documents: [], deadlines: [] };
const offered = (authority: string, place: string) => ({ authority, service: 'hundesteuer', title: dogTax.title, summary: dogTax.summary, keywords: dogTax.keywords, href: `/${place}/services/hundesteuer` });
const entries: NavigationEntry[] = [];
const portal = createPortalModule({
  navigation: () => entries, officeFigures: [], operatorFigures: [], startFigures: [], knownServices: async () => [dogTax, rent], servicesOfAuthority: async () => [],
  servicesOfPlace: async (_ctx, { place }) => (place.slug === 'heilbronn' ? [offered(heilbronn, 'heilbronn')] : place.slug === 'glasewitz' ? [offered(amt, 'glasewitz')] : []),
});
entries.push(...(portal.navigation ?? []));
const app = await createServer({ house, sessions: { findActor: async (token) => actors.get(token) }, assets: await buildAssets(), pages: portal.pages ?? [], api: portal.api ?? [], navigation: entries });
after(() => app.close());
const page = (url: string, token?: string) => app.inject({ url, headers: token === undefined ? {} : { cookie: `allmende-session=${token}` } });
const mainOf = (body: string) => /<main[\s\S]*<\/main>/u.exec(body)?.[0].replaceAll(/<[^>]+>/gu, ' ').replaceAll(/\s+/gu, ' ') ?? '';
const api = (url: string, token?: string) => app.inject({ url: `/api/v1${url}`, headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });

test('the directory is searched with everyday words and by situations of life, in five languages', async () => {
  assert.match(mainOf((await page('/services')).body), /Alle Leistungen Hundesteuer anmelden [\s\S]*Wohngeld beantragen/u);
  const rentSearch = mainOf((await page('/services?q=Miete+zu+teuer')).body);
  assert.match(rentSearch, /Wohngeld beantragen/u);
  assert.doesNotMatch(rentSearch, /Hundesteuer/u);
  assert.match(mainOf((await page('/services?q=Hudn')).body), /Hundesteuer anmelden/u);
  const moving = mainOf((await page('/services?situation=moving')).body);
  assert.match(moving, /Hundesteuer anmelden/u);
  assert.doesNotMatch(moving, /Wohngeld beantragen/u);
  assert.match((await page('/services')).body, /href="\/services\?situation=housing"/u);
  for (const [language, words] of [['uk', 'Податок на собаку'], ['ar', 'كل الخدمات'], ['de-leicht', 'Was möchten Sie machen'], ['en', 'Services from A to Z']] as const) assert.match((await page(`/services?lang=${language}`)).body, new RegExp(words, 'u'));
  const nothing = await page('/services?q=%22%3E%3Cscript%3Ealert(1)');
  assert.equal(nothing.statusCode, 200);
  assert.doesNotMatch(nothing.body, /<script>alert/u);
  assert.match(mainOf(nothing.body), /noch nichts beschrieben/u);
  for (const odd of [`/services?q=${'x'.repeat(5000)}`, '/services?situation=__proto__', '/services?q=%E2%80%AE']) assert.equal((await page(odd)).statusCode, 200, odd);
});

test('a service is explained before anybody says where they live', async () => {
  const { statusCode, body } = await page('/services/hundesteuer');
  assert.equal(statusCode, 200);
  const main = mainOf(body);
  for (const part of ['Hundesteuer anmelden', 'Wo wohnen Sie?', 'Nachweis für &lt;Assistenzhund&gt;', 'Innerhalb von 14 Tagen.', 'Ihre Stadt oder Gemeinde', 'Für alle mit Hund.', 'Satzung der Gemeinde', 'Das legt Ihre Behörde fest']) assert.ok(main.includes(part), part);
  assert.equal((await page('/services/gibtsnicht')).statusCode, 404);
  assert.equal((await page('/services/__proto__')).statusCode, 404);
});

test('place, postcode and address lead to the right town; several hits are a choice', async () => {
  const to = async (q: string) => { const answer = await page(`/services/hundesteuer?q=${encodeURIComponent(q)}`); return answer.statusCode === 303 ? answer.headers.location : mainOf(answer.body); };
  assert.equal(await to('Heilbronn'), '/heilbronn/services/hundesteuer');
  assert.equal(await to('Lindenweg 3, 74072 Heilbronn'), '/heilbronn/services/hundesteuer');
  assert.equal((await page('/services/hundesteuer?place=glasewitz')).headers.location, '/glasewitz/services/hundesteuer');
  assert.match(String(await to('74072')), /Welcher Ort ist es\?[\s\S]*nur die Postleitzahl des Rathauses[\s\S]*Heilbronn/u);
  assert.match((await page('/services/hundesteuer?q=18276')).body, /href="\/services\/hundesteuer\?place=glasewitz"/u);
  assert.match(String(await to('Nirgendwo')), /Kein Ort zu „Nirgendwo“ gefunden/u);
});

test('where a service is not online yet, the office that answers is named with how to reach it', async () => {
  const town = mainOf((await page('/services/wohngeld?place=heilbronn')).body);
  assert.match(town, /Zuständig in Heilbronn[\s\S]*noch nicht online[\s\S]*Stadt Heilbronn[\s\S]*07131 56-0[\s\S]*Marktplatz 7/u);
  assert.match((await page('/services/wohngeld?place=heilbronn')).body, /href="tel:07131560"/u);
  const village = mainOf((await page('/services/wohngeld?place=glasewitz')).body);
  assert.match(village, /Landkreis Rostock[\s\S]*hier nicht eingetragen/u);
  assert.match(mainOf((await page('/services/hundesteuer?place=gebiet-giebel')).body), /nicht eingetragen/u);
  assert.equal((await page('/services/hundesteuer?place=nirgendwo')).statusCode, 200);
});

test('what is not offered at a place is said with a way on: what is described, whom to call, and a wish', async () => {
  const { body } = await page('/heilbronn?q=Miete+zu+teuer');
  assert.match(mainOf(body), /gibt es hier noch nichts online[\s\S]*wird hier aber noch nicht online angeboten: Wohngeld beantragen[\s\S]*07131 56-0[\s\S]*Das fehlt mir hier/u);
  assert.match(body, /href="\/services\/wohngeld\?place=heilbronn"/u);
});

test('wishes are counted without saying who wished, and are readable only when several people had them', async () => {
  const wish = async (q: string, place = 'heilbronn') => {
    const form = await page(`/${place}?q=xyzzy`);
    const csrf = /name="_csrf" value="([^"]+)"/u.exec(form.body)?.[1] ?? '';
    const cookie = form.cookies.map((one) => `${one.name}=${one.value}`).join('; ');
    return app.inject({ method: 'POST', url: `/${place}/wishes`, payload: new URLSearchParams({ _csrf: csrf, q }).toString(), headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', origin: 'http://allmende.test', host: 'allmende.test' } });
  };
  const listed = async (token = OFFICER, town = 'heilbronn') => (await api(`/authorities/${town}/wishes`, token)).json<{ wishes: { words: string; count: number }[]; rare: number }>();
  assert.deepEqual([(await wish('Reisepass')).statusCode, (await wish('  REISEPASS ')).statusCode], [303, 303]);
  assert.deepEqual(await listed(), { wishes: [], rare: 1 });
  const stored = await database.inTenant(heilbronn, (tx) => tx.client.query<{ words: string | null; row: string }>('select words, wish::text as row from portal.wish where tenant_id = $1', [heilbronn]));
  assert.equal(stored.rows[0]?.words, null);
  assert.doesNotMatch(stored.rows[0]?.row ?? '', /reisepass/iu);
  await wish('reisepass');
  assert.deepEqual((await listed()).wishes.map((one) => [one.words, one.count]), [['reisepass', 3]]);
  assert.match(mainOf((await page('/heilbronn/office/wishes', OFFICER)).body), /reisepass 3/u);
  for (const refused of ['', 'max@example.org', 'Lindenweg 3', 'a b c d e f', 'x'.repeat(300)]) assert.equal(readWish(refused), undefined, refused);
  await wish('0176 123456');
  assert.deepEqual(await listed(), { wishes: [{ ...(await listed()).wishes[0] }], rare: 0 });
  assert.deepEqual(await listed(AMT, 'amt-guestrow-land'), { wishes: [], rare: 0 });
  assert.equal((await api('/authorities/heilbronn/wishes', AMT)).statusCode, 404);
  assert.equal((await page('/heilbronn/office/wishes', CASEWORKER)).statusCode, 403);
  house.clock.advanceMs(401 * 86_400_000);
  for (let count = 0; count < 1; count += 1) await wish('Parkausweis');
  assert.deepEqual(await listed(), { wishes: [], rare: 1 }, 'what nobody repeats for long is forgotten');
});

test('programs search, and ask who is responsible', async () => {
  const services = async (query: string) => (await api(`/services${query}`)).json<{ services: { service: string; situations: string[] }[] }>().services;
  assert.deepEqual((await services('?q=puppy')).map((one) => [one.service, one.situations]), [['hundesteuer', ['moving', 'pet']]]);
  assert.deepEqual((await services('?situation=money')).map((one) => one.service), ['wohngeld']);
  assert.deepEqual(await services('?situation=unbekannt'), []);
  const { offices, hasMore } = (await api('/services/hundesteuer/offices?q=Heilbronn')).json<{ offices: { place: { slug: string }; authority: { slug: string } | null; address: string | null; phone: string | null }[]; hasMore: boolean }>();
  assert.deepEqual([offices[0]?.place.slug, offices[0]?.authority?.slug, offices[0]?.address, offices[0]?.phone, hasMore], ['heilbronn', 'heilbronn', 'http://allmende.test/heilbronn/services/hundesteuer', '07131 56-0', false]);
  assert.equal((await api('/services/hundesteuer/offices')).statusCode, 422);
  assert.equal((await api('/services/nichts/offices?q=x')).statusCode, 404);
  assert.ok((await api('/life-situations')).json<{ situations: unknown[] }>().situations.length >= 5);
  assert.deepEqual((await api('/places/heilbronn/services?q=Quantenphysik')).json(), { services: [] });
});

test('of an address the place is read, and nothing else is taken apart', () => {
  assert.deepEqual(['Lindenweg 3, 74072 Heilbronn', '74072 Heilbronn', '74072', 'Lindenweg 3, 74072', 'Heilbronn', 'Frankfurt (Oder)', 'Am Markt 1, Groß Schwiesow', '  '].map(placeIn), ['Heilbronn', 'Heilbronn', '74072', '74072', 'Heilbronn', 'Frankfurt (Oder)', 'Groß Schwiesow', '']);
});
