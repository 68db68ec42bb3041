import assert from 'node:assert/strict';
import { test } from 'node:test';
import { berlinMidnight } from './berlin-midnight.ts';
import { formatEnd } from './format-date.ts';
import { addDays, plainDate } from './plain-date.ts';

test('an end at midnight is said by the last day that counts, in summer, in winter and where the clocks change', () => {
  for (const [day, text] of [['2026-12-03', '3. Dezember 2026'], ['2026-07-31', '31. Juli 2026'], ['2026-03-28', '28. März 2026'], ['2026-03-29', '29. März 2026'], ['2026-10-25', '25. Oktober 2026'], ['2026-12-31', '31. Dezember 2026']] as const) {
    assert.equal(formatEnd(berlinMidnight(addDays(plainDate(day), 1))), `bis einschließlich ${text}`);
  }
});

test('an end within a day keeps its time', () => {
  assert.equal(formatEnd(new Date('2026-12-03T11:00:00Z')), 'bis 3. Dezember 2026, 12:00 Uhr');
  assert.equal(formatEnd(new Date('2026-12-03T23:00:01Z')), 'bis 4. Dezember 2026, 00:00 Uhr', 'a second after midnight is not midnight');
});

test('it is said in the other language too', () => {
  const end = berlinMidnight(plainDate('2026-12-04'));
  assert.equal(formatEnd(end, 'en'), 'up to and including 3 December 2026');
  assert.equal(formatEnd(new Date('2026-12-03T11:00:00Z'), 'en'), 'until 3 December 2026, 12:00');
});
