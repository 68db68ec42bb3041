import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { accessMigrations, systemActor, type Actor } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { newId, PLATFORM_TENANT, tenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { eventsMigrations } from '@allmende/events';
import { buildAssets } from '@allmende/html';
import { createServer, fits } from '@allmende/http';
import { testHouse } from '@allmende/house/testing';
import { jobsMigrations } from '@allmende/jobs';
import { membershipMigrations } from '@allmende/membership';
import { enterSampleBasis } from '@allmende/membership/testing';
import { cents } from '@allmende/money';
import { importRegister, registerDirectory, registerMigrations, searchAuthorities } from '@allmende/register';
import { secretsMigrations } from '@allmende/secrets';
import { plainDate } from '@allmende/time';
import { catalogMigrations, importCatalog, listOffers, recordUse, registerOffers } from '../index.ts';
import { createCatalogModule } from '../module.ts';
import { aPubliccodeFile } from '../testing/a-publiccode-file.ts';
import { getSolutionApi, searchSolutionsApi } from '../web/api/solutions.ts';

const { database } = await testDatabase([jobsMigrations, eventsMigrations, secretsMigrations, auditMigrations, accessMigrations, registerMigrations, membershipMigrations, catalogMigrations]);
const house = testHouse(database, { directory: registerDirectory(database) });
const start = { ...house, actor: systemActor('start') };
await importRegister(start);
await enterSampleBasis(house);
const solutions = join(import.meta.dirname, '../../../solutions');
const shipped = (await readdir(solutions, { withFileTypes: true })).filter((entry) => entry.isDirectory());
await importCatalog(start, { path: solutions });
await registerOffers(start, {
  appId: 'muster-app', publiccode: aPubliccodeFile({ name: 'Muster-App' }),
  plans: [{ plan: 'standard', name: 'Standard', description: 'Alles drin.', inHouse: true, prices: ['A', 'B', 'C', 'D', 'E', 'F'].map((contributionClass, at) => ({ contributionClass, centsPerYear: cents(100_000 * (at + 1)), validFrom: plainDate('2026-01-01'), label: 'Beispielwerte' })) }],
});
const [heilbronn] = (await searchAuthorities(house, { query: 'Heilbronn' })).filter(({ slug }) => slug === 'heilbronn');
assert.ok(heilbronn);
await recordUse(start, { solution: 'muster-app', authority: heilbronn.id, since: plainDate('2026-05-03'), recordedBy: 'procurement/1' });

const OFFICER = 'officer-token-0000000000000';
const OPERATOR = 'operator-token-000000000000';
const operator: Actor = { kind: 'staff', accountId: newId(), name: 'Otto Erfunden', grants: [{ tenant: PLATFORM_TENANT, role: 'operator' }] };
const officer: Actor = { kind: 'staff', accountId: newId(), name: 'Erika Erfunden', grants: [{ tenant: tenantId(heilbronn.id), role: 'digital-officer' }] };
const catalogModule = createCatalogModule();
const app = await createServer({
  house, sessions: { findActor: async (token) => (token === OFFICER ? officer : token === OPERATOR ? operator : undefined) }, assets: await buildAssets(), pages: catalogModule.pages ?? [], api: catalogModule.api ?? [], navigation: catalogModule.navigation ?? [],
});
after(() => app.close());
const page = (url: string, token?: string) => app.inject({ url, headers: token === undefined ? {} : { cookie: `allmende-session=${token}` } });

test('the store lists solutions with filters that are links, and needs no script', async () => {
  const { statusCode, body } = await page('/store');
  assert.equal(statusCode, 200);
  assert.match(body, new RegExp(`${shipped.length + 1} Lösungen`));
  assert.match(body, /href="\/store\/muster-app"/);
  assert.match(body, /href="\/store\?category=collaboration"/);
  assert.doesNotMatch(body, /<script/);
});

test('a search shows what fits and keeps the filters in its links', async () => {
  const { body } = await page('/store?q=Termine&licence=EUPL-1.2');
  assert.match(body, /eAppointment/);
  assert.match(body, /href="\/store\?q=Termine"[^>]*aria-current="true"/);
  assert.match(body, /type="hidden" name="licence" value="EUPL-1.2"/);
});

test('a search without result offers to record the need', async () => {
  assert.match((await page('/store?q=xqzvw')).body, /Anmelden und Bedarf festhalten/);
  assert.match((await page('/store?q=xqzvw', OFFICER)).body, /href="\/heilbronn\/office\/needs\/new\?title=xqzvw"/);
});

test('a solution shows plain words, licence, repository, commit and the strict verdict', async () => {
  const { statusCode, body } = await page('/store/open-zaak');
  assert.equal(statusCode, 200);
  assert.match(body, /Datenschicht für Vorgänge/);
  assert.match(body, /EUPL-1\.2/);
  assert.match(body, /90dd5eb0b47853af0e445187cc61ddd8ec5f64ea/);
  assert.match(body, /Die Datei entspricht dem Standard/);
  assert.match(body, /Gemeente Utrecht/);
  assert.match(body, /Hier noch nicht bestellbar/);
});

test('an offer shows its price for the authority asked for, labelled, and who uses it', async () => {
  const { body } = await page('/store/muster-app?authority=heilbronn');
  assert.match(body, /Preis für Stadt Heilbronn/);
  assert.match(body, /€ im Jahr/);
  assert.match(body, /Beispielwerte/);
  assert.match(body, /Stadt Heilbronn, seit 3\. Mai 2026/);
  assert.doesNotMatch(body, /bestellen<\/span><\/a>/);
  assert.match((await page('/store/muster-app?who=Hagen')).body, /Welche Verwaltung meinen Sie/);
  assert.match((await page('/store/muster-app?who=Xyzqw')).body, /kennt das Verzeichnis nicht/);
});

test('staff see the price of their own authority and the way to order', async () => {
  const { body } = await page('/store/muster-app', OFFICER);
  assert.match(body, /Preis für Stadt Heilbronn/);
  assert.match(body, /href="\/heilbronn\/office\/orders\/new\?offer=/);
});

test('an unknown solution is the same 404 as everything unknown', async () => {
  assert.equal((await page('/store/gibt-es-nicht')).statusCode, 404);
  assert.equal((await page('/store/..%2Fetc')).statusCode, 404);
});

test('the API answers in the shape it promises', async () => {
  const found = await app.inject({ url: '/api/v1/solutions?q=termin&category=appointment-scheduling' });
  assert.equal(found.statusCode, 200);
  assert.ok(searchSolutionsApi.response && fits(searchSolutionsApi.response, found.json()));
  assert.equal(found.json<{ entries: { slug: string }[] }>().entries[0]?.slug, 'eappointment');
  for (const slug of ['muster-app', 'ckan']) {
    const one = await app.inject({ url: `/api/v1/solutions/${slug}` });
    assert.equal(one.statusCode, 200);
    assert.ok(getSolutionApi.response && fits(getSolutionApi.response, one.json()));
  }
  assert.equal((await app.inject({ url: '/api/v1/solutions/nein' })).statusCode, 404);
});

test('both pages speak English', async () => {
  for (const url of ['/store', '/store/ckan', '/store/muster-app?authority=heilbronn']) {
    const { body } = await page(`${url}${url.includes('?') ? '&' : '?'}lang=en`);
    assert.match(body, /lang="en"/);
  }
});

test('the operator enters prices by class, a wrong amount is shown at its field, and a withdrawn offer comes back', async () => {
  const [offer] = await listOffers(house, { appId: 'muster-app' });
  assert.ok(offer);
  const address = `/operator/offers/${offer.id}`;
  assert.match((await page('/operator/offers', OPERATOR)).body, /Standard[\s\S]*bestellbar/);
  assert.equal((await page(address, OFFICER)).statusCode, 404);
  const send = async (url: string, fields: Record<string, string>) => {
    const form = await page(address, OPERATOR);
    const csrf = /name="_csrf" value="([^"]+)"/.exec(form.body)?.[1] ?? '';
    return app.inject({ method: 'POST', url, headers: { cookie: `allmende-session=${OPERATOR}`, 'content-type': 'application/x-www-form-urlencoded', origin: 'http://allmende.test', host: 'allmende.test' }, payload: new URLSearchParams({ _csrf: csrf, ...fields }).toString() });
  };
  const day = { 'validFrom.day': '1', 'validFrom.month': '1', 'validFrom.year': '2028' };
  const wrong = await send(address, { ...day, 'centsPerYear.A': 'viel', 'centsPerYear.B': '1.500,00' });
  assert.equal(wrong.statusCode, 422);
  assert.match(wrong.body, /für Klasse A einen Betrag/);
  assert.match(wrong.body, /value="1\.500,00"/);
  assert.equal((await send(address, day)).statusCode, 422);
  assert.equal((await send(address, { ...day, 'centsPerYear.B': '1.500,00' })).statusCode, 303);
  assert.match((await page(address, OPERATOR)).body, /1\.500,00[\s\S]*01\.01\.2028/);
  assert.equal((await send(address, { ...day, 'centsPerYear.A': '10,00', 'centsPerYear.B': '1.600,00' })).statusCode, 422);
  assert.doesNotMatch((await page(address, OPERATOR)).body, /1\.600,00|>10,00/, 'all prices or none');
  assert.equal((await send(`${address}/withdrawal`, { withdrawn: 'yes' })).statusCode, 303);
  assert.match((await page('/operator/offers', OPERATOR)).body, /zurückgezogen/);
  assert.equal((await send(`${address}/withdrawal`, { withdrawn: 'no' })).statusCode, 303);
  assert.equal((await listOffers(house, { appId: 'muster-app' }))[0]?.withdrawnOn, null);
});

