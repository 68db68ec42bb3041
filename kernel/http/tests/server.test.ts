import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { permission, type Actor } from '@allmende/access';
import { newId, tenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { InvalidInput } from '@allmende/errors';
import { testHouse } from '@allmende/house/testing';
import { buildAssets, form, button, heading, html, textField } from '@allmende/html';
import { createServer, defineApi, definePage, openApiDocument, redirect, show } from '@allmende/http';
import { Type } from 'typebox';

const { database } = await testDatabase([]);
const here = tenantId(newId());
const there = tenantId(newId());
const house = testHouse(database, {
  directory: {
    findAuthorityBySlug: async (slug) => ({ heilbronn: { tenant: here, slug, name: 'Stadt Heilbronn', land: '08' }, tengen: { tenant: there, slug, name: 'Stadt Tengen', land: '08' } })[slug],
    findPlaceBySlug: async (slug) => ({ heilbronn: { ars: '081210000000', slug, name: 'Heilbronn', land: '08' }, tengen: { ars: '083350079079', slug, name: 'Tengen', land: '08' } })[slug],
    namesOf: async () => [],
  },
});
const seeFiles = permission('sample/see-files', { roles: ['caseworker'] });
const staff = (tenant: typeof here): Actor => ({ kind: 'staff', accountId: newId(), name: 'Kim Beispiel', grants: [{ tenant, role: 'caseworker' }] });
const actors = new Map<string, Actor>([['token-of-someone-from-here', staff(here)], ['token-of-someone-from-there', staff(there)]]);
const names: string[] = [];

const app = await createServer({
  house,
  sessions: { findActor: async (token) => actors.get(token) },
  assets: await buildAssets(),
  navigation: [
    { area: 'office', label: { de: 'Akten', en: 'Files' }, segments: ['files'], access: seeFiles, order: 1 },
    { area: 'place', label: { de: 'Namen', en: 'Names' }, segments: ['name'], access: 'anyone', order: 1 },
    { area: 'place', label: { de: 'Formular', en: 'Form' }, segments: ['form'], access: 'anyone', order: 2 },
  ],
  pages: [
    definePage({ method: 'GET', path: '/:authority/office/files', access: seeFiles, handle: async () => show({ title: 'Akten', main: heading('Akten') }) }),
    definePage({
      method: 'GET', path: '/:place/name', access: 'anyone',
      handle: async (request) => show({ title: 'Name', main: html`${heading('Name')}${form({ csrf: request.csrf, fields: textField({ name: 'name', label: 'Name' }), buttons: button({ label: 'Weiter' }) })}` }),
    }),
    definePage({ method: 'POST', path: '/:place/name', access: 'anyone', handle: async (request) => { names.push(request.form.text('name')); return redirect('/heilbronn/name', { flash: { kind: 'success', title: 'Gespeichert' } }); } }),
    definePage({ method: 'GET', path: '/:place/form', access: 'anyone', speaksAll: true, handle: async () => show({ title: 'Formular', languageForm: 'apply', main: heading('Formular') }) }),
    definePage({ method: 'GET', path: '/fault', access: 'anyone', handle: async () => { throw new Error('secret detail'); } }),
  ],
  api: [
    defineApi({
      method: 'POST', path: '/authorities/:authority/files', tag: 'sample', operationId: 'openFile', summary: 'Opens a file', access: seeFiles, status: 201,
      body: Type.Object({ name: Type.String({ minLength: 1 }), pages: Type.Integer({ minimum: 1 }) }, { additionalProperties: false }),
      response: Type.Object({ name: Type.String() }),
      handle: async (request) => ({ name: request.body.name }),
    }),
    defineApi({ method: 'GET', path: '/broken', tag: 'sample', operationId: 'breaks', summary: 'Refuses', access: 'anyone', response: Type.Object({}), handle: async () => { throw new InvalidInput([{ pointer: '/x', code: 'odd', message: 'Ungerade.' }]); } }),
  ],
});
after(() => app.close());

const cookie = (token: string) => ({ cookie: `allmende-session=${token}` });

test('a stranger gets the same bytes for a hidden page as for a missing one', async () => {
  const hidden = await app.inject({ url: '/heilbronn/office/files', headers: cookie('token-of-someone-from-there') });
  const missing = await app.inject({ url: '/heilbronn/office/nothing', headers: cookie('token-of-someone-from-there') });
  assert.equal(hidden.statusCode, 404);
  assert.equal(missing.statusCode, 404);
  assert.equal(hidden.body, missing.body);
  const unmounted = await app.inject({ url: '/nowhere/at/all', headers: cookie('token-of-someone-from-there') });
  assert.equal(unmounted.body, hidden.body);
  const hiddenApi = await app.inject({ method: 'POST', url: '/api/v1/authorities/heilbronn/files', headers: { authorization: 'Bearer token-of-someone-from-there' }, payload: {} });
  const missingApi = await app.inject({ method: 'POST', url: '/api/v1/authorities/nowhere/files', headers: { authorization: 'Bearer token-of-someone-from-there' }, payload: {} });
  assert.equal(hiddenApi.statusCode, 404);
  assert.equal(hiddenApi.body, missingApi.body);
});

test('what stands around a page is that of its own place, language, entry and visitor, whoever asked before', async () => {
  const ask = async (url: string, cookies = '') => (await app.inject({ url, headers: { cookie: cookies } })).body;
  const of = (page: string) => ({
    site: /a-site__name">([^<]*)</u.exec(page)?.[1], language: /<html lang="([^"]*)"/u.exec(page)?.[1], current: /href="([^"]*)" aria-current="page"/u.exec(page)?.[1], imprint: /href="([^"]*imprint)"/u.exec(page)?.[1], name: /a-account__name/u.test(page),
  });
  const there = (slug: string, language: string, entry: string) => ({ site: { heilbronn: 'Heilbronn', tengen: 'Tengen' }[slug], language, current: `/${slug}/${entry}`, imprint: `/${slug}/imprint`, name: false });
  for (let time = 0; time < 2; time += 1) {
    for (const slug of ['heilbronn', 'tengen']) {
      for (const language of ['de', 'uk', 'ar']) assert.deepEqual(of(await ask(`/${slug}/form`, `lang=${language}`)), there(slug, language, 'form'));
    }
    assert.deepEqual(of(await ask('/heilbronn/name')), there('heilbronn', 'de', 'name'));
    assert.deepEqual(of(await ask('/heilbronn/form', 'allmende-session=token-of-someone-from-here')), { ...there('heilbronn', 'de', 'form'), name: true });
  }
  assert.match(await ask('/heilbronn/name?x=1'), /href="\/heilbronn\/name\?x=1&amp;lang=en"/u);
  assert.match(await ask('/heilbronn/name?x=2'), /href="\/heilbronn\/name\?x=2&amp;lang=en"/u);
});

test('who is signed in stays so on the page of something missing, and can sign out there', async () => {
  const signedIn = await app.inject({ url: '/heilbronn/office/nothing', headers: cookie('token-of-someone-from-here') });
  assert.match(signedIn.body, /Kim Beispiel/u);
  assert.doesNotMatch(signedIn.body, /Anmelden/u);
  assert.match(signedIn.body, /name="_csrf" value="[\w-]{32}"/u);
  const nobody = await app.inject({ url: '/heilbronn/office/nothing', headers: cookie('token-of-a-session-that-ended') });
  assert.equal(nobody.statusCode, 404);
  assert.match(nobody.body, /Anmelden/u);
});

test('a member sees the page in the frame of the authority, somebody unknown is asked to sign in', async () => {
  const page = await app.inject({ url: '/heilbronn/office/files', headers: cookie('token-of-someone-from-here') });
  assert.equal(page.statusCode, 200);
  assert.match(page.body, /Stadt Heilbronn/u);
  assert.match(page.body, /<a[^>]*href="\/heilbronn\/office\/files"/u);
  const unknown = await app.inject({ url: '/heilbronn/office/files' });
  assert.equal(unknown.statusCode, 303);
  assert.equal(unknown.headers.location, '/sign-in?next=%2Fheilbronn%2Foffice%2Ffiles');
});

test('a form is taken only with its token, from our own pages', async () => {
  const page = await app.inject({ url: '/heilbronn/name' });
  const token = /name="_csrf" value="([^"]+)"/u.exec(page.body)?.[1] ?? '';
  const visit = page.cookies.find((one) => one.name === 'allmende-visit')?.value ?? '';
  const send = (payload: Record<string, string>, headers: Record<string, string> = {}) => app.inject({
    method: 'POST', url: '/heilbronn/name', headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: `allmende-visit=${visit}`, ...headers }, payload: new URLSearchParams(payload).toString(),
  });
  assert.equal((await send({ name: 'a' })).statusCode, 403);
  assert.equal((await send({ name: 'b', _csrf: token }, { 'sec-fetch-site': 'cross-site' })).statusCode, 403);
  assert.equal((await send({ name: 'c', _csrf: token }, { origin: 'https://evil.example' })).statusCode, 403);
  assert.equal((await send({ name: 'd', _csrf: token }, { cookie: 'allmende-visit=another-visitor-0000000000' })).statusCode, 403);
  const taken = await send({ name: 'Müller', _csrf: token }, { 'sec-fetch-site': 'same-origin' });
  assert.equal(taken.statusCode, 303);
  assert.deepEqual(names, ['Müller']);
});

