import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Actor } from '@allmende/access';
import { publishRelease } from '@allmende/app-packages';
import { newId, PLATFORM_TENANT } from '@allmende/database';
import { buildAssets } from '@allmende/html';
import { createServer, fits } from '@allmende/http';
import { createOperations, operationsModule } from '../module.ts';
import { openWiki } from '../testing/open-wiki.ts';
import { aPackage, sampleApp } from '../testing/index.ts';
import { getInstanceApi, listInstancesApi } from '../web/api/instances.ts';
import { openStand } from './stand.ts';

const stand = await openStand();
const town = stand.newAuthority();
const other = stand.newAuthority();
const slugs = new Map([['musterstadt', town], ['nebenan', other]]);
const house = {
  ...stand.house,
  directory: {
    findAuthorityBySlug: async (slug: string) => { const found = slugs.get(slug); return found && { tenant: found.tenant, slug, name: slug, land: '08' }; },
    findPlaceBySlug: async () => undefined,
    namesOf: async () => [...slugs].map(([slug, found]) => ({ tenant: found.tenant, slug, name: `Stadt ${slug}`, land: '08' })),
  },
};
const staff = (role: 'approver' | 'caseworker'): Actor => ({ kind: 'staff', accountId: newId(), name: 'Cem Beispiel', grants: [{ tenant: town.tenant, role }] });
const actors = new Map<string, Actor>([
  ['officer-00000000000000000', town.officer], ['approver-0000000000000000', staff('approver')], ['caseworker-00000000000000', staff('caseworker')], ['stranger-0000000000000000', other.officer],
  ['operator-0000000000000000', { kind: 'staff', accountId: newId(), name: 'Omar Beispiel', grants: [{ tenant: PLATFORM_TENANT, role: 'operator' }] }],
]);
const tokenOf = (name: string) => [...actors.keys()].find((token) => token.startsWith(name)) ?? '';
const app = await createServer({
  house, sessions: { findActor: async (token) => actors.get(token) }, assets: await buildAssets(), pages: operationsModule.pages ?? [], api: operationsModule.api ?? [], navigation: operationsModule.navigation ?? [],
});
after(() => app.close());
const sample = sampleApp();
const operations = createOperations({ apps: [sample] });
const requested = await town.request({ title: 'Online-Dienste <b>' });
await operations.reconcile(house, { tenant: town.tenant, instance: requested.id });
const home = `/musterstadt/office/instances/${requested.id}`;
const get = (url: string, who: string) => app.inject({ url, headers: { cookie: `allmende-session=${tokenOf(who)}` } });

async function post(url: string, who: string, fields: Record<string, string> = {}, from = url) {
  const page = await get(from, who);
  const csrf = /name="_csrf" value="([^"]+)"/u.exec(page.body)?.[1] ?? '';
  const cookies = [`allmende-session=${tokenOf(who)}`, ...page.cookies.map((cookie) => `${cookie.name}=${cookie.value}`)].join('; ');
  return app.inject({ method: 'POST', url, headers: { cookie: cookies, 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams({ _csrf: csrf, ...fields }).toString() });
}

