import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseProcessorTime, stolenPercent } from './stolen-time.ts';

test('the share that the host took is told in percent of the time between two readings', () => {
  const before = parseProcessorTime('cpu  100 0 50 800 10 0 5 35 7 0\ncpu0 1 2 3 4 5 6 7 8 0 0\n');
  const after = parseProcessorTime('cpu  200 0 100 1000 10 0 5 85 9 0\ncpu0 1 2 3 4 5 6 7 8 0 0\n');
  assert.deepEqual(before, { all: 1000, stolen: 35 });
  assert.equal(stolenPercent(before, after), 12.5);
});

test('where nothing is counted nothing was taken', () => {
  assert.equal(parseProcessorTime(''), undefined);
  assert.equal(stolenPercent(undefined, parseProcessorTime('cpu  1 2 3 4 5 6 7 8 9 10')), 0);
});
