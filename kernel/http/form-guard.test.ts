import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { isSolution, PUZZLE_BITS, readGuard, stampForm } from './form-guard.ts';

const key = { secret: 'a secret of some length', page: '/heilbronn/apply/x/check', browser: 'cookie' };
const given = new Date('2026-05-20T09:00:00Z');
const later = (ms: number) => new Date(given.getTime() + ms);

test('a stamp tells its age to its own page and browser, and nothing to others', () => {
  const stamp = stampForm(key, given);
  assert.deepEqual(readGuard(key, { stamp, solution: '' }, later(1_500)), { stamp: 'good', ageMs: 1_500, isSolved: false });
  const missing = { stamp: 'missing', ageMs: 0, isSolved: false };
  for (const other of [{ ...key, page: '/heilbronn/apply/y/check' }, { ...key, browser: 'other' }, { ...key, secret: 'other' }]) assert.deepEqual(readGuard(other, { stamp, solution: '' }, later(1)), missing);
  for (const forged of ['', '.', 'x', `${stamp}0`, `zzz.${stamp.split('.')[1]}`, '.'.repeat(79), stamp.repeat(40)]) assert.deepEqual(readGuard(key, { stamp: forged, solution: '' }, later(1)), missing, forged);
  assert.deepEqual(readGuard(key, { stamp, solution: '' }, later(-1)), missing, 'a stamp from the future');
});

test('only a number that makes the hash small enough solves the puzzle, and only for its stamp', () => {
  const stamp = stampForm(key, given);
  const bits = (solution: number) => Math.clz32(createHash('sha256').update(`${stamp}:${solution}`).digest().readUInt32BE());
  let solution = 0;
  while (bits(solution) < PUZZLE_BITS) solution += 1;
  assert.equal(readGuard(key, { stamp, solution: String(solution) }, later(1)).isSolved, true);
  for (const wrong of ['', '-1', 'x', `${solution} `, '9'.repeat(20), ...(solution > 0 ? [String(solution - 1)] : [])]) assert.equal(isSolution(stamp, wrong), false, wrong);
  assert.equal(isSolution(stampForm(key, later(1)), String(solution)), false);
});
