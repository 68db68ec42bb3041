import assert from 'node:assert/strict';
import { test } from 'node:test';
import { standingOf } from './standing.ts';

const day = new Date('2026-11-21T09:00:00Z');
const instance = { wanted: 'running' as const, runningAt: undefined, dataReturnedAt: undefined, deletedAt: undefined };

test('an order is followed by one word from its draft to the return of its data', () => {
  const word = (state: Parameters<typeof standingOf>[0], one?: Parameters<typeof standingOf>[1]) => standingOf(state, one);
  assert.deepEqual(
    [word(undefined), word({ state: 'draft' }), word({ state: 'submitted' }), word({ state: 'approved' }), word({ state: 'refused' }), word({ state: 'cancelled' }), word({ state: 'contracted' })],
    ['preparing', 'preparing', 'approving', 'declaring', 'refused', 'cancelled', 'starting'],
  );
  const contracted = { state: 'contracted' as const };
  assert.deepEqual([
    word(contracted, instance), word(contracted, { ...instance, runningAt: day }), word(contracted, { ...instance, wanted: 'suspended', runningAt: day }),
    word(contracted, { ...instance, wanted: 'removed', runningAt: day }), word(contracted, { ...instance, wanted: 'removed' }), word(contracted, { ...instance, wanted: 'removed', dataReturnedAt: day }), word(contracted, { ...instance, wanted: 'removed', deletedAt: day }),
  ], ['starting', 'running', 'running', 'returning', 'returning', 'returned', 'returned']);
});
