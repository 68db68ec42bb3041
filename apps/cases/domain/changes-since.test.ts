import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changesSince } from './changes-since.ts';

const history = ['opened', 'assigned', 'message', 'seen'];

test('what somebody has not seen is what came after the version on their page', () => {
  assert.deepEqual(changesSince(history, 2, 4), ['message', 'seen']);
  assert.deepEqual(changesSince(history, 4, 4), []);
});

test('a version that no page can have shown names nobody', () => {
  for (const seen of [Number.NaN, 0, -3, 1.5, 9]) assert.deepEqual(changesSince(history, seen, 4), [], String(seen));
});

test('more changes than entries give every entry once', () => {
  assert.deepEqual(changesSince(history, 1, 40), history);
});
