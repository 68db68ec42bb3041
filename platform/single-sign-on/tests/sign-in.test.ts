import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { endGrant } from '@allmende/gateway';
import { contextFor } from '@allmende/house';
import { disableAccount, endSession } from '@allmende/identity';
import { endInstance } from '@allmende/operations';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify, type JWTPayload } from 'jose';
import * as openid from 'openid-client';
import { rotateSigningKeys } from '../actions/signing-keys.ts';
import { aBrowser, configuration, openStand, signIn } from './stand.ts';

const stand = await openStand();
after(() => stand.close());
const { heilbronn, tengen, house } = stand;

const heard: { readonly host: string | undefined; readonly path: string | undefined; readonly token: string }[] = [];
const upstream = await stand.listen((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => { body += chunk.toString(); });
  request.on('end', () => { heard.push({ host: request.headers.host, path: request.url, token: new URLSearchParams(body).get('logout_token') ?? '' }); response.end(); });
});
const app = await stand.app(heilbronn, { upstream });
const second = await stand.app(heilbronn);

const refused = (call: Promise<unknown>, error: string) => assert.rejects(call, (thrown: unknown) => {
  // The library tells a refusal with a challenge in another way.
  const said = thrown instanceof openid.WWWAuthenticateChallengeError ? thrown.cause[0]?.parameters.error : (thrown as { error?: string }).error;
  assert.equal(said, error, String((thrown as Error).message));
  return true;
});

test('somebody with access signs in at an app and it learns who they are, of this authority and no other', async () => {
  const user = await stand.user(heilbronn, app, ['caseworker', 'digital-officer']);
  const { end, redeem, config } = await signIn(app, aBrowser(user));
  assert.equal(`${end.url.origin}${end.url.pathname}`, app.callback);
  const tokens = await redeem();
  const claims = tokens.claims();
  assert.ok(claims);
  assert.equal(claims.iss, `${stand.publicAddress}/oidc/${heilbronn.tenant}`);
  assert.equal(claims.aud, app.id);
  assert.deepEqual([claims['name'], claims['email'], claims['preferred_username']], ['Erika Beispiel', user.email, user.email]);
  assert.deepEqual(claims['roles'], ['caseworker', 'digital-officer']);
  assert.deepEqual(claims['groups'], ['user', 'admin']);
  assert.notEqual(claims.sub, user.accountId);
  assert.equal(decodeProtectedHeader(tokens.id_token ?? '').alg, 'RS256');
  const info = await openid.fetchUserInfo(config, tokens.access_token, claims.sub);
  assert.equal(info.email, user.email);
  assert.equal(JSON.stringify({ claims, info }).replaceAll(user.email, '').includes(user.accountId), false, 'the account itself is not told');
});

test('whoever is not signed in is led to the sign-in of the platform and back', async () => {
  const { end } = await signIn(app, aBrowser());
  assert.equal(end.url.pathname, '/sign-in');
  assert.match(end.url.searchParams.get('next') ?? '', new RegExp(`^/oidc/${heilbronn.tenant}/enter/`, 'u'));
});

test('the second app of a browser asks nobody anything, and knows the person by another id', async () => {
  const user = await stand.user(heilbronn, app);
  await stand.sql(heilbronn, `insert into gateway.instance_grant (tenant_id, id, instance_id, account_id, since) values ($1, gen_random_uuid(), $2, $3, now() - interval '1 minute')`, [heilbronn.tenant, second.id, user.accountId]);
  const browser = aBrowser(user);
  const first = await (await signIn(app, browser)).redeem();
  const other = await signIn(second, browser);
  assert.equal(`${other.end.url.origin}${other.end.url.pathname}`, second.callback);
  const again = await signIn(app, browser);
  assert.equal(again.end.seen.some((path) => path.includes('/enter/')), false, 'the same app goes straight on');
  assert.equal((await again.redeem()).claims()?.sub, first.claims()?.sub);
  assert.notEqual((await other.redeem()).claims()?.sub, first.claims()?.sub);
});

