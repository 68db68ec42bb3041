import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { endSession } from '@allmende/identity';
import { endGrant } from '../index.ts';
import { ask, cookieOf, enter, openStand, platformPage } from './stand.ts';

const stand = await openStand();
after(() => stand.close());
const { heilbronn, tengen } = stand;

const { upstream } = await stand.app((request, response) => { response.end(`${request.url} ${request.headers.cookie ?? 'no cookies'}`); });
const wiki = await stand.instance(heilbronn, { upstream });
const other = await stand.instance(tengen, { upstream });
const gateway = await stand.gateway();
const person = await stand.member(heilbronn);
await stand.grant(heilbronn, wiki.id, person);
const stateFor = async (host: string, path = '/') => {
  const first = await ask(gateway.port, host, { path });
  return { browser: cookieOf(first, 'allmende-enter') ?? '', url: new URL(first.headers.location ?? '') };
};

test('an instance has a readable address of its own, and a second one of the same app another that stays', async () => {
  assert.equal(wiki.address, 'http://node-red--heilbronn.apps.localhost:8081');
  const second = await stand.instance(heilbronn, { upstream });
  assert.equal(second.address, 'http://node-red-2--heilbronn.apps.localhost:8081');
  assert.equal(other.address, 'http://node-red--tengen.apps.localhost:8081');
});

test('whoever is not signed in is led to the platform and comes back to where they wanted to go, without any cookie of the platform', async () => {
  const { token, last } = await enter(stand, gateway, wiki.host, person, '/seite?a=1&b=%2F');
  assert.equal(last.status, 303);
  assert.equal(last.headers.location, '/seite?a=1&b=%2F');
  const set = last.headers['set-cookie']?.find((line) => line.startsWith('allmende-app=')) ?? '';
  assert.match(set, /; Path=\/; HttpOnly; SameSite=Lax$/u);
  assert.equal(last.headers['referrer-policy'], 'no-referrer', 'the code goes nowhere by a referrer');
  const inside = await ask(gateway.port, wiki.host, { path: '/x', headers: { cookie: `allmende-app=${token}; own=1; allmende-session=${person.token}; __Host-allmende-session=x; lang=de` } });
  assert.equal(inside.body, '/x own=1; lang=de');
});

test('a script or program without a session is refused and not led to a page', async () => {
  for (const headers of [{ 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'same-origin' }, { accept: 'application/json' }]) {
    const answer = await ask(gateway.port, wiki.host, { headers: headers as unknown as Record<string, string> });
    assert.equal(answer.status, 401);
    assert.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8');
  }
  assert.equal((await ask(gateway.port, wiki.host, { method: 'POST', body: 'a=1' })).status, 401, 'a form would be lost on the way');
});

test('nobody signed in on the platform gets a code, but the sign-in', async () => {
  const { url } = await stateFor(wiki.host);
  const answer = await platformPage(stand, url);
  assert.equal(answer.statusCode, 303);
  assert.match(String(answer.headers.location), /^\/sign-in\?next=%2Fapps%2Fenter/u);
});

test('a colleague without a grant, staff of another town and an address that leads nowhere get the same refusal', async () => {
  const { url } = await stateFor(wiki.host);
  const nowhere = new URL(url);
  nowhere.searchParams.set('host', 'nothing--heilbronn.apps.localhost');
  const answers = await Promise.all([platformPage(stand, url, await stand.member(heilbronn)), platformPage(stand, url, await stand.member(tengen, ['digital-officer'])), platformPage(stand, nowhere, person)]);
  for (const answer of answers) {
    assert.equal(answer.statusCode, 403);
    assert.match(answer.body, /Kein Zugang/u);
    assert.equal(answer.headers['refresh'], undefined);
  }
});

test('a code works once', async () => {
  const { code, browser } = await enter(stand, gateway, wiki.host, person);
  const again = await ask(gateway.port, wiki.host, { path: `/.allmende/enter?code=${code}`, headers: { cookie: `allmende-enter=${browser}` } });
  assert.equal(again.status, 400);
  assert.equal(cookieOf(again, 'allmende-app'), undefined);
});

test('of two who use a code at the same moment one comes in', async () => {
  const { browser, url } = await stateFor(wiki.host);
  const page = await platformPage(stand, url, person);
  const code = /code=([\w-]+)/u.exec(String(page.headers['refresh']))?.[1];
  const answers = await Promise.all([1, 2, 3, 4].map(() => ask(gateway.port, wiki.host, { path: `/.allmende/enter?code=${code}`, headers: { cookie: `allmende-enter=${browser}` } })));
  assert.deepEqual(answers.map((answer) => answer.status).toSorted(), [303, 400, 400, 400]);
});

