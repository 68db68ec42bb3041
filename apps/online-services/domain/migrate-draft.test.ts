import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { plainDate } from '@allmende/time';
import { theHouseholdPackage } from '../testing/a-household.ts';
import { compileServicePackage } from './compile-service-package.ts';
import { followUpDraft } from './follow-up-draft.ts';
import { migrateDraft, migrationProblems } from './migrate-draft.ts';
import { emptyOverlay } from './overlay.ts';
import { prunedRows } from './path.ts';
import type { Migration, ServicePackage } from './service-package.ts';
import { situationOf, type Draft } from './situation.ts';

const before = theHouseholdPackage();

/** Version 1.1.0: the income is called otherwise, the rooms are gone, a question is new. */
function later(migration: Migration = { rename: { 'member.income': 'member.salary' }, remove: ['home.rooms'] }): ServicePackage {
  const text = JSON.stringify(before).replaceAll('member.income', 'member.salary').replaceAll('home.rooms', 'home.size');
  const after = JSON.parse(text) as ServicePackage;
  return { ...after, service: { ...after.service, version: '1.1.0' }, migrations: { migrations: { '1.0.0': migration } } };
}

const draft: Draft = {
  answers: { 'applicant.givenName': 'Anna', 'applicant.familyName': 'Beispiel', 'home.rooms': 3 }, saved: ['applicant', 'household', 'home'],
  rows: { member: [{ id: 'row1', answers: { 'member.givenName': 'Ben', 'member.birthDate': '1990-01-31', 'member.earns': true, 'member.income': 250000 }, saved: ['memberPerson', 'memberWork', 'memberIncome'] }] },
};

test('an open draft comes over with its renamed answers; removed ones are gone and new pages are open', () => {
  assert.deepEqual(migrateDraft(before, later(), draft), {
    answers: { 'applicant.givenName': 'Anna', 'applicant.familyName': 'Beispiel' }, saved: ['applicant', 'household'],
    rows: { member: [{ id: 'row1', answers: { 'member.givenName': 'Ben', 'member.birthDate': '1990-01-31', 'member.earns': true, 'member.salary': 250000 }, saved: ['memberPerson', 'memberWork', 'memberIncome'] }] },
  });
});

test('without an entry, or with one that leaves a field open, a draft goes on with its version', () => {
  const { migrations: _none, ...without } = later();
  assert.equal(migrateDraft(before, without, draft), undefined);
  assert.equal(migrateDraft({ ...before, service: { ...before.service, version: '0.9.0' } }, later(), draft), undefined);
  assert.equal(migrateDraft(before, later({ rename: { 'member.income': 'member.salary' } }), draft), undefined);
});

test('a migration is refused that names what is not there, changes a type or moves a field out of its group', () => {
  const problems = (migration: Migration) => migrationProblems(before, later(), migration).join('; ');
  assert.equal(problems({ rename: { 'member.income': 'member.salary' }, remove: ['home.rooms'] }), '');
  assert.match(problems({ remove: ['home.rooms'] }), /field member\.income of version 1\.0\.0 is neither kept/u);
  assert.match(problems({ rename: { 'member.income': 'member.salary', 'home.rooms': 'member.salary' } }), /home\.rooms of version 1\.0\.0 cannot leave or enter a group as member\.salary/u);
  assert.match(problems({ rename: { 'member.income': 'member.givenName' }, remove: ['home.rooms'] }), /member\.income of version 1\.0\.0 is money, but member\.givenName is text/u);
  assert.match(problems({ remove: ['home.rooms', 'member.income', 'home.garden'] }), /version 1\.0\.0 has no field home\.garden/u);
});

test('a follow-up starts with what the package carries over, with new rows, nothing declared and every page to be looked at', () => {
  let ids = 0;
  const followed: ServicePackage = { ...before, followUp: { of: 'haushalt-anzeigen', fields: ['applicant.givenName', 'member.givenName', 'member.familyName', 'member.birthDate', 'declaration.truth'] } };
  const earlier = { service: 'haushalt-anzeigen', answers: { ...draft.answers, 'declaration.truth': true }, rows: { member: draft.rows!['member']!.map(({ answers }) => answers) } };
  assert.deepEqual(followUpDraft(followed, earlier, () => `new${(ids += 1)}`), {
    answers: { 'applicant.givenName': 'Anna' }, saved: [], rows: { member: [{ id: 'new1', answers: { 'member.givenName': 'Ben', 'member.birthDate': '1990-01-31' }, saved: ['memberPerson'] }] },
  });
});

test('a follow-up starts only from services that it names, of which there may be several', () => {
  const followed: ServicePackage = { ...before, followUp: { of: ['anders', 'haushalt-anzeigen'], fields: 'all' } };
  assert.deepEqual(followUpDraft(followed, { service: 'haushalt-anzeigen', answers: draft.answers }, () => '').answers, draft.answers);
  assert.deepEqual(followUpDraft(followed, { service: 'noch-anders', answers: draft.answers }, () => ''), { answers: {}, saved: [] });
});

test('a follow-up finds fields that the earlier service called otherwise, and leaves out what does not fit', () => {
  const followed: ServicePackage = {
    ...before, followUp: { of: 'anders', fields: 'all' },
    prefill: { sources: [{ id: 'anders', attributes: { 'person.vorname': 'applicant.givenName' }, consent: 'prefill.anders' }] },
  };
  assert.deepEqual(followUpDraft(followed, { service: 'anders', answers: { 'person.vorname': 'Anna', 'home.rooms': 900, 'unknown.field': 1, 'member.givenName': 'in no row' } }, () => ''), { answers: { 'applicant.givenName': 'Anna' }, saved: [] });
});

test('whatever an earlier application held, a follow-up is a draft that the form can show', () => {
  const followed: ServicePackage = { ...before, followUp: { of: 'haushalt-anzeigen', fields: 'all' } };
  const service = compileServicePackage(followed, emptyOverlay(followed));
  const value = fc.oneof(fc.string(), fc.integer(), fc.boolean());
  const answers = fc.dictionary(fc.constantFrom(...before.fields.map(({ id }) => id), 'unknown.field'), value);
  fc.assert(fc.property(answers, fc.dictionary(fc.constantFrom('member', 'pets'), fc.array(answers, { maxLength: 8 })), (given, rows) => {
    const situation = situationOf(service, followUpDraft(followed, { service: 'haushalt-anzeigen', answers: given, rows }, () => crypto.randomUUID()), plainDate('2026-05-20'));
    assert.ok((prunedRows(situation)?.['member']?.length ?? 0) <= 5);
    for (const [id, answer] of Object.entries(situation.answers)) assert.equal(typeof answer, { text: 'string', integer: 'number', boolean: 'boolean' }[before.fields.find((field) => field.id === id)!.type as 'text']);
  }));
});
