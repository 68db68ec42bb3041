import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Actor } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { newId, PLATFORM_TENANT, tenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { buildAssets } from '@allmende/html';
import { createServer, fits } from '@allmende/http';
import { testHouse } from '@allmende/house/testing';
import { plainDate } from '@allmende/time';
import { authorityId, findPlace, registerDirectory, registerMigrations } from '../index.ts';
import { registerModule } from '../module.ts';
import { anEdition, importTestEdition } from '../testing/index.ts';

const { database } = await testDatabase([auditMigrations, registerMigrations]);
await importTestEdition(database);
await importTestEdition(database, anEdition({ date: plainDate('2026-09-30'), places: anEdition().places.filter(({ ags }) => ags !== '13072039') }));

const amt = tenantId(authorityId('association', '130725255'));
const OPERATOR = 'operator-token-000000000000';
const OFFICER = 'officer-token-0000000000000';
const staff = (tenant: typeof amt, role: 'operator' | 'digital-officer'): Actor => ({ kind: 'staff', accountId: newId(), name: 'Erika Erfunden', grants: [{ tenant, role }] });
const actors = new Map([[OPERATOR, staff(PLATFORM_TENANT, 'operator')], [OFFICER, staff(amt, 'digital-officer')]]);
const house = testHouse(database, { directory: registerDirectory(database) });
const app = await createServer({
  house, sessions: { findActor: async (token) => actors.get(token) }, assets: await buildAssets(), pages: registerModule.pages ?? [], api: registerModule.api ?? [], navigation: registerModule.navigation ?? [],
});
after(() => app.close());

const page = (url: string, token?: string) => app.inject({ url, headers: token === undefined ? {} : { cookie: `allmende-session=${token}` } });
const api = (method: 'GET' | 'POST' | 'PUT', url: string, token?: string, payload?: object) =>
  app.inject({ method, url: `/api/v1${url}`, headers: token === undefined ? {} : { authorization: `Bearer ${token}` }, ...(payload === undefined ? {} : { payload }) });
const send = async (url: string, fields: Record<string, string>) => {
  const csrf = /name="_csrf" value="([^"]+)"/u.exec((await page(url, OPERATOR)).body)?.[1] ?? '';
  return app.inject({
    method: 'POST', url, payload: new URLSearchParams({ _csrf: csrf, ...fields }).toString(),
    headers: { cookie: `allmende-session=${OPERATOR}`, 'content-type': 'application/x-www-form-urlencoded', origin: 'http://allmende.test', host: 'allmende.test' },
  });
};

test('the operator sees the edition, its numbers and who waits for a successor', async () => {
  const { statusCode, body } = await page('/operator/register', OPERATOR);

  assert.equal(statusCode, 200);
  assert.match(body, /30\. September 2026/u);
  assert.match(body, /Weggefallene Gemeinden ohne Nachfolgerin[\s\S]*Groß Schwiesow[\s\S]*\/operator\/register\/vanished\/13072039/u);
});

test('nobody else sees the operator\'s pages', async () => {
  for (const url of ['/operator/register', '/operator/register/vanished/13072039', '/operator/register/places/13072033']) {
    assert.equal((await page(url, OFFICER)).statusCode, 404, url);
    assert.notEqual((await page(url)).statusCode, 200, url);
  }
});

test('the operator searches a place and comes to its competence', async () => {
  assert.match((await page('/operator/register?q=glasew', OPERATOR)).body, /\/operator\/register\/places\/13072033/u);
  assert.match((await page('/operator/register?q=zzzz', OPERATOR)).body, /Kein Ort gefunden/u);
  const { body } = await page('/operator/register/places/13072033', OPERATOR);
  assert.match(body, /Amt Güstrow-Land \(Gemeindeverband verwaltet für seine Mitglieder\)/u);
  assert.match(body, /Landkreis Rostock \(Kreis\)/u);
  assert.equal((await page('/operator/register/places/99999999', OPERATOR)).statusCode, 404);
});

test('the form for a competence says what is wrong and keeps what was typed', async () => {
  const url = '/operator/register/places/13072033';
  const wrong = await send(url, { service: 'hundesteuer', authority: 'Landkreis Nirgendwo', 'validFrom.day': '30', 'validFrom.month': '2', 'validFrom.year': '2027', reason: 'Vereinbarung' });

  assert.equal(wrong.statusCode, 422);
  for (const kept of ['Landkreis Nirgendwo', 'value="30"', 'Vereinbarung', 'Diese Behörde steht nicht im Verzeichnis', 'Diesen Tag gibt es nicht', 'Bitte wählen Sie, wer die Leistung']) assert.ok(wrong.body.includes(kept), kept);
});

