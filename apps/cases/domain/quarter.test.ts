import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainDate } from '@allmende/time';
import { daysOf, quarterOf, quartersUpTo } from './quarter.ts';

test('a quarter has its three months, across the end of a year too', () => {
  assert.deepEqual(['2026-01-01', '2026-03-31', '2026-04-01', '2026-12-31'].map((day) => quarterOf(plainDate(day))), ['2026-1', '2026-1', '2026-2', '2026-4']);
  assert.deepEqual(daysOf('2026-4'), { from: '2026-10-01', before: '2027-01-01' });
  assert.deepEqual(quartersUpTo(plainDate('2026-02-28'), 4), ['2025-1', '2025-2', '2025-3', '2025-4', '2026-1']);
});
