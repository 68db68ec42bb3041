import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawPositions } from './draw-positions.ts';

test('the same word draws the same places, another word others, each place once and within the log', () => {
  const drawn = drawPositions('Herbst 2026', 10_000, 20);
  assert.deepEqual([drawn.length, new Set(drawn).size, drawn.every((one) => one >= 0 && one < 10_000)], [20, 20, true]);
  assert.deepEqual(drawPositions('Herbst 2026', 10_000, 20), drawn);
  assert.notDeepEqual(drawPositions('Herbst 2027', 10_000, 20), drawn);
  assert.deepEqual([drawPositions('x', 3, 20), drawPositions('x', 0, 20)], [[0, 1, 2], []]);
});
