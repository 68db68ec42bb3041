import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whenItMayGo } from './quiet-hours.ts';

const at = (now: string, from: number, until: number) => whenItMayGo(new Date(now), { from, until }).toISOString();

test('an e-mail goes at once by day and waits for the end of the quiet hours by night', () => {
  const night = [20, 7] as const;
  assert.equal(at('2026-11-20T09:30:00Z', ...night), '2026-11-20T09:30:00.000Z');
  assert.equal(at('2026-11-20T18:59:59Z', ...night), '2026-11-20T18:59:59.000Z', 'one second before eight in the evening');
  assert.equal(at('2026-11-20T19:00:00Z', ...night), '2026-11-21T06:00:00.000Z');
  assert.equal(at('2026-11-20T23:30:00Z', ...night), '2026-11-21T06:00:00.000Z', 'after midnight in Berlin it is the same morning');
  assert.equal(at('2026-11-21T05:59:59Z', ...night), '2026-11-21T06:00:00.000Z');
  assert.equal(at('2026-11-21T06:00:00Z', ...night), '2026-11-21T06:00:00.000Z');
  assert.equal(at('2026-03-28T22:00:00Z', ...night), '2026-03-29T05:00:00.000Z', 'the clocks go forward in this night');
  assert.equal(at('2026-12-31T20:00:00Z', ...night), '2027-01-01T06:00:00.000Z');
});

test('quiet hours may lie within a day, and equal hours mean none', () => {
  assert.equal(at('2026-11-20T11:30:00Z', 12, 14), '2026-11-20T13:00:00.000Z');
  assert.equal(at('2026-11-20T13:00:00Z', 12, 14), '2026-11-20T13:00:00.000Z');
  assert.equal(at('2026-11-20T23:30:00Z', 12, 14), '2026-11-20T23:30:00.000Z');
  assert.equal(at('2026-11-20T23:30:00Z', 0, 0), '2026-11-20T23:30:00.000Z');
});
