import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, test } from 'node:test';
import { freePort } from '@allmende/database';
import * as openid from 'openid-client';
import { DOOR_NAME, metadataAtDoor } from '../index.ts';
import { addressOfInstance } from '@allmende/gateway';
import { createIssuers, watchDoor } from '../module.ts';
import { aBrowser, openStand } from './stand.ts';

// In the place of a bridge stands a part of the loopback: whoever comes from 127.0.0.x is in the network, 127.0.9.x is not.
const GATEWAY = '127.0.0.77';
const stand = await openStand();
const port = await freePort();
const app = await stand.app(stand.heilbronn, { upstream: 'http://127.0.0.5:8080' });
const foreign = await stand.app(stand.tengen);
await stand.sql(stand.heilbronn, `update operations.instance set runtime = 'podman' where id = $1`, [app.id]);
const issuers = createIssuers({ addressesOf: (where, instance) => addressOfInstance(where, async () => ({ access: 'granted' }), instance) });
const door = watchDoor(stand.house, issuers, { port, everyMs: 3_600_000, own: () => [{ address: GATEWAY, netmask: '255.255.255.0' }, { address: '127.0.44.1', netmask: '255.255.255.0' }] });
await door.refresh();
after(async () => {
  await door[Symbol.asyncDispose]();
  await stand.close();
});

/** As from a container: only there the door has its name. */
const fromContainer: openid.CustomFetch = (url, options) => fetch(url.replace(`//${DOOR_NAME}:`, `//${GATEWAY}:`), options as RequestInit);

function ask(options: { readonly path: string; readonly method?: string; readonly from?: string }): Promise<number | string> {
  return new Promise((resolve) => {
    const asked = request({ host: GATEWAY, port, path: options.path, method: options.method ?? 'GET', localAddress: options.from ?? '127.0.0.9', agent: false }, (answer) => { answer.resume(); resolve(answer.statusCode ?? 0); });
    asked.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'failed'));
    asked.end();
  });
}

test('an app in a container signs somebody in by the library of others without reaching the platform', async () => {
  const user = await stand.user(stand.heilbronn, app);
  const config = await openid.discovery(new URL(metadataAtDoor(port, stand.heilbronn.tenant)), app.id, undefined, openid.ClientSecretBasic(app.secret), { execute: [openid.allowInsecureRequests], [openid.customFetch]: fromContainer });
  const seen = config.serverMetadata();
  assert.equal(seen.issuer, app.issuer);
  assert.equal(new URL(seen.authorization_endpoint ?? '').origin, stand.publicAddress, 'people go to the platform itself');
  for (const endpoint of [seen.token_endpoint, seen.jwks_uri, seen.userinfo_endpoint, seen.pushed_authorization_request_endpoint, seen.revocation_endpoint]) assert.equal(new URL(endpoint ?? '').host, `${DOOR_NAME}:${port}`);
  config[openid.customFetch] = fromContainer;
  const [verifier, state, nonce] = [openid.randomPKCECodeVerifier(), openid.randomState(), openid.randomNonce()];
  const start = await openid.buildAuthorizationUrlWithPAR(config, { redirect_uri: app.callback, scope: 'openid profile offline_access', code_challenge: await openid.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256', state, nonce });
  const end = await aBrowser(user).walk(start);
  const tokens = await openid.authorizationCodeGrant(config, end.url, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce });
  assert.equal(tokens.claims()?.['preferred_username'], user.email);
  assert.equal((await openid.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '')).sub, tokens.claims()?.sub);
  assert.ok((await openid.refreshTokenGrant(config, tokens.refresh_token ?? '')).access_token);
});

test('there is nothing else of the platform behind the door, and nothing of another authority', async () => {
  const own = `/oidc/${stand.heilbronn.tenant}`;
  assert.equal(await ask({ path: `${own}/jwks` }), 200);
  for (const path of ['/', '/sign-in', '/api/v1/instances', '/health/live', '/metrics', `${own}/auth`, `${own}/session/end`, `${own}/enter/x`, `${own}/../../sign-in`, `/oidc/${stand.tengen.tenant}/jwks`, `/oidc/${stand.tengen.tenant}/.well-known/openid-configuration`]) {
    assert.equal(await ask({ path }), 404, path);
  }
  assert.equal(await ask({ path: `${own}/jwks`, method: 'DELETE' }), 404);
  const answer = await fetch(`http://${GATEWAY}:${port}${own}/token`, { method: 'POST', headers: { authorization: `Basic ${Buffer.from(`${foreign.id}:${foreign.secret}`).toString('base64')}` }, body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'x' }) });
  assert.equal(((await answer.json()) as { error?: string }).error, 'invalid_client', 'the client of another authority is nobody here');
});

test('who comes from elsewhere is shut out before a byte is read, and without an app that runs nothing listens', async () => {
  assert.equal(await ask({ path: `/oidc/${stand.heilbronn.tenant}/jwks`, from: '127.0.9.9' }), 'ECONNRESET');
  assert.deepEqual(door.addresses(), [GATEWAY]);
  await stand.sql(stand.heilbronn, `update operations.instance set upstream = null where id = $1`, [app.id]);
  await door.refresh();
  assert.deepEqual(door.addresses(), []);
  assert.equal(await ask({ path: '/' }), 'ECONNREFUSED');
});
