import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applicationTimeline, openReply, whoActs } from './application-timeline.ts';
import { usualDays } from './usual-days.ts';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 20, hour));
const reply = (kind: 'question' | 'fee' | 'note' | 'received' | 'decision', hour: number, due?: string) => ({ id: `r${hour}`, kind, at: at(hour), ...(due === undefined ? {} : { due }) });
const facts = { submittedAt: at(8), state: 'submitted', stateSince: at(8), steps: [], documents: [], replies: [], late: [], withdrawnAt: null, missing: [] };

test('what happened stands newest first, a state that is reported again says nothing, and a question is not also waiting', () => {
  const steps = [{ state: 'submitted', at: at(8) }, { state: 'in-progress', at: at(9) }, { state: 'in-progress', at: at(10) }, { state: 'waiting', at: at(11) }, { state: 'in-progress', at: at(13) }, { state: 'decided', at: at(14) }];
  const kinds = applicationTimeline({ ...facts, steps, replies: [reply('question', 11)], documents: [{ issuedAt: at(15) }], late: [{ label: 'Nachweis', at: at(12) }] }).map(({ kind }) => kind);
  assert.deepEqual(kinds, ['document', 'decided', 'in-progress', 'evidence', 'question', 'in-progress', 'sent']);
  assert.deepEqual(applicationTimeline({ ...facts, state: 'in-progress', stateSince: at(9) }).map(({ kind }) => kind), ['in-progress', 'sent'], 'an application from before steps were kept');
});

test('an open question is the turn of the applicant, until the office goes on', () => {
  const asked = { ...facts, state: 'waiting', stateSince: at(11), replies: [reply('received', 9), reply('question', 11, '2026-12-04'), reply('note', 12)] };
  assert.deepEqual(whoActs(asked), { who: 'applicant', what: 'answer', due: '2026-12-04' });
  assert.deepEqual(whoActs({ ...asked, state: 'in-progress', stateSince: at(13) }), { who: 'office', what: 'work' });
  assert.deepEqual(whoActs({ ...asked, state: 'decided', stateSince: at(13) }), { who: 'nobody', why: 'decided' });
  assert.deepEqual(whoActs({ ...asked, withdrawnAt: at(12) }), { who: 'nobody', why: 'withdrawn' });
  assert.equal(openReply([reply('question', 11), reply('decision', 12)], { state: 'in-progress', stateSince: at(10) }), undefined, 'what came after it has settled it');
  assert.equal(openReply([reply('fee', 11)], { state: 'in-progress', stateSince: at(10) })?.kind, 'fee', 'a system may ask without a new state');
});

test('missing evidence is the turn of the applicant, by the nearest day; otherwise the office is next', () => {
  assert.deepEqual(whoActs({ ...facts, missing: [{ due: undefined }, { due: '2026-12-09' }, { due: '2026-12-01' }] }), { who: 'applicant', what: 'evidence', due: '2026-12-01' });
  assert.deepEqual(['submitted', 'in-progress', 'waiting'].map((state) => whoActs({ ...facts, state })), [{ who: 'office', what: 'begin' }, { who: 'office', what: 'work' }, { who: 'office', what: 'wait' }]);
});

test('how long it takes is said only when ten decisions stand behind it, in whole days', () => {
  assert.equal(usualDays({ count: 9, medianSeconds: 86_400 }), undefined);
  assert.equal(usualDays({ count: 0, medianSeconds: undefined }), undefined);
  assert.deepEqual([0, 1, 86_400, 86_401, 30 * 86_400].map((medianSeconds) => usualDays({ count: 10, medianSeconds })?.days), [1, 1, 1, 2, 30]);
});
