import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { judgeTimeCode, type AppClock } from './judge-time-code.ts';
import { timeCodeOf, timeStep } from './time-code.ts';

// A secret whose codes of the steps below differ, so that no chance match stands in for a right one.
const SECRET = Buffer.from('12345678901234567890');
const NOON = new Date(1_700_000_010_000);
const STEP = timeStep(NOON);
const later = (seconds: number) => new Date(NOON.getTime() + seconds * 1000);
const codeOf = (step: number) => timeCodeOf(SECRET, step);
const known: AppClock = { lastStep: 0, lastMissed: false, clockSeconds: 0, isConfirmed: true };

test('a code is taken for 30 seconds and not one more, however the known clock goes', () => {
  fc.assert(fc.property(fc.integer({ min: -70, max: 70 }), (clockSeconds) => {
    const taken = Array.from({ length: 400 }, (_, second) => judgeTimeCode(SECRET, codeOf(STEP + 5), later(second), { ...known, clockSeconds }).outcome).filter((outcome) => outcome === 'right');
    assert.equal(taken.length, 30);
  }));
});

test('a code of a neighbouring half minute is refused with another word than a wrong one, and a single one is never taken later', () => {
  assert.equal(judgeTimeCode(SECRET, codeOf(STEP), NOON, known).outcome, 'right');
  assert.equal(judgeTimeCode(SECRET, ` ${codeOf(STEP).slice(0, 3)} ${codeOf(STEP).slice(3)}`, NOON, known).outcome, 'right');
  for (const away of [-2, -1, 1, 2]) assert.deepEqual(judgeTimeCode(SECRET, codeOf(STEP + away), NOON, known), { outcome: 'not-now', step: STEP + away });
  for (const away of [-3, 3]) assert.deepEqual(judgeTimeCode(SECRET, codeOf(STEP + away), NOON, known), { outcome: 'wrong' });
  for (const typed of ['', '12345', '1234567', '12345a', '𝟏𝟐𝟑𝟒𝟓𝟔']) assert.deepEqual(judgeTimeCode(SECRET, typed, NOON, known), { outcome: 'wrong' });
  // Typed too early: when its half minute comes, it is used up; the one after it is the second in a row.
  const early = { ...known, lastStep: STEP + 1, lastMissed: true };
  assert.equal(judgeTimeCode(SECRET, codeOf(STEP + 1), later(30), early).outcome, 'not-now');
  assert.equal(judgeTimeCode(SECRET, codeOf(STEP + 1), later(30), { ...early, lastMissed: false }).outcome, 'wrong');
  assert.equal(judgeTimeCode(SECRET, codeOf(STEP + 2), later(30), early).outcome, 'right');
  // Two that do not follow each other say nothing of a clock.
  assert.equal(judgeTimeCode(SECRET, codeOf(STEP + 2), NOON, { ...known, lastStep: STEP - 1, lastMissed: true }).outcome, 'not-now');
});

test('whoever has a wrong clock and takes a while to type needs two codes at most, at the first sign-in and at every later one', () => {
  fc.assert(fc.property(fc.integer({ min: -50, max: 60 }), fc.array(fc.record({ pause: fc.integer({ min: 60, max: 90_000 }), typing: fc.integer({ min: 1, max: 10 }), drift: fc.integer({ min: -3, max: 3 }) }), { minLength: 1, maxLength: 30 }), (wrongBy, visits) => {
    let clock = wrongBy;
    let second = 0;
    const shows = (typing: number) => codeOf(timeStep(later(second + clock - typing)));
    const first = judgeTimeCode(SECRET, shows(8), NOON, { ...known, isConfirmed: false });
    assert.equal(first.outcome, 'right');
    let app: AppClock = { ...known, lastStep: 'step' in first ? first.step : 0, clockSeconds: 'clockSeconds' in first ? first.clockSeconds : 0 };
    for (const { pause, typing, drift } of visits) {
      second += pause;
      clock += drift;
      const tries = [];
      for (const wait of [0, 30]) {
        second += wait;
        const judged = judgeTimeCode(SECRET, shows(typing), later(second), app);
        tries.push(judged.outcome);
        if (judged.outcome === 'wrong') break;
        app = { ...app, lastStep: judged.step, lastMissed: judged.outcome === 'not-now', ...(judged.outcome === 'right' ? { clockSeconds: judged.clockSeconds } : {}) };
        if (judged.outcome === 'right') break;
      }
      assert.equal(tries.at(-1), 'right', tries.join());
    }
  }), { numRuns: 1000 });
});

test('no code works twice, whether it was taken or refused', () => {
  fc.assert(fc.property(fc.integer({ min: -2, max: 2 }), fc.integer({ min: 0, max: 200 }), fc.boolean(), (away, after, lastMissed) => {
    const app = { ...known, lastStep: STEP + away, lastMissed };
    assert.notEqual(judgeTimeCode(SECRET, codeOf(STEP + away), later(after), app).outcome, 'right');
  }));
});
