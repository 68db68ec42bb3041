import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseBerlinTime } from './berlin-time.ts';

test('times are those of Berlin, in winter, in summer and on days when clocks change', () => {
  const iso = (text: string) => parseBerlinTime(text)?.toISOString();
  assert.equal(iso('24.12.2026 18:30'), '2026-12-24T17:30:00.000Z');
  assert.equal(iso('1.7.2026, 8:05 Uhr'), '2026-07-01T06:05:00.000Z');
  assert.equal(iso('25.10.2026 02:30'), '2026-10-25T00:30:00.000Z', 'the first of two');
  assert.equal(iso('25.10.2026 03:30'), '2026-10-25T02:30:00.000Z');
  assert.equal(iso('29.03.2026 01:30'), '2026-03-29T00:30:00.000Z');
  assert.equal(iso('29.03.2026 02:30'), undefined, 'this hour does not exist');
  assert.equal(iso('29.03.2026 03:30'), '2026-03-29T01:30:00.000Z');
});

test('what is no time is none', () => {
  for (const text of ['', '31.02.2026 10:00', '1.1.2026 24:00', '1.1.2026 10:60', '2026-01-01T10:00', '1.1.26 10:00']) assert.equal(parseBerlinTime(text), undefined, text);
});
