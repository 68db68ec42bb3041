import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TRIAL_LEVELS } from '@allmende/app-packages';
import { readPubliccode } from '@allmende/catalog';
import { plainDate } from '@allmende/time';
import { aDescription } from '../testing/index.ts';
import { AI_CLASSES, AI_DUTIES, checkAi } from './check-ai.ts';
import { checkLicence, checkMetadata, checkOrigin } from './check-description.ts';
import { checkDocument, type DocumentCheck, type DocumentStatement } from './check-document.ts';
import { checkTrial } from './check-trial.ts';
import { isPossible, type SolutionAct } from './solution.ts';

const today = plainDate('2026-11-22');
const statement: DocumentStatement = { dated: plainDate('2026-10-01'), validUntil: null, result: '' };
const found = (check: DocumentCheck, text: string, change: Partial<DocumentStatement> = {}) => checkDocument(check, text, { ...statement, ...change }, today).findings.map(({ message }) => message);
const read = (text: string) => {
  const reading = readPubliccode(text, 'x');
  assert.ok(reading.kind === 'read');
  return reading;
};

const AGREEMENT = [
  'Gegenstand und Dauer des Auftrags. Zweck und Art der Verarbeitung. Kategorien betroffener Personen.', 'Der Auftragsverarbeiter handelt nur auf dokumentierte Weisung.', 'Die Beschäftigten sind zur Vertraulichkeit verpflichtet.',
  'Technische und organisatorische Maßnahmen nach Artikel 32 DSGVO.', 'Unterauftragnehmer nur mit Genehmigung.', 'Unterstützung bei Betroffenenrechten.', 'Unterstützung bei der Datenschutz-Folgen-\nabschätzung.', 'Löschung nach dem Ende des Auftrags.', 'Der Verantwortliche darf Inspektionen durchführen.',
];

test('a processing agreement needs each point of Art. 28(3) GDPR, and says which one is missing', () => {
  assert.deepEqual(found('processing-agreement', AGREEMENT.join('\n')), []);
  for (const [left, letter] of [[1, 'Buchstabe a'], [2, 'Buchstabe b'], [4, 'Buchstabe d'], [5, 'Buchstabe e'], [6, 'Buchstabe f'], [7, 'Buchstabe g'], [8, 'Buchstabe h']] as const) {
    assert.ok(found('processing-agreement', AGREEMENT.filter((_, at) => at !== left).join('\n')).some((message) => message.includes(letter)), letter);
  }
  assert.deepEqual(found('processing-agreement', '  \n'), ['In dem Dokument ist kein Text lesbar.']);
});

test('days are checked: none from the future, none that is over, and an attestation names its end', () => {
  assert.match(found('processing-agreement', AGREEMENT.join(' '), { dated: plainDate('2026-11-23') }).join(), /Zukunft/u);
  assert.match(found('processing-agreement', AGREEMENT.join(' '), { validUntil: today }).join(), /gilt nicht mehr/u);
  const attestation = 'Testat nach C5, Geltungsbereich Rechenzentrum, Wirtschaftsprüfungsgesellschaft (Beispiel)';
  assert.deepEqual(found('security-attestation', attestation, { validUntil: plainDate('2027-01-01'), result: 'c5-type-2' }), []);
  assert.equal(found('security-attestation', attestation).length, 2);
});

test('an accessibility report names its standard and its result, and a solution that is not accessible does not pass', () => {
  const report = 'Prüfbericht nach EN 301 549 (BITV 2.0). 98 Prüfschritte. Ergebnis: teilweise konform, Mängel siehe unten. Geprüfte Seiten: Start, Formular.';
  assert.deepEqual(found('accessibility-report', report, { result: 'partly-conformant' }), []);
  assert.match(found('accessibility-report', report, { result: 'not-conformant' }).join(), /nicht barrierefrei/u);
  assert.match(found('accessibility-report', 'Alles gut.', { result: 'conformant' }).join(), /EN 301 549/u);
});

test('each class of the AI Act needs all its duties, and what is prohibited never passes', () => {
  const reason = 'Die Lösung ordnet Anträge vor, ein Mensch entscheidet.';
  for (const aiClass of AI_CLASSES) {
    const duties = Object.fromEntries(AI_DUTIES[aiClass].map(({ id }) => [id, 'Handbuch, Kapitel 3']));
    assert.equal(checkAi({ aiClass, reason, duties }).outcome, aiClass === 'prohibited' ? 'failed' : 'passed', aiClass);
    assert.equal(checkAi({ aiClass, reason, duties: {} }).findings.length, AI_DUTIES[aiClass].length + (aiClass === 'prohibited' ? 1 : 0), aiClass);
  }
  assert.equal(checkAi({ aiClass: 'constructor', reason, duties: {} }).outcome, 'failed');
});

test('only recognised open licences are clear, every one of an expression', () => {
  for (const [licence, outcome] of [['EUPL-1.2', 'passed'], ['MIT OR Apache-2.0', 'passed'], ['EUPL-1.2 AND CC-BY-NC-4.0', 'failed'], ['LicenseRef-Eigene', 'failed'], ['GPL irgendwas', 'failed']] as const) assert.equal(checkLicence(read(aDescription({ licence }))).outcome, outcome, licence);
});

test('an origin needs repository, commit, holder, right and the word about parts of others', () => {
  const whole = { holder: 'Musterwerk eG', right: 'own', commit: 'a'.repeat(40), thirdParties: true };
  assert.deepEqual(checkOrigin(read(aDescription()), whole).findings, []);
  for (const change of [{ holder: ' ' }, { right: 'vielleicht' }, { commit: 'v2.1.0' }, { thirdParties: false }]) assert.equal(checkOrigin(read(aDescription()), { ...whole, ...change }).findings.length, 1);
  assert.equal(checkOrigin(read(aDescription({ repository: 'git://example.org/a' })), whole).outcome, 'failed');
});

test('the verdict on a description carries each fault with its line', () => {
  assert.equal(checkMetadata(read(aDescription())).outcome, 'passed');
  assert.deepEqual(checkMetadata(readPubliccode('a: [', 'x')).outcome, 'failed');
  assert.match(checkMetadata(read(aDescription().replace('stable', 'fertig'))).findings[0]?.where ?? '', /^Zeile \d+$/u);
});

test('a trial counts from the level on that restores, and says what it did not show', () => {
  const report = { app: 'a', version: '1.0.0', digest: 'sha256:0', updatedFrom: undefined, steps: [{ level: 4 as const, name: 'Sichern', outcome: 'failed' as const, seconds: 1, detail: 'kein Platz\nmehr' }], recoverySeconds: undefined, testedAt: '2026-11-22T00:00:00Z' };
  assert.equal(checkTrial({ ...report, level: 4 }, TRIAL_LEVELS).outcome, 'passed');
  assert.deepEqual(checkTrial({ ...report, level: 3 }, TRIAL_LEVELS).findings.map(({ fix }) => fix), ['Sichern: kein Platz']);
});

test('what is withdrawn allows nothing any more, and nothing goes into the store without both', () => {
  const acts: readonly SolutionAct[] = ['describe', 'evidence', 'submit', 'return', 'approve', 'publish', 'deprecate', 'withdraw'];
  for (const state of ['draft', 'submitted', 'returned', 'approved', 'published'] as const) {
    assert.ok(acts.every((act) => !isPossible(act, { state, listing: 'withdrawn' })), state);
    assert.equal(isPossible('publish', { state, listing: 'unlisted' }), state === 'approved');
    assert.equal(isPossible('approve', { state, listing: 'unlisted' }), state === 'submitted');
  }
});
