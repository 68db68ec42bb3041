import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CaseEvidence } from './case-evidence.ts';
import { contradictionsOf } from './contradictions.ts';

const content = { summary: { de: { pages: [{ title: 'Miete', rows: [{ field: 'rent.net', label: 'Miete', value: '480,00 €' }] }, { title: 'Person 1', row: 'row1', rows: [{ field: 'member.givenName', label: 'Vorname', value: 'Anna' }] }], results: [] } } };
const document = (id: string, hints: CaseEvidence['hints'], fileId: string | null = 'file'): CaseEvidence => ({ id, fileId, label: { de: 'Mietvertrag' }, state: 'clean', name: 'a.pdf', contentType: 'application/pdf', isLate: false, receivedAt: '2026-11-20T09:00:00Z', hints });
const differs = { text: { de: 'Nicht gefunden.' }, outcome: 'differs', fields: ['rent.net'] };

test('an answer that a document does not bear out is named with what was not found', () => {
  assert.deepEqual(contradictionsOf(content, [document('1', [differs])]), [{ field: 'rent.net', row: undefined, document: { de: 'Mietvertrag' }, hint: { de: 'Nicht gefunden.' } }]);
});

test('of several documents of a kind one that fits is enough', () => {
  assert.deepEqual(contradictionsOf(content, [document('1', [differs]), document('2', [{ ...differs, outcome: 'fits' }])]), []);
});

test('a hint about a row stays with its row, and neither unread documents nor unknown answers contradict', () => {
  const name = { text: { de: 'Name fehlt.' }, outcome: 'differs', fields: ['member.givenName'] };
  assert.equal(contradictionsOf(content, [document('1', [{ ...name, row: 'row1' }])]).length, 1);
  assert.deepEqual(contradictionsOf(content, [document('1', [{ ...name, row: 'row2' }, { ...differs, outcome: 'unreadable' }, { ...differs, fields: ['other.field'] }]), document('2', [differs], null)]), []);
});
