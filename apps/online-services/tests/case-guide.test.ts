import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainDate } from '@allmende/time';
import { caseGuideOf } from '../actions/case-guide.ts';
import { checkServicePackage } from '../domain/check-service-package.ts';
import { compileServicePackage } from '../domain/compile-service-package.ts';
import type { ServicePackage } from '../domain/service-package.ts';
import { situationOf } from '../domain/situation.ts';
import { anOverlay, theDogTaxPackage } from '../testing/index.ts';

type Deadline = NonNullable<ServicePackage['service']['deadlines']>[number];

/** The dog tax with deadlines, each with its words in every language. */
function packageWith(deadlines: Deadline[]): ServicePackage {
  const plain = theDogTaxPackage();
  const texts = Object.fromEntries(Object.entries(plain.texts).map(([language, words]) => [language, { ...words, ...Object.fromEntries(deadlines.map(({ id }) => [`service.deadline.${id}`, `Frist ${id}`])) }]));
  return { ...plain, service: { ...plain.service, deadlines }, texts };
}

const permit: Deadline = { id: 'permit', of: 'authority', count: 3, unit: 'months', source: '§ 42a Abs. 2 VwVfG', begins: 'complete', effect: 'deemed-approval' };

test('deadlines of the authority go to whoever works on the case; those of applicants and unknown ones do not', () => {
  const described = packageWith([permit, { id: 'register', of: 'applicant', count: 2, unit: 'weeks', source: 'Satzung' }, { id: 'answer', of: 'authority', count: null, unit: 'weeks', source: 'noch nicht eingetragen' }]);
  assert.deepEqual(checkServicePackage(described), []);
  const situation = situationOf(compileServicePackage(described, anOverlay()), { answers: {}, saved: [] }, plainDate('2026-11-20'));
  const { deadlines } = caseGuideOf({ situation, answers: {}, later: [], placeArs: '081210000000' });
  assert.deepEqual(deadlines.map(({ label, ...rest }) => ({ ...rest, words: label.de })), [{ id: 'permit', count: 3, unit: 'months', source: '§ 42a Abs. 2 VwVfG', begins: 'complete', effect: 'deemed-approval', words: 'Frist permit' }]);
});

test('an effect that nobody knows is refused', () => {
  assert.notDeepEqual(checkServicePackage(packageWith([{ ...permit, effect: 'deemed-refusal' as 'deemed-approval' }])), []);
});