test('a code works only in the browser that asked', async () => {
  const { url } = await stateFor(wiki.host);
  const page = await platformPage(stand, url, person);
  const code = /code=([\w-]+)/u.exec(String(page.headers['refresh']))?.[1];
  const victim = await stateFor(wiki.host);
  for (const cookie of [`allmende-enter=${victim.browser}`, 'allmende-enter=', 'x=1']) {
    const answer = await ask(gateway.port, wiki.host, { path: `/.allmende/enter?code=${code}`, headers: { cookie } });
    assert.equal(answer.status, 400, cookie);
  }
});

test('a code works only at the instance it was made for', async () => {
  const both = await stand.member(heilbronn);
  const second = await stand.instance(heilbronn, { upstream });
  await stand.grant(heilbronn, wiki.id, both);
  await stand.grant(heilbronn, second.id, both);
  await gateway.routes.refresh();
  const { browser, url } = await stateFor(wiki.host);
  const page = await platformPage(stand, url, both);
  const code = /code=([\w-]+)/u.exec(String(page.headers['refresh']))?.[1];
  for (const host of [second.host, other.host]) assert.equal((await ask(gateway.port, host, { path: `/.allmende/enter?code=${code}`, headers: { cookie: `allmende-enter=${browser}` } })).status, 400);
  assert.equal((await ask(gateway.port, wiki.host, { path: `/.allmende/enter?code=${code}`, headers: { cookie: `allmende-enter=${browser}` } })).status, 303, 'and there it does');
});

test('a code is over after a minute', async () => {
  const { browser, url } = await stateFor(wiki.host);
  const page = await platformPage(stand, url, person);
  const code = /code=([\w-]+)/u.exec(String(page.headers['refresh']))?.[1];
  stand.clock.advanceMs(60_000);
  assert.equal((await ask(gateway.port, wiki.host, { path: `/.allmende/enter?code=${code}`, headers: { cookie: `allmende-enter=${browser}` } })).status, 400);
});

test('a session of one instance opens no other, also not of the same town', async () => {
  const { token } = await enter(stand, gateway, wiki.host, person);
  const second = await stand.instance(heilbronn, { upstream });
  await gateway.routes.refresh();
  assert.equal((await ask(gateway.port, wiki.host, { headers: { cookie: `allmende-app=${token}` } })).status, 200);
  for (const host of [second.host, other.host]) assert.equal((await ask(gateway.port, host, { headers: { cookie: `allmende-app=${token}` } })).status, 303, host);
});

test('no way back leads to another host or into the gateway itself', async () => {
  for (const to of ['//evil.example/', '/\\evil.example', 'https://evil.example/', '/.allmende/leave', '/\t/evil.example', '/..//evil.example', 'javascript:alert(1)', '/.allmende/enter?code=x']) {
    const { browser, url } = await stateFor(wiki.host);
    url.searchParams.set('to', to);
    const page = await platformPage(stand, url, person);
    const code = /code=([\w-]+)/u.exec(String(page.headers['refresh']))?.[1];
    const answer = await ask(gateway.port, wiki.host, { path: `/.allmende/enter?code=${code}`, headers: { cookie: `allmende-enter=${browser}` } });
    assert.equal(answer.status, 303, to);
    assert.equal(new URL(answer.headers.location ?? '', wiki.address).origin, wiki.address, to);
    assert.equal(answer.headers.location, '/', to);
  }
});

