import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CaseGuide, SentApplication } from '@allmende/online-services';
import type { ParcelCompleteness } from './parcel-content.ts';
import { parcelContentOf } from './parcel-content-of.ts';

const summary: CaseGuide['summaries']['de'] = {
  pages: [{ id: 'household', row: 'row1', title: 'Person 1 von 1: Anna Beispiel', rows: [{ field: 'member.givenName', label: 'Vorname', value: 'Anna', page: 'memberPerson' }] }], results: [],
};
const sent = {
  id: '0190a000-0000-7000-8000-000000000001', reference: 'AAAA-BBBB-CCCC', service: { id: 'haushalt-anzeigen', version: '1.0.0', name: 'Haushalt anzeigen' }, packageHash: 'a', overlayHash: 'b', placeArs: '081210000000',
  submittedAt: new Date('2026-05-20T09:00:00Z'), language: 'de', answers: { 'applicant.givenName': 'Anna' }, results: {}, completeness: { complete: true, required: 1, answered: 1, missing: [], unsettled: [], later: [] }, summary, later: [],
} as unknown as SentApplication;
const guide = {
  regime: 'vwvfg', secrecy: 'ordinary', names: { de: 'Haushalt anzeigen' }, summaries: { de: summary }, decisions: [], deadlines: [], fees: [], remedy: undefined, facts: {}, missingEvidence: [], clearFields: {}, parameters: {}, hasExampleValues: false,
} as unknown as CaseGuide;
const completeness: ParcelCompleteness = { score: 100, required: 1, there: 1, evidence: [] };

test('the rows of groups go along beside the answers, in words under the heading of their row', () => {
  const rows = { member: [{ 'member.givenName': 'Anna' }] };
  const content = parcelContentOf({ ...sent, rows }, guide, 'Heilbronn', completeness);
  assert.deepEqual(content.rows, rows);
  assert.deepEqual(content.answers, { 'applicant.givenName': 'Anna' });
  assert.deepEqual(content.summary.de.pages, [{ title: 'Person 1 von 1: Anna Beispiel', row: 'row1', rows: [{ label: 'Vorname', value: 'Anna', field: 'member.givenName' }] }]);
});

test('an application of a service without groups is handed on without them', () => {
  assert.equal(Object.hasOwn(parcelContentOf(sent, guide, 'Heilbronn', completeness), 'rows'), false);
});
