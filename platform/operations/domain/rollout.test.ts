import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { areStages, MOST_AT_ONCE, nextMove, reachOf, USUAL_STAGES, type Rollout, type RolloutMember } from './rollout.ts';

const start = new Date('2026-11-21T09:00:00Z');
const rollout: Rollout = { id: 'r', app: 'wiki', version: '2.0.0', state: 'running', stages: USUAL_STAGES, stage: 0, stageSince: start, pauseMinutes: 60, mostFailures: 0, startedAt: start, endedAt: undefined, detail: undefined };
const members = (states: readonly RolloutMember['state'][]): RolloutMember[] => states.map((state, position) => ({ tenant: 't', instance: String(position), position, state }));

test('a stage reaches a number or a part, at least one and never more than all', () => {
  assert.deepEqual(['1', '10%', '50%', '100%'].map((stage) => reachOf(stage, 37)), [1, 4, 19, 37]);
  assert.equal(reachOf('500', 37), 37);
  assert.equal(reachOf('1%', 3), 1);
  assert.ok(areStages(USUAL_STAGES) && areStages(['100%']));
  for (const wrong of [[], ['1'], ['0', '100%'], ['101%', '100%'], ['1', 'alle', '100%'], ['-1', '100%']]) assert.equal(areStages(wrong), false, wrong.join());
});

test('one failure more than allowed halts it before anybody else is touched', () => {
  assert.equal(nextMove({ ...rollout, stage: 3 }, members(['done', 'failed', 'waiting']), start, start).kind, 'halt');
  assert.equal(nextMove({ ...rollout, stage: 3, mostFailures: 1 }, members(['done', 'failed', 'waiting']), start, start).kind, 'begin');
});

test('the next stage begins only after the pause since the last one was done', () => {
  const all = members(['done', ...Array.from({ length: 19 }, () => 'waiting' as const)]);
  const ended = new Date(start.getTime() + 3 * 3_600_000);
  assert.equal(nextMove(rollout, all, ended, new Date(ended.getTime() + 59 * 60_000)).kind, 'wait');
  assert.equal(nextMove(rollout, all, ended, new Date(ended.getTime() + 60 * 60_000)).kind, 'next-stage');
});

test('whatever fails, a rollout touches nobody beyond its stage, never too many at once, and comes to an end', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 120 }), fc.array(fc.boolean(), { minLength: 120, maxLength: 120 }), fc.integer({ min: 0, max: 5 }), (size, fails, mostFailures) => {
    let current: Rollout = { ...rollout, mostFailures };
    let all = members(Array.from({ length: size }, () => 'waiting' as const));
    let now = start;
    let lastEnded = start;
    for (let round = 0; round < 2000 && current.state === 'running'; round += 1) {
      const move = nextMove(current, all, lastEnded, now);
      if (move.kind === 'begin') {
        const reach = reachOf(current.stages[current.stage] ?? '', size);
        assert.ok(move.members.every((one) => one.position < reach && one.state === 'waiting'));
        assert.ok(move.members.length <= MOST_AT_ONCE);
        lastEnded = now;
        all = all.map((one) => (move.members.includes(one) ? { ...one, state: fails[one.position] ? 'failed' as const : 'done' as const } : one));
      }
      if (move.kind === 'next-stage') current = { ...current, stage: current.stage + 1, stageSince: now };
      if (move.kind === 'halt') current = { ...current, state: 'halted' };
      if (move.kind === 'done') current = { ...current, state: 'done' };
      if (move.kind === 'wait') now = new Date(now.getTime() + 3_600_000);
    }
    const failed = all.filter((one) => one.state === 'failed').length;
    if (current.state === 'done') assert.ok(failed <= mostFailures && all.every((one) => one.state !== 'waiting'));
    else assert.ok(current.state === 'halted' && failed > mostFailures && failed <= mostFailures + MOST_AT_ONCE);
  }), { numRuns: 300 });
});
