import assert from 'node:assert/strict';
import { test } from 'node:test';
import { challengeHash, isChallenge, newChallenge } from './passkey-challenge.ts';

const key = { secret: 's'.repeat(40), purpose: 'sign-in', browser: 'this browser' };
const at = new Date('2026-11-22T06:00:00Z');

test('a challenge fits its purpose, its browser and a quarter of an hour', () => {
  const challenge = newChallenge(key, at);
  assert.ok(isChallenge(key, challenge, at));
  assert.ok(isChallenge(key, challenge, new Date(at.getTime() + 15 * 60_000)));
  assert.ok(!isChallenge(key, challenge, new Date(at.getTime() + 15 * 60_000 + 1)));
  assert.ok(!isChallenge(key, challenge, new Date(at.getTime() - 1)));
  assert.ok(!isChallenge({ ...key, purpose: 'add' }, challenge, at));
  assert.ok(!isChallenge({ ...key, browser: 'another' }, challenge, at));
  assert.ok(!isChallenge({ ...key, secret: 't'.repeat(40) }, challenge, at));
});

test('what was not made here is no challenge', () => {
  for (const made of ['', '..', 'AAAA', Buffer.from('a.b.c').toString('base64url'), 'x'.repeat(1000)]) assert.ok(!isChallenge(key, made, at));
  assert.notEqual(newChallenge(key, at), newChallenge(key, at));
});

test('a challenge is remembered by its bytes, not by how they are written', () => {
  const challenge = newChallenge(key, at);
  assert.deepEqual(challengeHash(`${challenge}=`), challengeHash(challenge));
});
