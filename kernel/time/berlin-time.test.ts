import assert from 'node:assert/strict';
import { test } from 'node:test';
import { berlinHour, berlinTime, plainDate } from './index.ts';

test('an hour in Berlin is the right instant in winter, in summer and on the days when the clocks change', () => {
  for (const [day, hour, instant] of [
    ['2026-11-20', 7, '2026-11-20T06:00:00.000Z'], ['2026-07-20', 7, '2026-07-20T05:00:00.000Z'], ['2026-07-20', 0, '2026-07-19T22:00:00.000Z'],
    ['2026-03-29', 7, '2026-03-29T05:00:00.000Z'], ['2026-03-29', 1, '2026-03-29T00:00:00.000Z'], ['2026-10-25', 7, '2026-10-25T06:00:00.000Z'], ['2026-10-25', 2, '2026-10-25T00:00:00.000Z'], ['2026-10-25', 23, '2026-10-25T22:00:00.000Z'],
  ] as const) {
    assert.equal(berlinTime(plainDate(day), hour).toISOString(), instant, `${day} ${hour}`);
    assert.equal(berlinHour(new Date(instant)), hour);
  }
});
