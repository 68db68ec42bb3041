import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeRun, isGood, totalsOf } from './report.ts';
import type { TestResult } from './test-result.ts';

const passed: TestResult = { part: 'unit', file: 'a.test.ts', name: 'counts', state: 'passed', durationMs: 1 };
const failed: TestResult = { part: 'unit', file: 'b.test.ts', name: 'adds', state: 'failed', error: 'expected 2', durationMs: 1 };
const skipped: TestResult = { part: 'rooms', file: 'c.test.ts', name: 'reads', state: 'skipped', reason: 'data is absent', durationMs: 1 };

test('a run ends with the totals alone on the last line', () => {
  assert.equal(describeRun([passed, failed, skipped]).split('\n').at(-1), '1 passed, 1 failed, 1 skipped');
});

test('a report names every skipped test with its reason and every failure with its error', () => {
  const text = describeRun([passed, failed, skipped]);

  assert.match(text, /c\.test\.ts › reads: data is absent/);
  assert.match(text, /b\.test\.ts › adds\n {4}expected 2/);
});

test('a run without a test is not good', () => {
  assert.equal(isGood(totalsOf([])), false);
  assert.equal(isGood(totalsOf([skipped])), false);
  assert.equal(isGood(totalsOf([passed, skipped])), true);
  assert.equal(isGood(totalsOf([passed, failed])), false);
});
