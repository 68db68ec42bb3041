import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findDrift, findStrays, type SweptInstance } from './find-drift.ts';

const steady: SweptInstance = { tenant: 't', id: 'a', app: 'wiki', runtime: 'podman', generation: 2, key: 'a/2', beside: [], observed: 'running', upstream: 'http://a', hasWork: false, due: 'now', hasDetail: false };
const seen = (state: 'running' | 'suspended', upstream?: string) => new Map([['a/2', { state, ...(upstream === undefined ? {} : { upstream }) }]]);
const drifted = (one: SweptInstance, all?: ReturnType<typeof seen>) => findDrift([one], { runtimes: new Map(all ? [['podman', all]] : []), apps: new Map([['cases', new Map([['t', { state: 'running' as const }]])]]) }).length === 1;

test('what is as it was last seen is left alone, however long ago that was', () => {
  assert.equal(drifted(steady, seen('running', 'http://a')), false);
  assert.equal(drifted({ ...steady, runtime: 'built-in', app: 'cases' }), false);
});

test('another state, another address, a missing generation and work of its own wake an instance', () => {
  assert.equal(drifted(steady, seen('suspended')), true);
  assert.equal(drifted(steady, seen('running', 'http://b')), true);
  assert.equal(drifted({ ...steady, generation: 3, key: 'a/3' }, seen('running', 'http://a')), true);
  assert.equal(drifted({ ...steady, hasWork: true }, seen('running', 'http://a')), true);
  assert.equal(drifted({ ...steady, runtime: 'built-in', app: 'cases', observed: 'suspended' }), true);
  assert.equal(drifted({ ...steady, runtime: 'built-in', app: 'cases', tenant: 'other' }), true);
});

test('what could not be seen as a whole is looked at when it is due', () => {
  assert.equal(drifted(steady), true);
  assert.equal(drifted({ ...steady, due: 'no' }), false);
  assert.equal(drifted({ ...steady, runtime: 'built-in', app: 'cases', hasDetail: true }), true);
  assert.equal(drifted({ ...steady, runtime: 'built-in', app: 'cases', due: 'for-a-day' }), true);
});

test('only what nothing names is a stray: not the generation of a passage, not the scratch of a drill', () => {
  const running = { state: 'running' as const };
  const all = new Map([['a/2', running], ['a/3', running], ['a/1', running], ['drill/1', running], ['gone/1', running]]);
  assert.deepEqual(findStrays([{ ...steady, beside: [3] }], all, new Set(['drill'])), [{ id: 'a', generation: 1, tenant: 't' }, { id: 'gone', generation: 1, tenant: undefined }]);
});
