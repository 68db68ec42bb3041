import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { berlinMidnight } from './berlin-midnight.ts';
import { berlinDate } from './clock.ts';
import { addDays, plainDate } from './plain-date.ts';

test('a day in Berlin begins one hour before UTC in winter and two in summer', () => {
  assert.equal(berlinMidnight(plainDate('2026-01-01')).toISOString(), '2025-12-31T23:00:00.000Z');
  assert.equal(berlinMidnight(plainDate('2026-07-01')).toISOString(), '2026-06-30T22:00:00.000Z');
});

test('the days on which the clocks change have 23 and 25 hours', () => {
  const hours = (day: string) => (berlinMidnight(addDays(plainDate(day), 1)).getTime() - berlinMidnight(plainDate(day)).getTime()) / 3_600_000;
  assert.equal(hours('2026-03-29'), 23);
  assert.equal(hours('2026-10-25'), 25);
  assert.equal(hours('2026-03-30'), 24);
});

test('the instant of midnight lies in its day and the moment before in the day before', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 40_000 }), (offset) => {
    const day = addDays(plainDate('1990-01-01'), offset);
    const midnight = berlinMidnight(day);
    assert.equal(berlinDate(midnight), day);
    assert.equal(berlinDate(new Date(midnight.getTime() - 1)), addDays(day, -1));
  }));
});
