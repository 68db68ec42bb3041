import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anInstance } from '../testing/an-instance.ts';
import { endInstance, resumeInstance, returnData, suspendInstance } from './end-instance.ts';
import { nextStep } from './next-step.ts';
import { observeInstance } from './observe-instance.ts';

const states = fc.constantFrom('absent' as const, 'starting' as const, 'running' as const, 'suspended' as const, 'failing' as const);
const acts = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('see' as const), state: states }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('suspend' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('resume' as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('end' as const), days: fc.integer({ min: 1, max: 30 }), over: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 800 }) }) },
);

test('whatever happens in whatever order, data are deleted only after they were returned and the grace days are over', () => {
  let removals = 0;
  fc.assert(fc.property(fc.array(acts, { maxLength: 60, size: 'max' }), (all) => {
    let now = new Date('2026-11-21T09:00:00Z');
    let instance = anInstance({ tenant: 't', app: 'sample' });
    for (const act of all) {
      try {
        if (act.kind === 'wait') now = new Date(now.getTime() + act.hours * 3_600_000);
        if (act.kind === 'suspend') instance = suspendInstance(instance);
        if (act.kind === 'resume') instance = resumeInstance(instance);
        if (act.kind === 'end') instance = endInstance(instance, { reason: act.over ? 'contract-ended' : 'by-choice', graceDays: act.days }, now);
      } catch { /* refused, nothing changed */ }
      if (act.kind !== 'see') continue;
      const step = nextStep(instance, { state: act.state }, now);
      if (step === 'return-data') instance = returnData(instance, now);
      if (step === 'remove') {
        assert.equal(instance.wanted, 'removed');
        assert.ok(instance.dataReturnedAt && instance.deleteAfter && instance.deleteAfter > instance.dataReturnedAt && now >= instance.deleteAfter);
        assert.ok(now.getTime() - instance.dataReturnedAt.getTime() >= 86_400_000);
        removals += 1;
        return;
      }
      if (step === 'start' || step === 'resume' || step === 'restart') assert.equal(instance.wanted, 'running');
      instance = observeInstance(instance, { state: act.state }, now);
    }
  }), { numRuns: 2000 });
  assert.ok(removals > 20, 'the acts must lead to deletions, or nothing was shown');
});

test('an instance that is as wanted needs no step', () => {
  const now = new Date('2026-11-21T09:00:00Z');
  assert.equal(nextStep(anInstance({ tenant: 't', app: 'a' }), { state: 'running' }, now), undefined);
  assert.equal(nextStep(anInstance({ tenant: 't', app: 'a', wanted: 'suspended' }), { state: 'suspended' }, now), undefined);
  assert.equal(nextStep(anInstance({ tenant: 't', app: 'a', wanted: 'suspended' }), { state: 'running' }, now), 'suspend');
});

test('a start that takes longer than two minutes is begun anew', () => {
  const instance = anInstance({ tenant: 't', app: 'a', observed: 'starting' });
  assert.equal(nextStep(instance, { state: 'starting' }, new Date(instance.observedSince.getTime() + 120_000)), undefined);
  assert.equal(nextStep(instance, { state: 'starting' }, new Date(instance.observedSince.getTime() + 120_001)), 'restart');
});
