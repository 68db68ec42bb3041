import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { plainDate } from '@allmende/time';
import { checkOverlay } from '../domain/check-service-package.ts';
import { emptyOverlay, hasExampleValues, sourceOf, takeOverOverlay } from '../domain/overlay.ts';
import { activationProblems, overlayInputValues, parseOverlayInput } from '../domain/parse-overlay-input.ts';
import { anOverlay, theDogTaxPackage } from '../testing/index.ts';

const servicePackage = theDogTaxPackage();
const today = plainDate('2026-05-20');
const enteredBy = { name: 'Probe Beispiel', on: today };

test('what was saved comes back unchanged when the form is shown and sent again', () => {
  const overlay = { ...anOverlay(), inserts: { start: { de: 'Bitte Marke abholen.', en: 'Please fetch the tag.' } } };

  const { overlay: again, problems } = parseOverlayInput(servicePackage, overlayInputValues(servicePackage, overlay), { name: 'Allmende-Projekt', on: plainDate('2026-11-21') });

  assert.deepEqual(problems, []);
  assert.deepEqual(again, overlay);
});

test('an overlay without rates cannot be switched on, and each missing value is named', () => {
  const problems = activationProblems(servicePackage, emptyOverlay(servicePackage), today);
  assert.deepEqual(problems.map(({ pointer }) => pointer), ['/rates.first', '/rates.second', '/rates.further', '/start.rule', '/start.proRata', '/contact.office']);
  assert.equal(problems[0]?.message, 'Füllen Sie das Feld „Erster Hund“ aus.');
});

test('rates without a statute, or of a statute that does not apply yet, cannot be switched on', () => {
  const overlay = anOverlay();
  assert.deepEqual(activationProblems(servicePackage, overlay, today), []);
  assert.deepEqual(activationProblems(servicePackage, { ...overlay, sources: {} }, today).map(({ code }) => code), ['source-missing']);
  assert.deepEqual(activationProblems(servicePackage, overlay, plainDate('2025-12-31')).map(({ code }) => code), ['not-valid-yet']);
  assert.deepEqual(activationProblems(servicePackage, overlay, plainDate('2026-01-01')), []);
});

test('records who entered the values and that they are examples', () => {
  const { overlay } = parseOverlayInput(servicePackage, overlayInputValues(servicePackage, anOverlay()), enteredBy);
  assert.deepEqual(sourceOf(servicePackage, overlay, 'rates.second'), {
    statute: 'Hundesteuersatzung der Stadt Musterstadt (Beispielwerte)', statuteDate: '2025-11-20', validFrom: '2026-01-01', enteredBy: 'Probe Beispiel', enteredOn: '2026-05-20', example: true,
  });
  assert.equal(sourceOf(servicePackage, overlay, 'contact.office'), undefined);
  assert.equal(hasExampleValues(overlay), true);
});

test('a statute must be named whole', () => {
  const { problems, overlay } = parseOverlayInput(servicePackage, { 'source.statute.statute': 'Hundesteuersatzung' }, enteredBy);
  assert.deepEqual(problems.map(({ pointer }) => pointer), ['/source.statute.statuteDate', '/source.statute.validFrom']);
  assert.deepEqual(overlay.sources, {});
});

test('reads rates as people type them and says in German what is wrong', () => {
  const { overlay, problems, typed } = parseOverlayInput(servicePackage, { 'rates.first': '96,00 €', 'rates.second': 'hundert', 'rates.further': '-5' }, enteredBy);
  assert.deepEqual(overlay.parameters, { 'rates.first': 9600 });
  assert.deepEqual(problems.map(({ pointer, code }) => [pointer, code]), [['/rates.second', 'money'], ['/rates.further', 'too-small']]);
  assert.equal(problems[0]?.message, 'Geben Sie bei „Zweiter Hund“ einen Betrag in Euro ein, zum Beispiel 120 oder 120,50.');
  assert.equal(typed['rates.second'], 'hundert');
});

test('a neighbour takes over how things are counted but no amount, contact or statute', () => {
  const taken = takeOverOverlay(servicePackage, anOverlay());
  assert.deepEqual(taken.parameters, { 'start.rule': 'next-month', 'start.proRata': true, 'duty.minimumAgeMonths': 3, 'duty.deadline': 1, 'duty.deadlineUnit': 'months', 'payment.firstDueDays': 30 });
  assert.ok(activationProblems(servicePackage, taken, today).some(({ code }) => code === 'source-missing'));
  assert.equal(hasExampleValues(taken), false);
});

test('whatever the form sends, the overlay that comes out fits the package', () => {
  const names = Object.keys(overlayInputValues(servicePackage, emptyOverlay(servicePackage)));
  const typed = fc.oneof(fc.string(), fc.constantFrom('1', '96,50', 'yes', 'no', 'days', 'next-month', '2026', '12', '-1', '999999999999'));
  fc.assert(fc.property(fc.dictionary(fc.constantFrom(...names), typed, { maxKeys: 40 }), (body) => {
    const { overlay } = parseOverlayInput(servicePackage, body, enteredBy);
    assert.deepEqual(checkOverlay(servicePackage, overlay), []);
  }));
});
