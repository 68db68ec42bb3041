import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hostLabel, hostName, nameOfHostHeader, originOfHost } from './host-name.ts';
import { readOwnDomain } from './own-domain.ts';
import { requestHeaders } from './request-headers.ts';
import { cookieForHost } from './response-headers.ts';
import { isOwnPath, returnPath } from './return-path.ts';
import { readUpstream, routeState } from './route.ts';

const name = fc.stringMatching(/^[a-z0-9]{1,12}(?:-[a-z0-9]{1,12}){0,3}$/u);
const slug = fc.stringMatching(/^[a-z][a-z0-9]{0,20}(?:-[a-z0-9]{1,20}){0,3}$/u);

test('every label fits into DNS, can be read back as a host and differs for different apps, towns and numbers', () => {
  fc.assert(fc.property(name, slug, fc.integer({ min: 1, max: 500 }), (app, town, number) => {
    const label = hostLabel({ app, slug: town, number });
    assert.match(label, /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u);
    assert.equal(hostName(`${label}.apps.example`, 'apps.example'), label);
    assert.equal(new URL(originOfHost(label, { domain: 'apps.example', address: 'https://apps.example:8443' })).host, `${label}.apps.example:8443`);
    assert.notEqual(label, hostLabel({ app, slug: town, number: number + 1 }));
    assert.notEqual(label, hostLabel({ app: `${app}x`, slug: town, number }));
  }));
});

test('a Host header names one host or none', () => {
  assert.equal(nameOfHostHeader('a.apps.example:8443'), 'a.apps.example');
  for (const header of ['', undefined, 'a b', 'user@a.example', 'a.example/x', '[::1]:80', 'a.example:123456']) assert.equal(nameOfHostHeader(header), undefined);
  for (const host of ['apps.example', 'a.b.apps.example', 'single', '..apps.example', 'a_b.apps.example']) assert.equal(hostName(host, 'apps.example'), undefined, host);
});

test('whatever an app sets, no cookie leaves its host and none is the gateway’s', () => {
  const host = 'wiki--tengen.apps.example';
  const part = fc.oneof(fc.constantFrom('Path=/', 'Domain=apps.example', 'domain=.apps.example', 'DOMAIN = wiki--tengen.apps.example', 'Domain', 'Domain=evil.example', 'Domain=example', ' Domain=tengen.apps.example', 'Secure', 'HttpOnly'), fc.string());
  fc.assert(fc.property(fc.constantFrom('a', 'allmende-app', '__Host-allmende-app', '__Secure-Allmende-x', 'session'), fc.array(part), (cookie, parts) => {
    const kept = cookieForHost([`${cookie}=1`, ...parts].join(';'), host);
    if (kept === undefined) return;
    assert.doesNotMatch(kept, /;\s*domain\s*(?:=|;|$)/iu);
    assert.doesNotMatch(kept, /^\s*(?:__host-|__secure-)?allmende-/iu);
  }));
});

test('no header that an app believes can come from outside', () => {
  const trusted = ['X-Forwarded-For', 'x-forwarded-user', 'Forwarded', 'X-Real-IP', 'Remote-User', 'X-Remote-User', 'X_Forwarded_For', 'Proxy', 'X-Original-URL', 'Allmende-Account'];
  fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom(...trusted), fc.constant('evil'))), (pairs) => {
    const sent = requestHeaders(pairs.flat(), { host: 'a.apps.example', secure: true, remoteAddress: '2001:db8::1' });
    assert.ok(!sent.includes('evil'));
    assert.equal(sent[sent.indexOf('Forwarded') + 1], 'for="[2001:db8::1]";host="a.apps.example";proto=https');
  }));
});

test('a way back is a path of this host or nothing', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.string().map((text) => `/${text}`), fc.constant('https://evil.example/')), (text) => {
    const path = returnPath(text);
    if (path === undefined) return;
    assert.equal(new URL(path, 'https://a.apps.example').origin, 'https://a.apps.example');
    assert.ok(!isOwnPath(path));
  }));
});

test('towns bring whole domains of their own, nothing of the platform and nothing of everybody', () => {
  const taken = ['apps.example', 'allmende.example'];
  assert.equal(readOwnDomain(' Wiki.Stadt.Example. ', taken), 'wiki.stadt.example');
  assert.equal(readOwnDomain('wiki.münster.example', taken), 'wiki.xn--mnster-3ya.example');
  for (const typed of ['', 'localhost', 'example', 'co.uk', '192.0.2.1', '[::1]', 'a.apps.example', 'allmende.example', 'x.local', 'wiki.stadt.example/pfad', 'user@wiki.stadt.example', 'wiki.stadt.example:8080', 'http://wiki.stadt.example', 'a b.example', '*.stadt.example', 'github.io']) {
    assert.equal(readOwnDomain(typed, taken), undefined, typed);
  }
});

test('requests are passed on only to what is wanted, seen running and reachable', () => {
  const seen = { wanted: 'running', observed: 'running', upstream: 'http://10.89.3.2:1880', isChanging: false } as const;
  assert.equal(routeState(seen), 'running');
  assert.equal(routeState({ ...seen, upstream: undefined }), 'failing');
  assert.equal(routeState({ ...seen, observed: 'absent' }), 'starting');
  assert.equal(routeState({ ...seen, observed: 'starting', isChanging: true }), 'updating');
  assert.equal(routeState({ ...seen, observed: 'failing', isChanging: true }), 'failing');
  assert.equal(routeState({ ...seen, wanted: 'suspended' }), 'resting');
  assert.equal(routeState({ ...seen, wanted: 'removed' }), 'ended');
  assert.deepEqual(readUpstream('http://[fd00::1]:80'), { host: 'fd00::1', port: 80 });
  for (const upstream of ['https://10.0.0.1', 'file:///etc/passwd', 'http://10.0.0.1/path', 'nonsense']) assert.equal(readUpstream(upstream), undefined, upstream);
});
