import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OPEN_TERM, runsLonger, type ContractTerm } from './contract-term.ts';

const fixed = (months: number, renewsMonths: number | null = null): ContractTerm => ({ months, renewsMonths, noticeMonths: 0 });

const terms: readonly (readonly [what: string, before: ContractTerm, after: ContractTerm, longer: boolean])[] = [
  ['the same term', fixed(12, 12), fixed(12, 12), false],
  ['more months', fixed(12), fixed(13), true],
  ['fewer months', fixed(24), fixed(12), false],
  ['an open term instead of a fixed one', fixed(12), OPEN_TERM, true],
  ['a fixed term instead of an open one', OPEN_TERM, fixed(120, 60), false],
  ['a term that now goes on by itself', fixed(12), fixed(12, 1), true],
  ['a term that goes on by itself for longer', fixed(12, 6), fixed(12, 12), true],
  ['fewer months, but now going on by itself', fixed(24), fixed(12, 12), true],
  ['a term that now ends by itself', fixed(12, 12), fixed(12), false],
];

for (const [what, before, after, longer] of terms) test(`${what}: ${longer ? 'longer' : 'not longer'}`, () => { assert.equal(runsLonger(before, after), longer); });