test('a price by flat rate, case and user, with a minimum, is worked out for 3,000 and for 600,000 inhabitants before anybody orders', async () => {
  const { offers: [offer] } = await registerOffers({ ...house, actor: systemActor('start') }, { appId: 'muster-rechner', publiccode: aPubliccodeFile({ name: 'Musterrechner', repository: 'https://example.org/rechner.git', category: 'accounting' }), plans: [{ plan: 'nutzung', name: 'Nach Nutzung', description: 'Was gebraucht wird.', inHouse: true, prices: [] }] });
  const address = `/operator/offers/${offer?.id ?? ''}`;
  const send = async (fields: Record<string, string>) => {
    const csrf = /name="_csrf" value="([^"]+)"/.exec((await page(address, OPERATOR)).body)?.[1] ?? '';
    return app.inject({ method: 'POST', url: `${address}/rates`, headers: { cookie: `allmende-session=${OPERATOR}`, 'content-type': 'application/x-www-form-urlencoded', origin: 'http://allmende.test', host: 'allmende.test' }, payload: new URLSearchParams({ _csrf: csrf, ...fields }).toString() });
  };
  const day = { 'rateFrom.day': '1', 'rateFrom.month': '1', 'rateFrom.year': '2026' };
  assert.equal((await send({ ...day, centsPerCase: '-2' })).statusCode, 422);
  const absurd = await send({ ...day, centsPerCase: '5.000.000,00' });
  assert.equal(absurd.statusCode, 422);
  assert.match(absurd.body, /value="5\.000\.000,00"/);
  assert.equal((await send(day)).statusCode, 422);
  assert.equal((await send({ ...day, flatCents: '100,00', centsPerCase: '2,50', minimumCents: '500,00' })).statusCode, 303);
  assert.equal((await send({ ...day, flatCents: '1,00' })).statusCode, 422, 'a rate that stands is not changed');

  const small = (await page('/store/muster-rechner?inhabitants=3.000&cases=12')).body;
  assert.match(small, /Preis bei 3\.000 Einwohnern/);
  assert.match(small, /500,00\s€ im Jahr/, '100 + 12 × 2.50 = 130, at least 500');
  assert.match(small, /370,00\s€ Aufschlag bis zum Mindestpreis/);
  const large = (await page('/store/muster-rechner?inhabitants=600.000&cases=40.000')).body;
  assert.match(large, /100\.100,00\s€ im Jahr/, '100 + 40,000 × 2.50');
  assert.match((await page('/store/muster-rechner?inhabitants=3000')).body, /Bitte geben Sie die Fälle im Jahr an/);
  const wrong = await page('/store/muster-rechner?inhabitants=-5&cases=viele');
  assert.equal(wrong.statusCode, 422);
  assert.match(wrong.body, /value="viele"/);
  const asked = await app.inject({ url: '/api/v1/solutions/muster-rechner/prices?inhabitants=3000&cases=12' });
  assert.equal(asked.json<{ offers: { centsPerYear: number }[] }>().offers[0]?.centsPerYear, 50_000);
  assert.equal((await app.inject({ url: '/api/v1/solutions/muster-rechner/prices?cases=-1' })).statusCode, 422);

  const compared = await page('/store/compare?solution=muster-rechner,ckan,gibt-es-nicht&inhabitants=3000&cases=12');
  assert.equal(compared.statusCode, 200);
  assert.match(compared.body, /Musterrechner[\s\S]*500,00\s€ im Jahr[\s\S]*nicht bestellbar[\s\S]*unbekannt/);
  assert.match((await page('/store/compare?solution=muster-rechner&add=ckan')).body, /href="\/store\/compare\?solution=muster-rechner%2Cckan/);
});
