import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, addMonths, berlinDate, daysBetween, formatDate, parsePlainDate, plainDate } from './index.ts';

const anyDay = fc.integer({ min: 0, max: 50_000 }).map((days) => addDays(plainDate('1950-01-01'), days));

test('knows real days from unreal ones', () => {
  assert.equal(parsePlainDate('2028-02-29'), '2028-02-29');
  for (const text of ['2026-02-29', '2026-13-01', '26-01-01', '2026-1-1', '', '0000-01-01']) assert.equal(parsePlainDate(text), undefined, text);
});

test('counts days there and back', () => {
  fc.assert(fc.property(anyDay, fc.integer({ min: -4000, max: 4000 }), (day, n) => {
    assert.equal(daysBetween(day, addDays(day, n)), n);
  }));
});

test('ends a month on its last day when the day is missing there', () => {
  assert.equal(addMonths(plainDate('2026-01-31'), 1), '2026-02-28');
  assert.equal(addMonths(plainDate('2027-12-31'), 2), '2028-02-29');
  assert.equal(addMonths(plainDate('2026-03-31'), -1), '2026-02-28');
});

test('gives the day of Berlin, not of Greenwich', () => {
  assert.equal(berlinDate(new Date('2026-06-30T22:30:00Z')), '2026-07-01');
  assert.equal(berlinDate(new Date('2026-12-31T22:30:00Z')), '2026-12-31');
});

test('writes days as people read them', () => {
  assert.equal(formatDate(plainDate('2026-05-03')), '3. Mai 2026');
  assert.equal(formatDate(plainDate('2026-05-03'), 'en'), '3 May 2026');
});