test('a competence entered on the page counts from its day on', async () => {
  const url = '/operator/register/places/13072033';
  const done = await send(url, { service: 'hundesteuer', usually: 'municipality', authority: 'Landkreis Rostock', 'validFrom.day': '1', 'validFrom.month': '1', 'validFrom.year': '2027', reason: 'Vereinbarung (erfunden)' });

  assert.equal(done.statusCode, 303, done.body.slice(0, 500));
  const answer = async (day: string) => (await api('GET', `/places/glasewitz/competence?service=hundesteuer&usually=municipality&on=${day}`)).json<{ because: string; authority: { name: string } }>();
  assert.equal((await answer('2026-12-31')).authority.name, 'Amt Güstrow-Land');
  assert.deepEqual([(await answer('2027-01-01')).because, (await answer('2027-01-01')).authority.name], ['entry', 'Landkreis Rostock']);
});

test('the successor named on the page takes over', async () => {
  const url = '/operator/register/vanished/13072039';
  const wrong = await send(url, { successor: 'Nirgendwo', reason: '' });
  assert.equal(wrong.statusCode, 422);
  assert.match(wrong.body, /Diese Gemeinde steht nicht im Verzeichnis/u);

  const done = await send(url, { successor: 'glasewitz', reason: 'Gesetz über die Neugliederung (erfunden)' });
  assert.equal(done.statusCode, 303);
  assert.equal((await findPlace({ database }, { ags: '13072039' }))?.successor?.ags, '13072033');
  assert.equal((await page('/operator/register/vanished/13072033', OPERATOR)).statusCode, 404, 'not for a place that is there');
});

test('every answer of the API fits the schema that it declares', async () => {
  const asked: [string, string, string?][] = [
    ['searchPlaces', '/places?q=heilbronn'], ['searchPlaces', '/places?q=99999999'], ['getPlace', '/places/glasewitz'], ['getPlace', '/places/gross-schwiesow'], ['listCompetentAuthorities', '/places/heilbronn/authorities'],
    ['getCompetence', '/places/gebiet-giebel/competence?service=hundesteuer&usually=municipality'], ['searchAuthorities', '/authorities?q=amt'], ['getAuthority', '/authorities/amt-guestrow-land'], ['describeRegister', '/register'],
    ['listVanishedPlaces', '/register/vanished-places', OPERATOR],
  ];
  for (const [operationId, url, token] of asked) {
    const answer = await api('GET', url, token);
    const schema = registerModule.api?.find((operation) => operation.operationId === operationId)?.response;
    assert.equal(answer.statusCode, 200, url);
    assert.ok(schema !== undefined && fits(schema, answer.json()), `${url}: ${answer.body.slice(0, 300)}`);
  }
});

test('the API answers bad questions with a problem and a pointer', async () => {
  for (const url of ['/places/nirgendwo', '/places/Heil%00bronn', '/authorities/store', '/authorities/glasewitz']) assert.equal((await api('GET', url)).statusCode, 404, url);
  const badDay = await api('GET', '/places/glasewitz/competence?service=x&usually=municipality&on=2026-02-30');
  assert.ok(badDay.statusCode >= 400 && badDay.statusCode < 500 && badDay.body.includes('/on'), badDay.body);
  assert.equal((await api('GET', '/register/vanished-places', OFFICER)).statusCode, 404);
});

test('an authority hands its competence over by the API, and a stranger cannot', async () => {
  const body = { ags: '13072033', service: 'anwohnerparken', usually: 'municipality', authority: authorityId('district', '13072'), validFrom: '2026-12-01', reason: 'Vereinbarung (erfunden)' };

  assert.equal((await api('POST', '/authorities/amt-guestrow-land/competences', OFFICER, body)).statusCode, 201);
  assert.equal((await api('POST', '/authorities/heilbronn/competences', OFFICER, body)).statusCode, 404);
  assert.equal((await api('POST', '/register/competences', OFFICER, body)).statusCode, 404);
  assert.equal((await api('POST', '/register/competences', OPERATOR, body)).statusCode, 201);
  const foreign = await api('POST', '/authorities/amt-guestrow-land/competences', OFFICER, { ...body, ags: '08121000' });
  assert.equal(foreign.statusCode, 403);
});
