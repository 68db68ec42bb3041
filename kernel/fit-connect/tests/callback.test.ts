import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Value } from 'typebox/value';
import { Callback, callbackHeaders, checkCallback, FitConnectRefusal, type RefusalReason } from '../index.ts';

const secret = 'a-secret-of-at-least-32-characters-in-length';
const body = JSON.stringify({ type: 'https://schema.fitko.de/fit-connect/submission-api/callbacks/new-events', submissions: [] });
const now = new Date('2026-11-22T10:00:00Z');
const headers = callbackHeaders(secret, now, body);
const sent = { secret, authentication: headers['callback-authentication'], timestamp: headers['callback-timestamp'], body, now };

function refused(reason: RefusalReason, change: Partial<typeof sent> | { authentication: undefined } | { timestamp: undefined }): void {
  assert.throws(() => checkCallback({ ...sent, ...change }), (error) => error instanceof FitConnectRefusal && error.reason === reason);
}

test('a callback is taken within five minutes', () => {
  checkCallback(sent);
  checkCallback({ ...sent, now: new Date('2026-11-22T10:05:00Z') });
});
test('a callback that is older than five minutes is refused', () => refused('callback-too-old', { now: new Date('2026-11-22T10:05:01Z') }));
test('a callback from the future is refused', () => refused('callback-from-the-future', { now: new Date('2026-11-22T09:54:59Z') }));
test('a callback with another body is refused', () => refused('callback-signature', { body: `${body} ` }));
test('a callback with another time is refused', () => refused('callback-signature', { timestamp: String(Number(sent.timestamp) + 1) }));
test('a callback with another secret is refused', () => refused('callback-signature', { secret: `${secret}!` }));
test('a callback without signature is refused', () => refused('callback-malformed', { authentication: undefined }));
test('a callback with half a signature is refused', () => refused('callback-malformed', { authentication: sent.authentication.slice(0, 64) }));
test('a callback without time is refused', () => refused('callback-malformed', { timestamp: undefined }));
test('a callback with a time that is no number is refused', () => refused('callback-malformed', { timestamp: '1e9' }));

const published = new URL('../../../../shared/data/fit-connect/callback-hmac-testvectors.json', import.meta.url);
test('the published vectors come out equal', { skip: !existsSync(published) }, () => {
  const file = JSON.parse(readFileSync(published, 'utf8')) as { secret: string; callbackTimestamp: number; vectors: { body: string; hmac: string }[] };
  assert.equal(file.vectors.length, 2);
  for (const vector of file.vectors) {
    const at = new Date(file.callbackTimestamp * 1000);
    assert.equal(callbackHeaders(file.secret, at, vector.body)['callback-authentication'], vector.hmac);
    checkCallback({ secret: file.secret, authentication: vector.hmac, timestamp: String(file.callbackTimestamp), body: vector.body, now: at });
    assert.ok(Value.Check(Callback, JSON.parse(vector.body)));
  }
});
