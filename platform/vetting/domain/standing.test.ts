import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, plainDate, type PlainDate } from '@allmende/time';
import fc from 'fast-check';
import { expiryOf, type Evidence } from './evidence.ts';
import { CHECKS, LADDER, ruleOf, type CheckId } from './ladder.ts';
import { MAINTAINED_DAYS, standingOn } from './standing.ts';

const day = plainDate('2026-11-22');
const none = { firstPublishedOn: null, releasedOn: [] };
let count = 0;

function evidenceOf(check: CheckId, change: Partial<Evidence> = {}): Evidence {
  count += 1;
  return {
    id: String(count).padStart(6, '0'), check, outcome: 'passed', findings: [], facts: {}, hash: 'aa', recordedAt: new Date('2026-11-22T08:00:00Z'), recordedOn: day, expiresOn: expiryOf(check, day), author: 'supplier',
    revision: ruleOf(check).by === 'description' ? 1 : null, file: null, review: ruleOf(check).needsReview ? { outcome: 'confirmed', at: new Date('2026-11-22T09:00:00Z'), reason: null } : null, ...change,
  };
}
const all = (): Evidence[] => CHECKS.filter((check) => check !== 'maintained').map((check) => evidenceOf(check));
const levelOn = (on: PlainDate, evidence: readonly Evidence[], releases: Parameters<typeof standingOn>[1]['releases'] = none) => standingOn(on, { evidence, revision: 1, releases }).level;

test('without evidence there is no level, with all of it there are six, and time gives the seventh', () => {
  assert.equal(levelOn(day, []), 0);
  assert.equal(levelOn(day, all()), 6);
  assert.equal(levelOn(day, all(), { firstPublishedOn: addDays(day, -MAINTAINED_DAYS), releasedOn: [addDays(day, -10)] }), 7);
  assert.equal(levelOn(day, all(), { firstPublishedOn: addDays(day, -MAINTAINED_DAYS + 1), releasedOn: [addDays(day, -10)] }), 6, 'published too short');
  assert.equal(levelOn(day, all(), { firstPublishedOn: addDays(day, -900), releasedOn: [addDays(day, -MAINTAINED_DAYS)] }), 6, 'the newest release is too old');
  assert.equal(levelOn(day, all(), { firstPublishedOn: addDays(day, -900), releasedOn: [addDays(day, 3)] }), 6, 'a release of the future is none');
});

test('a level needs every check of all levels below', () => {
  for (const { level, checks } of LADDER.slice(0, 6)) {
    for (const { id } of checks) {
      assert.equal(levelOn(day, all().filter(({ check }) => check !== id)), level - 1, id);
      assert.equal(levelOn(day, [...all(), evidenceOf(id, { outcome: 'failed' })]), level - 1, `${id} failed since`);
    }
  }
});

test('expired evidence lowers the level by itself, on its day and not before', () => {
  const evidence = all().map((one) => (one.check === 'accessibility-report' ? { ...one, expiresOn: plainDate('2026-12-01') } : one));
  const until = standingOn(day, { evidence, revision: 1, releases: none }).holdsUntil;
  assert.equal(until, '2026-12-01');
  assert.equal(levelOn(plainDate('2026-11-30'), evidence), 6);
  assert.equal(levelOn(plainDate('2026-12-01'), evidence), 2);
  assert.equal(standingOn(plainDate('2026-12-01'), { evidence, revision: 1, releases: none }).rungs[2]?.checks.find(({ rule }) => rule.id === 'accessibility-report')?.state, 'expired');
});

test('evidence never lives longer than its kind, whatever the supplier states', () => {
  assert.equal(expiryOf('no-known-vulnerabilities', day, plainDate('2036-01-01')), addDays(day, 30));
  assert.equal(expiryOf('security-attestation', day, plainDate('2026-12-24')), '2026-12-24');
  assert.equal(expiryOf('metadata-conformant', day), null);
});

test('a document counts only once the operator has looked at it, and a changed description is judged anew', () => {
  const unseen = all().map((one) => (one.check === 'security-concept' ? { ...one, review: null } : one));
  assert.equal(levelOn(day, unseen), 2);
  assert.equal(standingOn(day, { evidence: all(), revision: 2, releases: none }).level, 0);
});

test('whatever the evidence, the level never rises as days go by without anything new', () => {
  const one = fc.record({
    check: fc.constantFrom(...CHECKS.filter((check) => check !== 'maintained')), outcome: fc.constantFrom('passed' as const, 'passed' as const, 'passed' as const, 'failed' as const), lives: fc.integer({ min: 0, max: 400 }), minute: fc.integer({ min: 0, max: 5000 }),
  });
  fc.assert(fc.property(fc.array(one, { maxLength: 60 }), fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 30 }), (given, steps) => {
    const evidence = given.map(({ check, outcome, lives, minute }) => evidenceOf(check, { outcome, expiresOn: addDays(day, lives), recordedAt: new Date(Date.UTC(2026, 10, 22, 0, minute)) }));
    let on: PlainDate = day;
    let before = levelOn(on, evidence);
    for (const step of steps) {
      on = addDays(on, step);
      const now = levelOn(on, evidence);
      assert.ok(now <= before);
      before = now;
    }
  }));
});