test('a colleague without access and staff of another town get a plain page, and the app no code', async () => {
  for (const member of [await stand.member(heilbronn, ['digital-officer']), await stand.member(tengen, ['digital-officer'])]) {
    const { end } = await signIn(app, aBrowser(member));
    assert.equal(end.status, 403);
    assert.match(end.body, /Kein Zugang/u);
    assert.equal(end.url.origin, stand.publicAddress);
  }
});

test('a refresh token works once; used again it takes everything with it', async () => {
  const user = await stand.user(heilbronn, app);
  const { redeem, config } = await signIn(app, aBrowser(user));
  const first = await redeem();
  const next = await openid.refreshTokenGrant(config, first.refresh_token ?? '');
  assert.notEqual(next.refresh_token, first.refresh_token);
  assert.equal(next.claims()?.sub, first.claims()?.sub);
  await refused(openid.refreshTokenGrant(config, first.refresh_token ?? ''), 'invalid_grant');
  await refused(openid.refreshTokenGrant(config, next.refresh_token ?? ''), 'invalid_grant');
  await assert.rejects(openid.fetchUserInfo(config, next.access_token, next.claims()?.sub ?? ''));
});

test('of several who use a refresh token at the same moment one gets a new one', async () => {
  const user = await stand.user(heilbronn, app);
  const { redeem, config } = await signIn(app, aBrowser(user));
  const { refresh_token: token = '' } = await redeem();
  const results = await Promise.allSettled([1, 2, 3, 4].map(() => openid.refreshTokenGrant(config, token)));
  assert.ok(results.filter((result) => result.status === 'fulfilled').length <= 1);
});

test('a code works once, and a second use takes the tokens of the first with it', async () => {
  const user = await stand.user(heilbronn, app);
  const { redeem, config } = await signIn(app, aBrowser(user));
  const tokens = await redeem();
  await refused(redeem(), 'invalid_grant');
  await refused(openid.refreshTokenGrant(config, tokens.refresh_token ?? ''), 'invalid_grant');
});

test('a code of one app is of no use to another, nor with another verifier', async () => {
  const user = await stand.user(heilbronn, app);
  const { end, verifier } = await signIn(app, aBrowser(user));
  const code = end.url.searchParams.get('code') ?? '';
  const exchange = async (as: typeof app, codeVerifier: string) => {
    const answer = await fetch(`${as.issuer}/token`, {
      method: 'POST', headers: { authorization: `Basic ${Buffer.from(`${as.id}:${as.secret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: app.callback, code_verifier: codeVerifier }),
    });
    return ((await answer.json()) as { error?: string }).error;
  };
  assert.equal(await exchange(second, verifier), 'invalid_grant');
  assert.equal(await exchange(app, openid.randomPKCECodeVerifier()), 'invalid_grant');
});

test('an address for the way back that is not the instance\'s own is refused before anybody signs in', async () => {
  const config = await configuration(app);
  for (const redirect of ['https://evil.example/auth/strategy/callback', second.callback, `${app.address}/elsewhere`, `${app.callback}?more=1`, `${app.callback}/../x`]) {
    const url = openid.buildAuthorizationUrl(config, { redirect_uri: redirect, scope: 'openid', code_challenge: await openid.calculatePKCECodeChallenge(openid.randomPKCECodeVerifier()), code_challenge_method: 'S256', response_type: 'code' });
    const end = await aBrowser(await stand.user(heilbronn, app)).walk(url);
    assert.equal(end.status, 400, redirect);
    assert.equal(end.url.origin, stand.publicAddress);
    assert.match(end.body, /konnte Sie nicht anmelden/u);
  }
});

