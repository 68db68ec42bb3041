import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainDate } from '@allmende/time';
import { answerSummary, overlayTextValues, textValues } from '../domain/answer-summary.ts';
import { contentHash } from '../domain/content-hash.ts';
import { completeness } from '../domain/completeness.ts';
import { inputValuesOf } from '../domain/parse-field.ts';
import { parsePageInput } from '../domain/parse-page-input.ts';
import { computeValues, isReachable, nextOpenPage, nextPage, previousPage, progressOf, prunedAnswers, statusOfPages } from '../domain/path.ts';
import { remedyFor } from '../domain/remedy.ts';
import { savePage, situationOf, startDraft, type Draft } from '../domain/situation.ts';
import { emptyOverlay } from '../domain/overlay.ts';
import { aFinishedDraft, anOverlay, completeAnswers, theDogTaxPackage, theDogTaxService } from '../testing/index.ts';

const today = plainDate('2026-05-20');
const service = theDogTaxService();

function typedAnswers(pageId: string, answers = completeAnswers()): Record<string, string> {
  return Object.assign({}, ...service.page(pageId)!.fields.map(({ field }) => inputValuesOf(field, answers[field.id]))) as Record<string, string>;
}

function filledIn(answers = completeAnswers()): { draft: Draft; path: string[] } {
  let draft = startDraft();
  const path: string[] = [];
  for (let page = nextOpenPage(situationOf(service, draft, today)); page !== 'check'; page = nextOpenPage(situationOf(service, draft, today))) {
    const situation = situationOf(service, draft, today);
    const input = parsePageInput(situation, page, typedAnswers(page, answers), 'de');
    assert.deepEqual(input.problems, []);
    draft = savePage(situation, page, input.answers);
    path.push(page);
  }
  return { draft, path };
}

test('leads an applicant page by page to the check page and computes the tax', () => {
  const { draft, path } = filledIn();

  const situation = situationOf(service, draft, today);

  assert.deepEqual(path, ['person', 'address', 'dog', 'age', 'keeping', 'amount']);
  assert.deepEqual(computeValues(situation), { dogNumber: 1, annualTax: 9600, firstTaxMonth: '2026-06-01', firstYear: 2026, firstYearTax: 5600 });
  assert.deepEqual(completeness(situation).missing, [{ page: 'check', field: 'declaration.truth' }]);
  const sent = savePage(situation, 'check', parsePageInput(situation, 'check', { 'declaration.truth': 'yes' }, 'de').answers);
  assert.equal(completeness(situationOf(service, sent, today)).complete, true);
});

test('asks for the previous municipality only of people who have moved here, and steps back over pages that are not asked', () => {
  const moved = situationOf(service, aFinishedDraft({ 'keeping.origin': 'moved' }), today);
  const stayed = situationOf(service, aFinishedDraft(), today);

  assert.equal(nextPage(moved, 'keeping'), 'previous');
  assert.equal(previousPage(moved, 'amount'), 'previous');
  assert.equal(nextPage(stayed, 'keeping'), 'amount');
  assert.equal(previousPage(stayed, 'amount'), 'keeping');
  assert.equal(previousPage(stayed, 'person'), undefined);
  assert.equal(previousPage(stayed, 'check'), 'amount');
  assert.equal(isReachable(stayed, 'previous'), false);
  assert.deepEqual(progressOf(moved, 'previous'), { number: 6, of: 7 });
});

test('opens no page before the pages ahead of it are done', () => {
  const situation = situationOf(service, startDraft(), today);

  assert.equal(isReachable(situation, 'person'), true);
  assert.equal(isReachable(situation, 'address'), false);
  assert.equal(isReachable(situation, 'check'), false);
  assert.equal(isReachable(situation, 'constructor'), false);
  assert.deepEqual(statusOfPages(situation).map(({ state }) => state), ['open', 'blocked', 'blocked', 'blocked', 'blocked', 'blocked']);
});

test('keeps an answer of a page that is no longer asked in the draft but never lets it out', () => {
  const draft = aFinishedDraft({ 'keeping.origin': 'moved', 'previous.municipality': 'Beispieldorf', 'previous.deregistered': true });
  const changed = savePage(situationOf(service, draft, today), 'keeping', { 'keeping.origin': 'new', 'keeping.since': '2026-05-10', 'keeping.otherDogs': 0 });

  assert.equal(changed.answers['previous.municipality'], 'Beispieldorf');
  assert.equal(prunedAnswers(situationOf(service, changed, today))['previous.municipality'], undefined);
  assert.ok(!JSON.stringify(answerSummary(situationOf(service, changed, today), 'de')).includes('Beispieldorf'));
});

test('says at each field what is wrong, in the language of the applicant, and loses nothing that was typed', () => {
  const situation = situationOf(service, aFinishedDraft(), today);
  const body = { 'dog.name': '', 'dog.breed': 'x'.repeat(121), 'dog.sex': 'purple', 'dog.chip': '27609450000', 'dog.marks': ' weiß ' };

  const german = parsePageInput(situation, 'dog', body, 'de');
  const english = parsePageInput(situation, 'dog', body, 'en');

  assert.deepEqual(german.problems.map(({ pointer, message }) => [pointer, message]), [
    ['/dog.name', 'Geben Sie den Namen des Hundes ein.'],
    ['/dog.breed', 'Kürzen Sie „Rasse“ auf höchstens 120 Zeichen.'],
    ['/dog.sex', 'Wählen Sie bei „Geschlecht des Hundes“ eine der Antworten aus.'],
    ['/dog.chip', 'Die Chipnummer hat 15 Ziffern. Prüfen Sie die Nummer im Heimtierausweis.'],
  ]);
  assert.equal(english.problems[0]?.message, 'Enter the name of the dog.');
  assert.deepEqual(german.typed, body);
});

