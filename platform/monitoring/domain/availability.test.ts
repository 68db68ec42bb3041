import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { availabilityOf, countMinutes, countMinutesOf, type Observed, type Period } from './availability.ts';
import type { Condition, Span } from './condition.ts';
import { MINUTE_MS } from './minute.ts';

const START = Date.parse('2026-11-01T00:00:00Z');
const at = (minutes: number) => new Date(START + minutes * MINUTE_MS);
const hour: Period = { from: at(0), until: at(60) };
const always = [{ firstMinute: at(-1000), lastMinute: at(1000) }];
const span = (from: number, until: number | undefined, condition: Condition): Span => ({ since: at(from), until: until === undefined ? undefined : at(until), condition });

test('a disturbance of 30 seconds costs the minute in which it lies, over a change of minutes two', () => {
  const seen = (from: number, until: number) => countMinutes(hour, { watched: always, maintenance: [], spans: [span(-10, from, 'running'), span(from, until, 'disturbed'), span(until, undefined, 'running')] });
  assert.deepEqual(seen(10.25, 10.75), { total: 60, running: 59, disturbed: 1, maintenance: 0, off: 0, unknown: 0 });
  assert.equal(seen(10.75, 11.25).disturbed, 2);
  assert.equal(seen(10.5, 10.5).disturbed, 1, 'a moment is a minute too');
});

test('what happens in announced maintenance is not counted as disturbed, what goes on after it is', () => {
  const minutes = countMinutes(hour, { watched: always, maintenance: [{ from: at(10), until: at(20) }], spans: [span(-10, 12, 'running'), span(12, 25, 'disturbed'), span(25, undefined, 'running')] });
  assert.deepEqual(minutes, { total: 60, running: 47, disturbed: 5, maintenance: 8, off: 0, unknown: 0 });
});

test('minutes in which nobody looked are unknown, also when the app ran before and after', () => {
  const minutes = countMinutes(hour, { watched: [{ firstMinute: at(-100), lastMinute: at(9) }, { firstMinute: at(30), lastMinute: at(100) }], maintenance: [], spans: [span(-10, undefined, 'running')] });
  assert.deepEqual(minutes, { total: 60, running: 40, disturbed: 0, maintenance: 0, off: 0, unknown: 20 });
  assert.deepEqual(availabilityOf(minutes), { provenPpm: 666_666, possiblePpm: 1_000_000 });
});

test('before its first and after its last day an instance is off, whether anybody looked or not', () => {
  const minutes = countMinutes(hour, { watched: [], maintenance: [], spans: [], life: { from: at(15), until: at(45) } });
  assert.deepEqual(minutes, { total: 60, running: 0, disturbed: 0, maintenance: 0, off: 30, unknown: 30 });
});

test('an app that was off all the time has no availability', () => {
  assert.equal(availabilityOf(countMinutes(hour, { watched: always, maintenance: [], spans: [span(-10, undefined, 'off')] })), undefined);
});

const anything = fc.record({
  turns: fc.array(fc.record({ length: fc.integer({ min: 0, max: 4000 }), condition: fc.constantFrom<Condition>('running', 'disturbed', 'off') }), { maxLength: 12 }),
  watched: fc.array(fc.record({ first: fc.integer({ min: -20, max: 220 }), length: fc.integer({ min: 0, max: 90 }) }), { maxLength: 6 }),
  maintenance: fc.array(fc.record({ first: fc.integer({ min: -20, max: 220 }), length: fc.integer({ min: 1, max: 60 }) }), { maxLength: 3 }),
  begin: fc.integer({ min: -2000, max: 4000 }),
});

function observedFrom(input: typeof anything extends fc.Arbitrary<infer Value> ? Value : never): Observed {
  let time = START + input.begin * 1000;
  const spans = input.turns.map(({ length, condition }, index): Span => {
    const since = new Date(time);
    time += length * 1000;
    return { since, until: index === input.turns.length - 1 && length % 3 === 0 ? undefined : new Date(time), condition };
  });
  return {
    spans, watched: input.watched.map(({ first, length }) => ({ firstMinute: at(first), lastMinute: at(first + length) })), maintenance: input.maintenance.map(({ first, length }) => ({ from: at(first), until: at(first + length) })),
  };
}

/** The definition, minute by minute, as it is told to people. */
function bySentence(period: Period, observed: Observed) {
  const counts = { total: 0, running: 0, disturbed: 0, maintenance: 0, off: 0, unknown: 0 };
  for (let minute = period.from.getTime(); minute < period.until.getTime(); minute += MINUTE_MS) {
    counts.total += 1;
    const end = minute + MINUTE_MS;
    const touching = observed.spans.filter((one) => (one.until === undefined ? one.since.getTime() < end : one.since.getTime() < end && (one.until.getTime() > minute || (one.since.getTime() === one.until.getTime() && one.since.getTime() >= minute))));
    const looked = observed.watched.some((one) => one.firstMinute.getTime() <= minute && minute <= one.lastMinute.getTime());
    const announced = observed.maintenance.some((one) => one.from.getTime() <= minute && minute < one.until.getTime());
    const has = (condition: Condition) => touching.some((one) => one.condition === condition);
    counts[!looked || touching.length === 0 ? 'unknown' : has('disturbed') ? (announced ? 'maintenance' : 'disturbed') : has('running') ? 'running' : 'off'] += 1;
  }
  return counts;
}

test('counting agrees with the sentence that defines it, and every minute is counted once', () => {
  fc.assert(fc.property(anything, (input) => {
    const period = { from: at(0), until: at(200) };
    const observed = observedFrom(input);
    const minutes = countMinutes(period, observed);
    assert.deepEqual(minutes, bySentence(period, observed));
    assert.equal(minutes.running + minutes.disturbed + minutes.maintenance + minutes.off + minutes.unknown, minutes.total);
  }), { numRuns: 500 });
});

test('the parts of a time come to the whole, and less looking never makes availability better proven', () => {
  fc.assert(fc.property(anything, fc.integer({ min: 1, max: 199 }), (input, cut) => {
    const observed = observedFrom(input);
    const whole = countMinutes({ from: at(0), until: at(200) }, observed);
    const [one, other] = countMinutesOf([{ from: at(0), until: at(cut) }, { from: at(cut), until: at(200) }], observed);
    for (const name of ['total', 'running', 'disturbed', 'maintenance', 'off', 'unknown'] as const) assert.equal((one?.[name] ?? 0) + (other?.[name] ?? 0), whole[name]);
    const blind = countMinutes({ from: at(0), until: at(200) }, { ...observed, watched: observed.watched.slice(1) });
    assert.ok(blind.running <= whole.running && blind.unknown >= whole.unknown);
    const known = availabilityOf(whole);
    if (known) assert.ok(known.provenPpm <= known.possiblePpm);
  }), { numRuns: 300 });
});
