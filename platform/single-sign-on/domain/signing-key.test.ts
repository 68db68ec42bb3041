import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KEY_LIFE_MS, KEY_OVERLAP_MS, keysAt, nextKeySignsFrom } from './signing-key.ts';

const start = new Date('2026-11-22T00:00:00Z');
const later = (ms: number) => new Date(start.getTime() + ms);
const first = { id: 'first', signsFrom: start };
const second = { id: 'second', signsFrom: later(KEY_LIFE_MS) };

test('the first key signs at once', () => {
  assert.deepEqual(nextKeySignsFrom([], start), start);
  assert.deepEqual(keysAt([first], start), { signing: first, published: [first], gone: [] });
});

test('a new key is made a day before the old one is too old, and is published before it signs', () => {
  assert.equal(nextKeySignsFrom([first], later(KEY_LIFE_MS - KEY_OVERLAP_MS - 1)), undefined);
  const made = later(KEY_LIFE_MS - KEY_OVERLAP_MS);
  assert.deepEqual(nextKeySignsFrom([first], made), later(KEY_LIFE_MS));
  assert.deepEqual(keysAt([second, first], made), { signing: first, published: [first, second], gone: [] });
});

test('the old key stays published as long as what it signed may be checked, and is then gone', () => {
  assert.deepEqual(keysAt([first, second], later(KEY_LIFE_MS)), { signing: second, published: [second, first], gone: [] });
  assert.deepEqual(keysAt([first, second], later(KEY_LIFE_MS + KEY_OVERLAP_MS)), { signing: second, published: [second], gone: [first] });
});

test('a platform that rested for long goes on with a key that is published before it signs', () => {
  const now = later(KEY_LIFE_MS * 5);
  assert.deepEqual(nextKeySignsFrom([first], now), new Date(now.getTime() + KEY_OVERLAP_MS));
});
