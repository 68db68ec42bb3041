import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { newId, PLATFORM_TENANT, tenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { testHouse } from '@allmende/house/testing';
import { buildAssets } from '@allmende/html';
import { API_ROOT, createServer } from '@allmende/http';
import { createSessions } from '@allmende/identity';
import { aStaffMember } from '@allmende/identity/testing';
import { allMigrations, allRooms } from '@allmende/process-wiring';
import { registerDirectory, findAuthorityBySlug } from '@allmende/register';
import { importTestEdition } from '@allmende/register/testing';

const { database } = await testDatabase(allMigrations);
await importTestEdition(database);
const house = testHouse(database, { directory: registerDirectory(database) });
const pages = allRooms.flatMap((room) => room.pages ?? []);
const api = allRooms.flatMap((room) => room.api ?? []);
const protocols = allRooms.flatMap((room) => room.protocols ?? []);
const openProtocols = JSON.parse(readFileSync(path.join(import.meta.dirname, 'open-protocols.json'), 'utf8')) as Readonly<Record<string, readonly string[]>>;
const app = await createServer({ house, sessions: createSessions(house), assets: await buildAssets(), pages, api, protocols, navigation: allRooms.flatMap((room) => room.navigation ?? []) });
after(() => app.close());

const heilbronn = await findAuthorityBySlug({ database }, { slug: 'heilbronn' });
assert.ok(heilbronn, 'the test edition knows Heilbronn');
const everyRole = ['digital-officer', 'approver', 'treasurer', 'mayor', 'caseworker', 'head-of-office', 'auditor'] as const;
const stranger = await aStaffMember(house, { tenant: tenantId(newId()), roles: everyRole });
const operator = await aStaffMember(house, { tenant: PLATFORM_TENANT, roles: ['operator', 'platform-auditor'] });

/** The address of a route in Heilbronn with a random id for everything else. */
function address(path: string): string {
  return path.replace(':authority', 'heilbronn').replace(':place', 'heilbronn').replaceAll(/:([A-Za-z]+)/gu, () => newId());
}

const officePages = pages.filter((page) => page.path.startsWith('/:authority/office') && typeof page.access === 'object');
const officeApi = api.filter((operation) => operation.path.startsWith('/authorities/:authority/') && typeof operation.access === 'object');

test('there are office pages and operations to hold against this', () => {
  assert.ok(officePages.length >= 10, `${officePages.length} pages`);
  assert.ok(officeApi.length >= 10, `${officeApi.length} operations`);
});

test('every office page gives a stranger with all roles elsewhere the bytes of a missing page', async () => {
  const headers = { cookie: `allmende-session=${stranger.token}` };
  const missing = await app.inject({ url: '/heilbronn/office/there-is-no-such-page', headers });
  for (const page of officePages) {
    const answer = await app.inject({ method: page.method, url: address(page.path), headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' }, ...(page.method === 'POST' ? { payload: '_csrf=x' } : {}) });
    assert.equal(answer.statusCode, 404, `${page.method} ${page.path}`);
    assert.equal(answer.body, missing.body, `${page.method} ${page.path}`);
  }
});

test('every operation on an authority gives a stranger the bytes of a missing one', async () => {
  const headers = { authorization: `Bearer ${stranger.token}`, 'content-type': 'application/json' };
  const missing = await app.inject({ url: `${API_ROOT}/authorities/heilbronn/there-is-no-such-thing`, headers: { authorization: `Bearer ${stranger.token}` } });
  for (const operation of officeApi) {
    const answer = await app.inject({ method: operation.method, url: `${API_ROOT}${address(operation.path)}`, headers, ...(operation.method === 'GET' || operation.method === 'DELETE' ? { headers: { authorization: headers.authorization } } : { payload: {} }) });
    assert.equal(answer.statusCode, 404, `${operation.method} ${operation.path}`);
    assert.equal(answer.body, missing.body, `${operation.method} ${operation.path}`);
  }
});

test('nobody unknown reaches an office or operator page or operation', async () => {
  for (const page of pages.filter((one) => one.access !== 'anyone')) {
    const answer = await app.inject({ method: page.method, url: address(page.path), ...(page.method === 'POST' ? { headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: '_csrf=x' } : {}) });
    assert.equal(answer.statusCode, 303, `${page.method} ${page.path}`);
    assert.match(String(answer.headers.location), /^\/sign-in/u);
  }
  for (const operation of api.filter((one) => one.access !== 'anyone')) {
    const answer = await app.inject({ method: operation.method, url: `${API_ROOT}${address(operation.path)}` });
    assert.equal(answer.statusCode, 401, `${operation.method} ${operation.path}`);
  }
});

test('nobody gets an answer from a protocol of others by a session, a token or credentials of their own making, but where it says why', async () => {
  const routes = protocols.flatMap((protocol) => protocol.routes.map((route) => ({ ...route, name: `${route.method} /${protocol.name}${route.path}`, url: `/${protocol.name}${address(route.path)}` })));
  assert.ok(routes.length >= 10, `${routes.length} routes`);
  const open = Object.values(openProtocols).flat();
  assert.deepEqual(open.filter((name) => !routes.some((route) => route.name === name)), [], 'listed, but not there any more');
  const made = Buffer.from(`${heilbronn.id}.${newId()}:secret`).toString('base64');
  for (const route of routes) {
    for (const headers of [{}, { cookie: `allmende-session=${operator.token}` }, { authorization: `Bearer ${operator.token}` }, { authorization: `Basic ${made}` }]) {
      const answer = await app.inject({ method: route.method, url: route.url, headers: { 'x-broker-api-version': '2.17', ...headers } });
      if (open.includes(route.name)) assert.ok(answer.statusCode < 500 && !answer.body.includes(operator.token), `${route.name} ${answer.statusCode}`);
      else assert.equal(answer.statusCode, 401, route.name);
    }
  }
});

test('operators of the platform do not reach the pages and operations of cases', async () => {
  const cases = [...pages.filter((page) => page.path.startsWith('/:authority/office/cases')).map((page) => ({ ...page, url: address(page.path), headers: { cookie: `allmende-session=${operator.token}` } })),
    ...api.filter((operation) => operation.path.startsWith('/authorities/:authority/cases')).map((operation) => ({ ...operation, url: `${API_ROOT}${address(operation.path)}`, headers: { authorization: `Bearer ${operator.token}` } }))];
  assert.ok(cases.length >= 4, `${cases.length} routes of cases`);
  for (const one of cases) {
    const answer = await app.inject({ method: one.method, url: one.url, headers: one.headers, ...(one.method === 'POST' ? { payload: {} } : {}) });
    assert.equal(answer.statusCode, 404, `${one.method} ${one.path}`);
  }
});