test('a domain of the authority\'s own is a way back as long as it is the instance\'s', async () => {
  await house.database.withoutTenant((tx) => tx.client.query(`insert into gateway.host (name, kind, authority_id, instance_id, created_at) values ('wiki.heilbronn.example', 'own', $1, $2, now())`, [heilbronn.tenant, app.id]));
  const user = await stand.user(heilbronn, app);
  const own = { ...app, callback: 'http://wiki.heilbronn.example:8081/auth/strategy/callback' };
  const { end } = await signIn(own, aBrowser(user));
  assert.equal(end.url.hostname, 'wiki.heilbronn.example');
  await house.database.withoutTenant((tx) => tx.client.query(`delete from gateway.host where name = 'wiki.heilbronn.example'`));
  await refused(signIn(own, aBrowser(user)), 'invalid_request');
});

test('no sign-in without PKCE, with its plain form, or by any other flow', async () => {
  const config = await configuration(app);
  const asked = { redirect_uri: app.callback, scope: 'openid', response_type: 'code', state: 's'.repeat(20) };
  const user = await stand.user(heilbronn, app);
  for (const [params, error] of [[asked, 'invalid_request'], [{ ...asked, code_challenge: 'a'.repeat(43), code_challenge_method: 'plain' }, 'invalid_request'], [{ ...asked, response_type: 'id_token', nonce: 'n' }, 'unsupported_response_type']] as const) {
    const end = await aBrowser(user).walk(openid.buildAuthorizationUrl(config, { ...params }));
    const said = end.url.searchParams.get('error') ?? new URLSearchParams(end.url.hash.slice(1)).get('error');
    assert.equal(said, error);
    assert.equal(end.url.searchParams.get('code'), null);
  }
});

test('a client is sure of itself: a wrong secret, no secret and the client of another town are refused', async () => {
  const foreign = await stand.app(tengen);
  const asked = { redirect_uri: app.callback, scope: 'openid', code_challenge: 'a'.repeat(43), code_challenge_method: 'S256' };
  await refused(openid.buildAuthorizationUrlWithPAR(await configuration(app, { secret: 'wrong' }), asked), 'invalid_client');
  await refused(openid.buildAuthorizationUrlWithPAR(await configuration(app, { issuer: foreign.issuer }), asked), 'invalid_client');
  const end = await aBrowser(await stand.user(heilbronn, app)).walk(openid.buildAuthorizationUrl(await configuration(app, { issuer: foreign.issuer }), { ...asked, response_type: 'code' }));
  assert.equal(end.status, 400);
});

test('a token of one town opens nothing in another', async () => {
  const foreign = await stand.app(tengen);
  const tokens = await (await signIn(app, aBrowser(await stand.user(heilbronn, app)))).redeem();
  const answer = await fetch(`${foreign.issuer}/me`, { headers: { authorization: `Bearer ${tokens.access_token}` } });
  assert.equal(answer.status, 401);
  const there = await configuration(foreign);
  await refused(openid.refreshTokenGrant(there, tokens.refresh_token ?? ''), 'invalid_grant');
});

test('a token without a signature, and one signed by somebody else, are nobody\'s', async () => {
  const user = await stand.user(heilbronn, app);
  const { redeem, config } = await signIn(app, aBrowser(user));
  const tokens = await redeem();
  const [, payload = ''] = (tokens.id_token ?? '').split('.');
  const unsigned = `${Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url')}.${payload}.`;
  const end = await aBrowser(user).walk(openid.buildAuthorizationUrl(config, { redirect_uri: app.callback, scope: 'openid', response_type: 'code', code_challenge: 'a'.repeat(43), code_challenge_method: 'S256', id_token_hint: unsigned }));
  assert.equal(end.url.searchParams.get('error'), 'invalid_request');
  assert.equal(config.serverMetadata().id_token_signing_alg_values_supported?.includes('none'), false);
});

test('there is no provider of an authority that does not exist', async () => {
  for (const path of ['0199aaaa-0000-7000-8000-00000000dead', 'heilbronn', '..%2f..', '']) {
    assert.equal((await fetch(`${stand.publicAddress}/oidc/${path}/.well-known/openid-configuration`)).status, 404, path);
  }
  assert.equal((await fetch(`${stand.publicAddress}/oidc/${heilbronn.tenant}`)).status, 404);
});

