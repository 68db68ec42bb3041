import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ACCOUNT_PAUSE, ATTEMPTS_KEPT_MS, attemptKey, pauseAfter, withFailure } from './sign-in-pause.ts';

test('pauses begin after the free failures, never shrink and never pass the longest', () => {
  assert.deepEqual([4, 5, 6, 7, 10, 11, 12, 1000].map((failures) => pauseAfter(failures, ACCOUNT_PAUSE) / 1000), [0, 15, 30, 60, 480, 900, 900, 900]);
  fc.assert(fc.property(fc.nat(5000), (failures) => pauseAfter(failures, ACCOUNT_PAUSE) <= pauseAfter(failures + 1, ACCOUNT_PAUSE) && pauseAfter(failures, ACCOUNT_PAUSE) <= ACCOUNT_PAUSE.longestMs));
});

test('failures of yesterday are forgotten', () => {
  const lastFailedAt = new Date('2026-11-20T08:00:00Z');
  const before = { failures: 40, lastFailedAt, blockedUntil: lastFailedAt };
  assert.equal(withFailure(before, ACCOUNT_PAUSE, new Date(lastFailedAt.getTime() + ATTEMPTS_KEPT_MS)).failures, 1);
  assert.equal(withFailure(before, ACCOUNT_PAUSE, new Date(lastFailedAt.getTime() + ATTEMPTS_KEPT_MS - 1)).failures, 41);
});

test('addresses of one subscriber count as one', () => {
  const key = (address: string) => attemptKey('secret', 'address', address).toString('hex');
  assert.equal(key('2001:db8::1'), key('2001:0DB8:0:0:9:8:7:6'));
  assert.notEqual(key('2001:db8::1'), key('2001:db8:0:1::1'));
  assert.equal(key('fe80::1:2:3:4:5'), key('fe80:0:0:1::9'));
  assert.notEqual(key('::ffff:192.0.2.1'), key('::ffff:192.0.2.2'));
  assert.notEqual(key('192.0.2.1'), key('192.0.2.2'));
});