test('the officer sees the apps and the clock from approval to running', async () => {
  const list = await get('/musterstadt/office/instances', 'officer');
  assert.equal(list.statusCode, 200);
  assert.match(list.body, /Online-Dienste &lt;b&gt;/u);
  assert.match(list.body, /läuft/u);
  const page = await get(home, 'officer');
  assert.match(page.body, /Von der Freigabe bis zum Betrieb/u);
  assert.match(page.body, /hundesteuer/u);
  assert.match(page.body, /Anhalten/u);
  assert.doesNotMatch(page.body, /<script(?! type="module" src="\/assets\/)/u);
});

test('who may only see finds no buttons, and strangers find nothing at all', async () => {
  const page = await get(home, 'approver');
  assert.equal(page.statusCode, 200);
  assert.doesNotMatch(page.body, /\/suspend"|\/end"/u);
  assert.equal((await get(`${home}/end`, 'approver')).statusCode, 403);
  assert.equal((await get(home, 'caseworker')).statusCode, 403);
  const strange = await get(home, 'stranger');
  assert.equal(strange.statusCode, 404);
  assert.equal((await get(`/nebenan/office/instances/${requested.id}`, 'stranger')).statusCode, 404);
  assert.equal((await get('/operator/instances', 'officer')).statusCode, 404);
});

test('suspending and resuming are pages that say what will happen', async () => {
  const page = await get(`${home}/suspend`, 'officer');
  assert.match(page.body, /Was dann geschieht/u);
  assert.match(page.body, /Wen das betrifft/u);
  assert.equal((await post(`${home}/suspend`, 'officer')).statusCode, 303);
  await operations.reconcile(house, { tenant: town.tenant, instance: requested.id });
  assert.match((await get(home, 'officer')).body, /ruht/u);
  assert.equal((await post(`${home}/resume`, 'officer')).statusCode, 303);
  await operations.reconcile(house, { tenant: town.tenant, instance: requested.id });
  assert.match((await get(home, 'officer')).body, /läuft/u);
});

test('an archive is asked for and downloaded', async () => {
  assert.equal((await get(`${home}/archive`, 'officer')).statusCode, 404);
  assert.equal((await post(`${home}/archive`, 'officer', {}, home)).statusCode, 303);
  await operations.reconcile(house, { tenant: town.tenant, instance: requested.id });
  const file = await get(`${home}/archive`, 'officer');
  assert.equal(file.headers['content-type'], 'application/zip');
  assert.equal(file.rawPayload.subarray(0, 2).toString(), 'PK');
  assert.equal((await get(`${home}/archive`, 'approver')).statusCode, 403);
});

test('ending asks for confirmation, keeps what was typed and then shows when data are deleted', async () => {
  const refused = await post(`${home}/end`, 'officer', { graceDays: '14' });
  assert.equal(refused.statusCode, 422);
  assert.match(refused.body, /value="14"/u);
  assert.match(refused.body, /Bestätigen Sie/u);
  assert.equal((await post(`${home}/end`, 'officer', { graceDays: 'viele', understood: 'yes' })).statusCode, 422);
  assert.equal((await post(`${home}/end`, 'officer', { graceDays: '14', understood: 'yes' })).statusCode, 303);
  await operations.reconcile(house, { tenant: town.tenant, instance: requested.id });
  assert.match((await get(home, 'officer')).body, /werden am 5\. Dezember 2026, 10:00 Uhr gelöscht/u);
});

test('the operator sees the fleet with failing ones first, and no content', async () => {
  const broken = await other.request({ app: 'unheard-of', title: 'Kaputtes' });
  await operations.reconcile(house, { tenant: other.tenant, instance: broken.id });
  const page = await get('/operator/instances', 'operator');
  assert.equal(page.statusCode, 200);
  assert.ok(page.body.indexOf('Kaputtes') < page.body.indexOf('Online-Dienste'));
  assert.match(page.body, /Stadt nebenan/u);
  assert.doesNotMatch(page.body, /hundesteuer/u);
  const jobs = await get('/operator/jobs', 'operator');
  assert.equal(jobs.statusCode, 200);
  assert.match(jobs.body, /Nichts ist liegengeblieben/u);
  assert.equal((await get(home, 'operator')).statusCode, 404);
});

test('the API answers what it describes and refuses what does not fit', async () => {
  const call = (method: 'GET' | 'POST', url: string, who: string, payload?: object) =>
    app.inject({ method, url: `/api/v1/authorities/musterstadt/instances${url}`, headers: { authorization: `Bearer ${tokenOf(who)}` }, ...(payload ? { payload } : {}) });
  const list = await call('GET', '', 'officer');
  assert.equal(list.statusCode, 200);
  assert.ok(fits(listInstancesApi.response ?? assert.fail(), list.json()));
  const one = await call('GET', `/${requested.id}`, 'approver');
  assert.ok(fits(getInstanceApi.response ?? assert.fail(), one.json()), one.body);
  assert.equal(one.json<{ instance: { stage: string } }>().instance.stage, 'data-returned');
  assert.equal((await call('POST', `/${requested.id}/suspension`, 'officer')).statusCode, 409);
  assert.equal((await call('POST', `/${requested.id}/end`, 'officer', { graceDays: 0 })).statusCode, 422);
  assert.equal((await call('POST', `/${requested.id}/end`, 'approver', {})).statusCode, 403);
  assert.equal((await call('POST', `/${requested.id}/resumption`, 'officer')).statusCode, 202);
  assert.equal((await call('GET', `/${requested.id}`, 'stranger')).statusCode, 404);
});

test('the pages of versions and backups show what is under way, ask before they act, and say nothing to strangers', async () => {
  const wiki = await openWiki(stand.house, town);
  const page = `/musterstadt/office/instances/${wiki.id}`;
  const operator: Actor = actors.get(tokenOf('operator')) ?? assert.fail();
  const made = aPackage({ app: 'wiki', version: '2.0.0' });
  await publishRelease({ ...town.ctx, actor: operator }, { package: { ...made, components: made.components.map((one) => ({ ...one, image: { ...one.image, digest: `sha256:${'0'.repeat(64)}` } })) } });
  await wiki.operations.backUp(house, { tenant: town.tenant, instance: wiki.id });
  const shown = await get(page, 'officer');
  assert.match(shown.body, /Version 2\.0\.0 ist verfügbar/u);
  assert.match(shown.body, /Auf diesen Stand zurück/u);
  assert.match(shown.body, /<script type="module" src="\/assets\/live-part\.[0-9a-f]+\.js" nonce="([0-9a-f-]+)"/u);
  const nonce = /nonce="([0-9a-f-]+)"/u.exec(shown.body)?.[1] ?? '';
  assert.ok(String(shown.headers['content-security-policy']).includes(`'nonce-${nonce}'`));
  assert.equal((await post(`${page}/update`, 'officer', { version: '9.9.9' })).statusCode, 404);
  assert.equal((await post(`${page}/update`, 'officer', { version: '2.0.0' })).statusCode, 303);
  const moving = await get(page, 'officer');
  assert.match(moving.body, /Wird auf Version 2\.0\.0 gebracht/u);
  assert.match(moving.body, /Seite neu laden/u);
  await wiki.settle();
  const [backup] = (await wiki.see()).archives;
  const restore = `${page}/archives/${backup?.id}/restore`;
  assert.match((await get(restore, 'officer')).body, /Mit der Version von damals, 1\.0\.0/u);
  assert.equal((await post(restore, 'officer')).statusCode, 422);
  assert.equal((await post(restore, 'officer', { understood: 'yes', version: 'then' })).statusCode, 303);
  assert.equal((await wiki.settle()).packageVersion, '1.0.0');
  assert.equal((await post(`${page}/archives/${backup?.id}/copy`, 'officer', { days: 'viele' })).statusCode, 422);
  assert.equal((await post(`${page}/archives/${backup?.id}/copy`, 'officer', { days: '3' })).statusCode, 303);
  assert.equal((await post(`${page}/channel`, 'officer', { channel: 'by-hand' })).statusCode, 303);
  assert.equal((await get(`${page}/update`, 'approver')).statusCode, 403);
  assert.equal((await get(`${page}/update`, 'stranger')).statusCode, 404);
  assert.equal((await get(`${page}/events`, 'stranger')).statusCode, 404);
  const started = await post('/operator/rollouts', 'operator', { release: 'wiki/2.0.0', stages: '1; alle', pauseMinutes: '60', mostFailures: '0' });
  assert.equal(started.statusCode, 422);
  assert.match(started.body, /value="1; alle"/u);
  await wiki.operations.drill(house, { tenant: town.tenant, instance: wiki.id });
  assert.match((await get('/operator/drills', 'operator')).body, /gelungen/u);
  assert.equal((await get('/operator/drills', 'officer')).statusCode, 404);
});

test('whoever looks at an instance is told of changes as they happen, and streams end with the server', { timeout: 30_000 }, async () => {
  const listening = await createServer({ house, sessions: { findActor: async (token) => actors.get(token) }, assets: await buildAssets(), pages: operationsModule.pages ?? [], api: [], navigation: [] });
  const address = await listening.listen({ host: '127.0.0.1', port: 0 });
  const made = await town.request({ title: 'Neu' });
  const response = await fetch(`${address}/musterstadt/office/instances/${made.id}/events`, { headers: { cookie: `allmende-session=${tokenOf('officer')}` } });
  assert.equal(response.headers.get('content-type'), 'text/event-stream; charset=utf-8');
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader() ?? assert.fail();
  assert.match((await reader.read()).value ?? '', /retry/u);
  await new Promise((resolve) => { setTimeout(resolve, 1200); });
  await operations.reconcile(house, { tenant: town.tenant, instance: made.id });
  assert.match((await reader.read()).value ?? '', /^event: changed\ndata: \{"mark":"[0-9a-f]{32}"\}\n\n$/u);
  await listening.close();
  let ended = false;
  while (!ended) ended = (await reader.read()).done;
});
