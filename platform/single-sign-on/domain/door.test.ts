import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tenantId } from '@allmende/database';
import { doorPlaces, metadataAtDoor, metadataBehindDoor, targetAtDoor } from './door.ts';

const A = tenantId('0199aaaa-0000-7000-8000-00000000000a');
const B = tenantId('0199aaaa-0000-7000-8000-00000000000b');
const pod = (tenant: typeof A, upstream: string | undefined, runtime = 'podman') => ({ tenant, runtime, upstream });
const bridge = (address: string) => ({ address, netmask: '255.255.255.0' });

test('a door is opened where pods of one authority run, and nowhere else', () => {
  const instances = [pod(A, 'http://10.89.1.2:80'), pod(A, 'http://10.89.1.3:80'), pod(B, 'http://10.89.2.2:80'), pod(A, 'http://10.0.0.9:80', 'kubernetes'), pod(A, 'http://127.0.0.1:1880', 'process'), pod(B, undefined)];
  const own = ['10.89.1.1', '10.89.2.1', '10.89.3.1', '10.0.0.5'].map(bridge);
  const places = doorPlaces(instances, [...own, { address: '127.0.0.1', netmask: '255.0.0.0' }]);
  assert.deepEqual([...places].map(([address, { tenant }]) => [address, tenant]), [['10.89.1.1', A], ['10.89.2.1', B]]);
  const place = places.get('10.89.1.1');
  assert.deepEqual(['10.89.1.77', '::ffff:10.89.1.2', '10.89.2.2', '192.0.2.1', '::1', ''].map((address) => place?.holds(address)), [true, true, false, false, false, false]);
});

test('a network in which two authorities seem to run gets no door', () => {
  assert.equal(doorPlaces([pod(A, 'http://10.89.1.2:80'), pod(B, 'http://10.89.1.3:80')], [bridge('10.89.1.1')]).size, 0);
});

test('of the provider only what apps ask themselves is to be had, and only of the authority\'s own', () => {
  const at = (method: string, path: string, tenant = A) => targetAtDoor(method, `/oidc/${tenant}${path}`, A);
  assert.deepEqual([at('GET', '/jwks'), at('POST', '/token'), at('GET', '/me?x=1'), at('GET', '/.well-known/openid-configuration')], ['/jwks', '/token', '/me?x=1', '/.well-known/openid-configuration']);
  for (const [method, path] of [['GET', '/token'], ['POST', '/jwks'], ['GET', '/auth'], ['GET', '/session/end'], ['GET', '/enter/x'], ['GET', '/jwks/../auth'], ['GET', '/%6awks'], ['GET', '']] as const) assert.equal(at(method, path), undefined, path);
  assert.equal(at('GET', '/jwks', B), undefined);
  for (const url of ['/', '/sign-in', `//oidc/${A}/jwks`, `http://elsewhere/oidc/${A}/jwks`]) assert.equal(targetAtDoor('GET', url, A), undefined);
});

test('the description for those behind the door leads people to the public address and apps to the door', () => {
  const start = `https://allmende.example/oidc/${A}`;
  const seen = metadataBehindDoor({ issuer: start, authorization_endpoint: `${start}/auth`, end_session_endpoint: `${start}/session/end`, token_endpoint: `${start}/token`, jwks_uri: `${start}/jwks` }, 'http://sign-in.allmende.internal:8480');
  assert.deepEqual(seen, { issuer: start, authorization_endpoint: `${start}/auth`, end_session_endpoint: `${start}/session/end`, token_endpoint: metadataAtDoor(8480, A).replace('.well-known/openid-configuration', 'token'), jwks_uri: `http://sign-in.allmende.internal:8480/oidc/${A}/jwks` });
});