test('the addresses it names are the platform\'s, whatever host a request claims', async () => {
  const { request } = await import('node:http');
  const body = await new Promise<string>((resolve, reject) => {
    const { hostname, port } = new URL(stand.publicAddress);
    request({ hostname, port, path: `/oidc/${heilbronn.tenant}/.well-known/openid-configuration`, headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' } }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => { text += chunk.toString(); });
      answer.on('end', () => resolve(text));
    }).on('error', reject).end();
  });
  assert.equal(body.includes('evil.example'), false);
  assert.match(body, new RegExp(`"token_endpoint":"${app.issuer}/token"`, 'u'));
});

test('an app whose instance ends is refused in the same moment, and what it held opens nothing', async () => {
  const doomed = await stand.app(heilbronn);
  const user = await stand.user(heilbronn, doomed);
  const { redeem, config } = await signIn(doomed, aBrowser(user));
  const tokens = await redeem();
  await endInstance(contextFor(house, user.officer.actor, heilbronn.tenant), { instance: doomed.id, reason: 'by-choice' });
  await refused(openid.refreshTokenGrant(config, tokens.refresh_token ?? ''), 'invalid_client');
  await assert.rejects(openid.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? ''));
  await refused(signIn(doomed, aBrowser(user)), 'invalid_client');
});

test('whoever leaves the authority, loses access or signs out is out at every app at once', async () => {
  const ways: Record<string, (user: Awaited<ReturnType<typeof stand.user>>) => Promise<unknown>> = {
    'leaves': (user) => disableAccount(contextFor(house, user.officer.actor, heilbronn.tenant), { tenant: heilbronn.tenant, accountId: user.accountId }),
    'loses access': (user) => endGrant(contextFor(house, user.officer.actor, heilbronn.tenant), { instance: app.id, grant: user.grant }),
    'signs out': (user) => endSession(house, user.token),
  };
  for (const [way, end] of Object.entries(ways)) {
    const user = await stand.user(heilbronn, app);
    const browser = aBrowser(user);
    const { redeem, config } = await signIn(app, browser);
    const tokens = await redeem();
    const unused = await signIn(app, browser);
    await end(user);
    await refused(openid.refreshTokenGrant(config, tokens.refresh_token ?? ''), 'invalid_grant');
    await assert.rejects(openid.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? ''), way);
    await refused(unused.redeem(), 'invalid_grant');
    const again = await signIn(app, browser);
    assert.equal(again.end.url.origin, stand.publicAddress, way);
  }
});

test('an app hears of the end of a sign-in, at the instance itself and in the words of the standard', async () => {
  await stand.work();
  const user = await stand.user(heilbronn, app);
  const tokens = await (await signIn(app, aBrowser(user))).redeem();
  const keys = createRemoteJWKSet(new URL(`${app.issuer}/jwks`));
  await endSession(house, user.token);
  const find = async (): Promise<JWTPayload | undefined> => {
    for (const one of heard) {
      const { payload } = await jwtVerify(one.token, keys, { issuer: app.issuer, audience: app.id, typ: 'logout+jwt' });
      if (payload.sub === tokens.claims()?.sub) return { ...payload, host: one.host, path: one.path };
    }
    return undefined;
  };
  let told: JWTPayload | undefined;
  for (let tries = 0; tries < 400 && !told; tries += 1) {
    told = await find();
    if (!told) await new Promise((resolve) => { setTimeout(resolve, 25); });
  }
  assert.ok(told, 'the app was told');
  assert.deepEqual(told['events'], { 'http://schemas.openid.net/event/backchannel-logout': {} });
  assert.equal(told['sid'], tokens.claims()?.['sid']);
  assert.equal(told['host'], new URL(app.address).host);
  assert.equal(told['path'], '/auth/logout');
});

