import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { listEntries } from '@allmende/audit';
import { findLivingSession } from '@allmende/identity';
import * as openid from 'openid-client';
import { aBrowser, configuration, openStand, signIn, type App } from './stand.ts';

const stand = await openStand();
after(() => stand.close());
const { heilbronn, tengen, house } = stand;

const heard: string[] = [];
const listening = (name: string) => stand.listen((request, response) => {
  request.resume();
  request.on('end', () => { heard.push(name); response.end(); });
});
const app = await stand.app(heilbronn, { upstream: await listening('first') });
const second = await stand.app(heilbronn, { upstream: await listening('second') });

const cookiesOf = (browser: ReturnType<typeof aBrowser>) => [...browser.jar].filter(([, { path }]) => path === '/').map(([name, { value }]) => `${name}=${value}`).join('; ');

async function ask(address: URL, browser: ReturnType<typeof aBrowser>) {
  const answer = await fetch(address, { redirect: 'manual', headers: { cookie: cookiesOf(browser) } });
  return { status: answer.status, body: await answer.text(), onTo: /url=(.*)$/u.exec(answer.headers.get('refresh') ?? '')?.[1] };
}

async function confirm(page: string, browser: ReturnType<typeof aBrowser>, csrf = /name="_csrf" value="([^"]+)"/u.exec(page)?.[1] ?? '') {
  const [, action = ''] = /<form[^>]*action="([^"]+end-session[^"]*)"/u.exec(page) ?? [];
  const answer = await fetch(new URL(action.replaceAll('&amp;', '&'), stand.publicAddress), { method: 'POST', redirect: 'manual', headers: { cookie: cookiesOf(browser) }, body: new URLSearchParams({ _csrf: csrf }) });
  return { status: answer.status, body: await answer.text(), onTo: /url=(.*)$/u.exec(answer.headers.get('refresh') ?? '')?.[1] };
}

async function signedIn(at: App = app) {
  const user = await stand.user(heilbronn, at);
  const browser = aBrowser(user);
  const { redeem, config } = await signIn(at, browser);
  return { user, browser, config, tokens: await redeem() };
}

const isSignedIn = async (token: string) => (await findLivingSession(house, token)) !== undefined;

test('sign-out begun at an app ends the session of the platform, goes back to the app, and the other apps hear of it', async () => {
  await stand.work();
  const { user, browser, config, tokens } = await signedIn();
  await stand.sql(heilbronn, `insert into gateway.instance_grant (tenant_id, id, instance_id, account_id, since) values ($1, gen_random_uuid(), $2, $3, now() - interval '1 minute')`, [heilbronn.tenant, second.id, user.accountId]);
  await (await signIn(second, browser)).redeem();
  const address = openid.buildEndSessionUrl(config, { id_token_hint: tokens.id_token ?? '', post_logout_redirect_uri: `${app.address}/`, state: 'back-again' });
  const page = await ask(address, browser);
  assert.equal(page.status, 200);
  assert.match(page.body, /Sie kommen von „Node-RED“/u);
  assert.ok(await isSignedIn(user.token), 'a link alone signs nobody out');
  const done = await confirm(page.body, browser);
  assert.equal(done.status, 200, done.body);
  assert.equal(done.onTo, `${app.address}/?state=back-again`);
  assert.equal(await isSignedIn(user.token), false);
  await assert.rejects(openid.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? ''));
  for (let tries = 0; tries < 400 && !(heard.includes('first') && heard.includes('second')); tries += 1) await new Promise((resolve) => { setTimeout(resolve, 25); });
  assert.deepEqual([...new Set(heard)].toSorted(), ['first', 'second']);
  assert.match((await ask(address, browser)).body, /Sie sind abgemeldet/u, 'once more is no fault');
});

test('nobody is signed out by a link, by a form of another site or by a forged hint, and nobody is sent anywhere but to the app', async () => {
  const { user, browser, config, tokens } = await signedIn();
  const hint = tokens.id_token ?? '';
  const [head = '', body = '', signature = ''] = hint.split('.');
  const foreign = (await (async () => {
    const other = await stand.app(tengen);
    const person = await stand.user(tengen, other);
    return (await (await signIn(other, aBrowser(person))).redeem()).id_token ?? '';
  })());
  const wishes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'another address': { id_token_hint: hint, post_logout_redirect_uri: 'https://attacker.test/' }, 'an address that only begins like ours': { id_token_hint: hint, post_logout_redirect_uri: `${app.address}.attacker.test/` },
    'another path': { id_token_hint: hint, post_logout_redirect_uri: `${app.address}/open?to=https://attacker.test` }, 'another signature': { id_token_hint: `${head}.${body}.${signature.slice(0, -8)}AAAAAAAA`, post_logout_redirect_uri: `${app.address}/` },
    'no signature': { id_token_hint: `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`, post_logout_redirect_uri: `${app.address}/` }, 'the hint of another town': { id_token_hint: foreign, post_logout_redirect_uri: `${app.address}/` },
    'the hint of one app and the id of another': { id_token_hint: hint, client_id: second.id, post_logout_redirect_uri: `${second.address}/` }, 'no hint': { post_logout_redirect_uri: `${app.address}/` }, 'no JWT': { id_token_hint: 'x', post_logout_redirect_uri: `${app.address}/` },
  };
  for (const [what, wish] of Object.entries(wishes)) {
    const url = new URL(openid.buildEndSessionUrl(config, wish));
    // The library says the id by itself.
    if (wish['client_id'] === undefined) url.searchParams.delete('client_id');
    const page = await ask(url, browser);
    assert.equal(page.status, 200, what);
    assert.equal(page.onTo, undefined, what);
    const signedOut = await ask(url, aBrowser());
    assert.equal(signedOut.onTo, undefined, `${what}, where nobody is signed in`);
    assert.doesNotMatch(signedOut.body, /(?:href|action)="https?:\/\/[^"]*attacker/u, what);
    assert.equal((await confirm(page.body, browser, 'x'.repeat(32))).status, 403, `${what}, with the form of somebody else`);
  }
  assert.ok(await isSignedIn(user.token));
});