test('finds contradictions between answers of different pages', () => {
  const situation = situationOf(service, aFinishedDraft(), today);
  const input = parsePageInput(situation, 'keeping', { ...typedAnswers('keeping'), 'keeping.since.day': '28', 'keeping.since.month': 'Februar', 'keeping.since.year': '2024' }, 'de');

  assert.deepEqual(input.problems, [{ pointer: '/keeping.since', code: 'check-keptAfterBirth', message: 'Dieser Tag liegt vor der Geburt des Hundes. Prüfen Sie beide Daten.' }]);
});

test('sends somebody back to a page that a later change has made wrong', () => {
  const draft = aFinishedDraft();
  const younger = savePage(situationOf(service, draft, today), 'age', { 'dog.birthDate': '2026-05-15', 'dog.birthExact': true });

  const situation = situationOf(service, younger, today);

  assert.equal(nextOpenPage(situation), 'keeping');
  assert.deepEqual(completeness(situation), { complete: false, required: 17, answered: 17, missing: [], unsettled: ['keeping'], later: [] });
});

test('shows answers and amounts in words and says who works out what is unknown', () => {
  const known = answerSummary(situationOf(service, aFinishedDraft(), today), 'de');
  const unsure = answerSummary(situationOf(service, aFinishedDraft({ 'dog.danger': 'unsure' }), today), 'de');
  const english = answerSummary(situationOf(service, aFinishedDraft(), today), 'en');

  assert.deepEqual(known.results.map(({ value }) => value.replace(/\s/u, ' ')), ['1', '96,00 €', '1. Juni 2026', '2026', '56,00 €']);
  assert.deepEqual(known.pages.find(({ id }) => id === 'age')?.rows.map(({ value }) => value), ['29. Februar 2024', 'Ja']);
  assert.equal(known.pages[0]?.rows.find(({ field }) => field === 'applicant.email')?.value, undefined);
  assert.deepEqual(unsure.results.find(({ name }) => name === 'annualTax'), { name: 'annualTax', label: 'Hundesteuer im Jahr', value: 'Das rechnet die Behörde für Sie aus.', known: false });
  assert.equal(english.pages.find(({ id }) => id === 'dog')?.rows.find(({ field }) => field === 'dog.sex')?.value, 'female');
});

test('names what was confirmed before sending for whoever reads it, and asks nobody to check it again', () => {
  const situation = situationOf(service, aFinishedDraft(), today);
  const titleOf = (...how: [string, 'applicant' | 'caseworker']) => answerSummary(situation, ...how).pages.find(({ id }) => id === 'check')?.title;

  assert.equal(titleOf('de', 'caseworker'), 'Erklärung der antragstellenden Person');
  assert.equal(titleOf('en', 'caseworker'), 'Declaration of the applicant');
  assert.equal(titleOf('de', 'applicant'), 'Ihre Erklärung');
});

test('fills the texts of the start page with the authority’s own values', () => {
  const german = service.texts('de');
  assert.equal(german.get('start.deadline.text', overlayTextValues(service, 'de')), 'Melden Sie den Hund innerhalb eines Monats an.');
  const longer = theDogTaxService(anOverlay({ 'duty.deadline': 2, 'duty.deadlineUnit': 'weeks' }));
  assert.equal(longer.texts('en').get('start.deadline.text', overlayTextValues(longer, 'en')), 'Register the dog within 2 weeks.');
  assert.equal(german.get('start.age.text', textValues(situationOf(service, startDraft(), today), 'de')), 'Hier müssen Sie einen Hund anmelden, wenn er 3 Monate alt ist.');
  assert.equal(service.texts('uk').language, 'en', 'the next language of the chain that the package speaks');
});

test('names the remedy only where somebody has entered it', () => {
  assert.equal(remedyFor(theDogTaxPackage(), '08', today)?.kind, 'widerspruch');
  assert.equal(remedyFor(theDogTaxPackage(), '08', today)?.example, true);
  assert.equal(remedyFor(theDogTaxPackage(), '03', today), undefined);
});

test('shows no amount while the authority has set no rates', () => {
  const bare = theDogTaxService(emptyOverlay(theDogTaxPackage()));
  assert.deepEqual(computeValues(situationOf(bare, aFinishedDraft(), today)), { dogNumber: 1, annualTax: undefined, firstTaxMonth: undefined, firstYear: undefined, firstYearTax: undefined });
});

test('has the same address for the same content and another for every change', () => {
  const reordered = Object.fromEntries(Object.entries(theDogTaxPackage()).toReversed());
  assert.equal(contentHash(reordered), contentHash(theDogTaxPackage()));
  assert.notEqual(contentHash(anOverlay({ 'rates.first': 9601 })), contentHash(anOverlay()));
  assert.match(contentHash(anOverlay()), /^[0-9a-f]{64}$/u);
});