test('a fault of ours tells nobody its detail', async () => {
  const page = await app.inject({ url: '/fault' });
  assert.equal(page.statusCode, 500);
  assert.doesNotMatch(page.body, /secret detail/u);
});

test('the API names every wrong field by its pointer', async () => {
  const headers = { authorization: 'Bearer token-of-someone-from-here' };
  const answer = await app.inject({ method: 'POST', url: '/api/v1/authorities/heilbronn/files', headers, payload: { pages: 'many', surplus: 1 } });
  assert.equal(answer.statusCode, 422);
  assert.match(String(answer.headers['content-type']), /^application\/problem\+json/u);
  const pointers = answer.json<{ errors: { pointer: string }[] }>().errors.map((one) => one.pointer).toSorted();
  assert.deepEqual(pointers, ['/name', '/pages', '/surplus']);
  const unreadable = await app.inject({ method: 'POST', url: '/api/v1/authorities/heilbronn/files', headers: { ...headers, 'content-type': 'application/json' }, payload: '{"name":' });
  assert.equal(unreadable.statusCode, 422);
});

test('a text that no database can keep is refused where it stands', async () => {
  const headers = { authorization: 'Bearer token-of-someone-from-here' };
  const answer = await app.inject({ method: 'POST', url: '/api/v1/authorities/heilbronn/files', headers, payload: { name: 'a\0b', pages: 1 } });
  assert.equal(answer.statusCode, 422);
  assert.deepEqual(answer.json<{ errors: { pointer: string; code: string }[] }>().errors.map((one) => `${one.pointer} ${one.code}`), ['/name control-character']);
  assert.equal((await app.inject({ url: '/heil%00bronn/name' })).statusCode, 404);
});

test('an address that cannot be read names nothing that exists', async () => {
  const long = await app.inject({ url: `/api/v1/authorities/${'x'.repeat(300)}/files`, method: 'POST', payload: {} });
  assert.equal(long.statusCode, 404);
  assert.match(String(long.headers['content-type']), /^application\/problem\+json/u);
  const broken = await app.inject({ url: '/%zz' });
  assert.equal(broken.statusCode, 404);
  assert.match(broken.body, /<h1/u);
});

test('every answer forbids inline code and foreign frames', async () => {
  const page = await app.inject({ url: '/heilbronn/name' });
  const policy = String(page.headers['content-security-policy']);
  assert.match(policy, /default-src 'none'/u);
  assert.doesNotMatch(policy, /unsafe-inline/u);
  assert.doesNotMatch(page.body, /<style|style="|onclick=/u);
});

test('the description of the API names path, body and refusals', () => {
  const document = openApiDocument([], '1') as { openapi: string };
  assert.equal(document.openapi, '3.1.0');
});