test('nothing of a token or a secret lies readable in the database', async () => {
  const user = await stand.user(heilbronn, app);
  const tokens = await (await signIn(app, aBrowser(user))).redeem();
  for (const table of ['artefact', 'client', 'signing_key', 'sign_in']) {
    const { rows } = await stand.sql(heilbronn, `select string_agg(kept::text, ' ') as text from single_sign_on.${table} as kept`);
    const [{ text }] = rows as [{ text: string }];
    const hex = (word: string) => Buffer.from(word).toString('hex');
    for (const secret of [tokens.access_token, tokens.refresh_token ?? '', app.secret, user.email]) {
      assert.equal(text.includes(secret) || text.includes(hex(secret)), false, table);
    }
  }
});

test('an app that wants to be sure who sits there gets a fresh answer of the platform, not an old one', async () => {
  const user = await stand.user(heilbronn, app);
  const long = `update identity.session set created_at = now() - interval '20 minutes' where account_id = $1`;
  await house.database.withoutTenant((tx) => tx.client.query(long, [user.accountId]));
  for (const wish of [{ prompt: 'login' }, { max_age: '300' }] as Readonly<Record<string, string>>[]) {
    const browser = aBrowser(user);
    const asked = await signIn(app, browser, wish);
    assert.equal(asked.end.url.pathname, '/account/confirm', JSON.stringify(wish));
    const before = Math.floor(Date.now() / 1000);
    await house.database.withoutTenant((tx) => tx.client.query(`update identity.session set confirmed_at = now() + interval '1 second' where account_id = $1`, [user.accountId]));
    const end = await browser.walk(new URL(asked.end.url.searchParams.get('next') ?? '', stand.publicAddress));
    assert.equal(`${end.url.origin}${end.url.pathname}`, app.callback);
    const tokens = await openid.authorizationCodeGrant(asked.config, end.url, { pkceCodeVerifier: asked.verifier, expectedState: openid.skipStateCheck, expectedNonce: asked.nonce });
    assert.ok(Number(tokens.claims()?.auth_time) >= before, 'the app is told when');
    await house.database.withoutTenant((tx) => tx.client.query(`update identity.session set confirmed_at = null where account_id = $1`, [user.accountId]));
  }
  assert.equal((await signIn(app, aBrowser(user), { max_age: '3600' })).end.url.searchParams.has('code'), true, 'twenty minutes are no hour');
});

test('whoever finishes the sign-in of another browser gets nowhere', async () => {
  const user = await stand.user(heilbronn, app);
  const begun = await signIn(app, aBrowser());
  const end = await aBrowser(user).walk(new URL(begun.end.url.searchParams.get('next') ?? '', stand.publicAddress));
  assert.equal(end.status, 400);
  assert.match(end.body, /gilt nicht mehr/u);
});

test('keys change without anybody being signed out: the next one is published a day before it signs', async () => {
  const before = await (await fetch(`${app.issuer}/jwks`)).json() as { keys: { kid: string; d?: string }[] };
  assert.equal(before.keys.length, 1);
  assert.equal(before.keys[0]?.d, undefined, 'the private part stays here');
  const inDays = (days: number) => ({ ...house, clock: { ...house.clock, now: () => new Date(Date.now() + days * 86_400_000) } });
  const kids = async () => (await stand.sql(heilbronn, 'select id from single_sign_on.signing_key order by signs_from')).rows.map((row: { id: string }) => row.id);
  await rotateSigningKeys(inDays(1));
  assert.deepEqual(await kids(), [before.keys[0]?.kid], 'a young key goes on');
  await rotateSigningKeys(inDays(89.5));
  await rotateSigningKeys(inDays(89.6));
  const [first, next, ...more] = await kids();
  assert.deepEqual([first, more.length], [before.keys[0]?.kid, 0]);
  assert.ok(next);
  await rotateSigningKeys(inDays(92));
  assert.deepEqual(await kids(), [next]);
});