test('an app may send the wish as a form, and one of another authority or of none at all signs out no less', async () => {
  const { user, browser, tokens } = await signedIn();
  const sent = await fetch(`${app.issuer}/end-session`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ id_token_hint: tokens.id_token ?? '', post_logout_redirect_uri: `${app.address}/`, other: 'x' }) });
  assert.equal(sent.status, 303);
  const onTo = new URL(sent.headers.get('location') ?? '', stand.publicAddress);
  assert.deepEqual([...onTo.searchParams.keys()], ['id_token_hint', 'post_logout_redirect_uri']);
  assert.match((await ask(onTo, browser)).body, /Sie kommen von/u);
  assert.equal((await fetch(`${app.issuer}/end-session`, { method: 'POST', redirect: 'manual', body: 'state='.padEnd(20_000, 'x') })).status, 413);
  const nowhere = await ask(new URL(`/oidc/${crypto.randomUUID()}/end-session?client_id=${app.id}&post_logout_redirect_uri=${encodeURIComponent(app.address)}`, stand.publicAddress), browser);
  assert.equal((await confirm(nowhere.body, browser)).onTo, undefined);
  assert.equal(await isSignedIn(user.token), false);
});

test('the provider says where people sign out', async () => {
  const config = await configuration(app);
  assert.equal(config.serverMetadata().end_session_endpoint, `${app.issuer}/end-session`);
});

test('people see at which apps they are signed in and end it at one app alone: its tokens are gone, it hears of it, all else goes on', async () => {
  const { user, browser, config, tokens } = await signedIn();
  await stand.sql(heilbronn, `insert into gateway.instance_grant (tenant_id, id, instance_id, account_id, since) values ($1, gen_random_uuid(), $2, $3, now() - interval '1 minute')`, [heilbronn.tenant, second.id, user.accountId]);
  const other = await signIn(second, browser);
  const kept = await other.redeem();
  const unused = await signIn(app, browser);
  const account = async (who = browser) => (await ask(new URL('/account', stand.publicAddress), who)).body;
  const appsOn = (page: string) => [...page.matchAll(/name="app" value="([^"]+)"/gu)].map(([, id]) => id);
  const page = await account();
  assert.deepEqual(appsOn(page).toSorted(), [app.id, second.id].toSorted(), 'each app once');
  assert.match(page, /Angemeldet bei Anwendungen/u);
  const end = async (id: string, who = browser) => {
    const csrf = /name="_csrf" value="([^"]+)"/u.exec(await account(who))?.[1] ?? '';
    return (await fetch(new URL('/account/end-app', stand.publicAddress), { method: 'POST', redirect: 'manual', headers: { cookie: cookiesOf(who) }, body: new URLSearchParams({ _csrf: csrf, app: id }) })).status;
  };
  const stranger = aBrowser(await stand.member(heilbronn));
  assert.deepEqual(appsOn(await account(stranger)), []);
  for (const id of [app.id, 'x', crypto.randomUUID()]) assert.equal(await end(id, stranger), 404, id);

  const before = heard.length;
  assert.equal(await end(app.id), 303);
  assert.deepEqual(appsOn(await account()), [second.id]);
  await assert.rejects(openid.refreshTokenGrant(config, tokens.refresh_token ?? ''));
  await assert.rejects(openid.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? ''));
  await assert.rejects(unused.redeem(), 'a code that the app has not used yet');
  for (let tries = 0; tries < 400 && heard.length === before; tries += 1) await new Promise((resolve) => { setTimeout(resolve, 25); });
  assert.deepEqual(heard.slice(before), ['first'], 'the app hears of it, and no other');
  assert.ok(await openid.fetchUserInfo(other.config, kept.access_token, kept.claims()?.sub ?? ''));
  assert.ok(await isSignedIn(user.token));
  assert.equal(await end(app.id), 404, 'it has ended');
  const log = await house.database.inTenant(heilbronn.tenant, (tx) => listEntries(tx, {}));
  assert.ok(log.some(({ entry }) => entry.action === 'single-sign-on/sign-in-ended' && entry.subject.id === app.id && entry.facts['app'] === 'Node-RED'));

  const again = await (await signIn(app, browser)).redeem();
  assert.notEqual(again.claims()?.['sid'], tokens.claims()?.['sid'], 'the next click signs in anew');
  assert.deepEqual(appsOn(await account()).toSorted(), [app.id, second.id].toSorted());
});