test('the platform leads to no host but one that it has given', async () => {
  for (const host of ['evil.example', 'apps.localhost', 'x.node-red--heilbronn.apps.localhost', 'node-red--heilbronn.apps.localhost.evil.example', 'node-red--heilbronn', '', 'node-red--heilbronn.apps.localhost:1@evil.example']) {
    const { url } = await stateFor(wiki.host);
    url.searchParams.set('host', host);
    const page = await platformPage(stand, url, person);
    if (page.statusCode !== 403) assert.match(String(page.headers['refresh']), /url=http:\/\/node-red--heilbronn\.apps\.localhost:8081\//u, host);
    else assert.equal(page.headers['refresh'], undefined, host);
  }
});

test('leaving ends the session at the instance and needs a button', async () => {
  const { token } = await enter(stand, gateway, wiki.host, person);
  const cookie = `allmende-app=${token}`;
  assert.equal((await ask(gateway.port, wiki.host, { path: '/.allmende/leave', headers: { cookie } })).status, 200);
  assert.equal((await ask(gateway.port, wiki.host, { headers: { cookie } })).status, 200, 'looking at the page ends nothing');
  assert.equal((await ask(gateway.port, wiki.host, { path: '/.allmende/leave', method: 'POST', headers: { cookie, 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate' } })).status, 403, 'nor can another app');
  assert.equal((await ask(gateway.port, wiki.host, { path: '/.allmende/leave', method: 'POST', headers: { cookie } })).status, 200);
  assert.equal((await ask(gateway.port, wiki.host, { headers: { cookie } })).status, 303);
});

test('access is over within a turn when the grant, the session, the role or its term ends', async () => {
  const endings: Record<string, (member: Awaited<ReturnType<typeof stand.member>>, grant: string) => Promise<unknown>> = {
    grant: async (_member, grant) => endGrant(stand.ctxOf(heilbronn, await stand.member(heilbronn, ['digital-officer'])), { instance: wiki.id, grant }),
    'session of the platform': (member) => endSession(stand.house, member.token),
    role: (member) => stand.sql(heilbronn, 'update access.role_grant set revoked_at = now() where account_id = $1', [member.accountId]),
    account: (member) => stand.sql(heilbronn, 'update identity.account set disabled_at = now() where id = $1', [member.accountId]),
    'one-time password again': (member) => stand.sql(heilbronn, 'update identity.account set password_must_change = true where id = $1', [member.accountId]),
  };
  for (const [what, end] of Object.entries(endings)) {
    const member = await stand.member(heilbronn);
    const grant = await stand.grant(heilbronn, wiki.id, member);
    const { token } = await enter(stand, gateway, wiki.host, member);
    const cookie = `allmende-app=${token}`;
    assert.equal((await ask(gateway.port, wiki.host, { headers: { cookie } })).status, 200, what);
    await end(member, grant);
    await gateway.sessions.check();
    assert.equal((await ask(gateway.port, wiki.host, { headers: { cookie } })).status, 303, what);
  }
  const guest = await stand.member(heilbronn);
  await stand.grant(heilbronn, wiki.id, guest, new Date(stand.house.clock.now().getTime() + 30_000));
  const { token } = await enter(stand, gateway, wiki.host, guest);
  stand.clock.advanceMs(31_000);
  await gateway.sessions.check();
  assert.equal((await ask(gateway.port, wiki.host, { headers: { cookie: `allmende-app=${token}` } })).status, 303, 'term');
});

test('another app or site cannot use a signed-in person’s browser against the app, while links keep working', async () => {
  const { token } = await enter(stand, gateway, wiki.host, person);
  const cookie = `allmende-app=${token}`;
  const status = async (headers: Record<string, string>, method = 'GET') => (await ask(gateway.port, wiki.host, { method, headers: { cookie, ...headers } })).status;
  const site = 'sec-fetch-site';
  const mode = 'sec-fetch-mode';
  const dest = 'sec-fetch-dest';
  assert.equal(await status({ [site]: 'same-site', [mode]: 'navigate', [dest]: 'document' }), 200, 'a link');
  assert.equal(await status({ [site]: 'same-origin', [mode]: 'cors', [dest]: 'empty' }, 'POST'), 200, 'the app itself');
  assert.equal(await status({ [site]: 'same-site', [mode]: 'navigate', [dest]: 'document' }, 'POST'), 403, 'a form of another app');
  assert.equal(await status({ [site]: 'same-site', [mode]: 'no-cors', [dest]: 'script' }), 403, 'a script of another app');
  assert.equal(await status({ [site]: 'same-site', [mode]: 'navigate', [dest]: 'iframe' }), 403, 'a frame in another app');
  assert.equal(await status({ [site]: 'cross-site', [mode]: 'cors', [dest]: 'empty' }), 403, 'a script of another site');
  assert.equal(await status({ origin: 'http://node-red--tengen.apps.localhost:8081' }, 'POST'), 403, 'a browser without fetch metadata');
});

test('a public instance asks nobody', async () => {
  const open = await stand.instance(tengen, { app: 'open-wiki', upstream });
  await gateway.routes.refresh();
  const answer = await ask(gateway.port, open.host, { path: '/free' });
  assert.equal(answer.status, 200);
  assert.equal(answer.body, '/free no cookies');
});

test('who an instance is not there for learns its state only after signing in', async () => {
  for (const [seen, status, words] of [[{ observed: 'starting' }, 503, 'startet gerade'], [{ wanted: 'suspended', observed: 'suspended' }, 503, 'ruht'], [{ observed: 'failing' }, 503, 'gestört'], [{ observed: 'starting', changing: 'update' }, 503, 'gerade aktualisiert']] as const) {
    const one = await stand.instance(heilbronn, { ...seen });
    await stand.grant(heilbronn, one.id, person);
    await gateway.routes.refresh();
    assert.equal((await ask(gateway.port, one.host)).status, 303);
    const { token } = await enter(stand, gateway, one.host, person);
    const answer = await ask(gateway.port, one.host, { headers: { cookie: `allmende-app=${token}` } });
    assert.equal(answer.status, status);
    assert.match(answer.body, new RegExp(words, 'u'));
    assert.ok(Number(answer.headers['retry-after']) > 0);
    const english = await ask(gateway.port, one.host, { headers: { cookie: `allmende-app=${token}`, 'accept-language': 'en-GB,en;q=0.9,de;q=0.5' } });
    assert.match(english.body, /<html lang="en">/u);
  }
});
