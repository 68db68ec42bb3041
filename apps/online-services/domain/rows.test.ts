import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { plainDate } from '@allmende/time';
import { theHouseholdService } from '../testing/a-household.ts';
import { CHECK_PAGE } from './compile-service-package.ts';
import { completeness } from './completeness.ts';
import { filledDraft } from './filled-draft.ts';
import { parsePageInput, parseRowInput } from './parse-page-input.ts';
import { computeValues, nextOpenPage, openPageOfRow, pageAt, prunedRows, rowPageAt, statusOfPages } from './path.ts';
import { rowHeading } from './row-name.ts';
import type { Value } from './rules/value.ts';
import { addRow, askedPages, removeRow, savePage, saveRowPage, situationOf, startDraft, type Draft } from './situation.ts';

const service = theHouseholdService();
const today = plainDate('2026-05-20');
const list = service.page('household')!.list!;
const at = (draft: Draft) => situationOf(service, draft, today);
const begun = savePage(at(startDraft()), 'applicant', { 'applicant.givenName': 'Anna', 'applicant.familyName': 'Beispiel' });

/** A household with a row for each of the answers, every page of the rows saved. */
function household(...rows: readonly Readonly<Record<string, Value>>[]): Draft {
  return { ...begun, saved: ['applicant', 'household'], rows: { member: rows.map((answers, index) => ({ id: `row${index}`, answers, saved: list.pages.map(({ id }) => id) })) } };
}

const adult = { 'member.givenName': 'Ben', 'member.birthDate': '1990-01-31', 'member.earns': true, 'member.income': 250000 };
const child = { 'member.givenName': 'Cem', 'member.birthDate': '2020-01-31' };

const birthDates = fc.constantFrom('1950-02-03', '1990-12-31', '2008-05-20', '2008-05-21', '2020-06-01');
const rowAnswers = fc.record({
  'member.givenName': fc.string({ minLength: 1, maxLength: 8 }), 'member.familyName': fc.string({ minLength: 1, maxLength: 8 }), 'member.birthDate': birthDates, 'member.earns': fc.boolean(), 'member.income': fc.integer({ min: 0, max: 900_000 }),
}, { requiredKeys: [] });
const draftRows = fc.uniqueArray(fc.record({ id: fc.uuid(), answers: rowAnswers, saved: fc.subarray(['memberPerson', 'memberWork', 'memberIncome']) }), { selector: ({ id }) => id, maxLength: 7 });
const drafts = fc.record({
  answers: fc.record({ 'applicant.givenName': fc.constant('A'), 'applicant.familyName': fc.constant('B'), 'home.rooms': fc.integer({ min: 1, max: 50 }), 'member.givenName': fc.constant('in no row') }, { requiredKeys: [] }),
  saved: fc.subarray(['applicant', 'household', 'home']), rows: fc.record({ member: draftRows, gone: draftRows }, { requiredKeys: [] }),
}) as fc.Arbitrary<Draft>;

test('the rows that leave the form hold the answers of asked inner pages and nothing else', () => {
  fc.assert(fc.property(drafts, (draft) => {
    const situation = at(draft);
    assert.deepEqual(Object.keys(prunedRows(situation) ?? {}), ['member']);
    assert.equal(Object.hasOwn(situation.answers, 'member.givenName'), false);
    const { rows = [] } = pageAt(situation, 'household')!;
    rows.forEach((row, index) => {
      const asked = new Set(row.pages.flatMap(({ fields }) => fields.map(({ field }) => field.id)));
      const given = draft.rows?.['member']?.[index]?.answers ?? {};
      assert.deepEqual(prunedRows(situation)!['member']![index], Object.fromEntries(Object.entries(given).filter(([id, value]) => asked.has(id) && value !== undefined)));
    });
  }));
});

test('leaving out what does not count changes nothing, and the same draft always gives the same', () => {
  fc.assert(fc.property(drafts, (draft) => {
    const before = at(draft);
    assert.deepEqual(prunedRows(at(draft)), prunedRows(before));
    const lean: Draft = { ...draft, answers: before.answers, rows: { member: (draft.rows?.['member'] ?? []).map((row, index) => ({ ...row, answers: before.rows['member']![index]! })) } };
    const after = at(lean);
    assert.deepEqual(statusOfPages(after), statusOfPages(before));
    assert.deepEqual(prunedRows(after), prunedRows(before));
    assert.deepEqual(computeValues(after), computeValues(before));
    assert.deepEqual(completeness(after), completeness(before));
  }));
});

test('the path always ends: filling in the open page again and again reaches the check page', () => {
  fc.assert(fc.property(drafts, fc.boolean(), (started, earns) => {
    let draft: Draft = started;
    for (let step = 0; ; step += 1) {
      const situation = at(draft);
      const open = nextOpenPage(situation);
      if (open === CHECK_PAGE) return;
      assert.ok(step < 40, 'more steps than pages and rows');
      const { rows } = pageAt(situation, open)!;
      if (!rows) {
        draft = savePage(situation, open, { 'applicant.givenName': 'A', 'applicant.familyName': 'B', 'home.rooms': 2 });
        continue;
      }
      const [problem] = parsePageInput(situation, open, {}, 'de').problems;
      const unfinished = rows.find(({ state }) => state === 'open');
      if (!problem) draft = savePage(situation, open, {});
      else if (problem.code === 'too-many') draft = removeRow(situation, open, rows.at(-1)!.id);
      else if (unfinished) draft = saveRowPage(situation, { page: openPageOfRow(unfinished)!, row: unfinished.id }, { 'member.givenName': 'C', 'member.birthDate': '1980-01-01', 'member.earns': earns, 'member.income': 1 });
      else {
        const added = addRow(situation, open, `added${step}`);
        draft = added === 'full' ? removeRow(situation, open, rows[0]!.id) : added.draft;
      }
    }
  }));
});

test('removing a row that was just added gives the rows from before', () => {
  fc.assert(fc.property(drafts, (draft) => {
    const before = draft.rows?.['member'] ?? [];
    const added = addRow(at(draft), 'household', 'new');
    if (added === 'full') {
      assert.ok(before.length >= list.group.max);
      return;
    }
    if (added.row !== 'new') {
      assert.deepEqual(added.draft, draft);
      return;
    }
    assert.deepEqual(removeRow(at(added.draft), 'household', added.row).rows?.['member'], before);
  }));
});

test('conditions of inner pages look at their own row, results at all of them', () => {
  const situation = at(household(adult, child));
  assert.deepEqual(pageAt(situation, 'household')!.rows!.map(({ pages }) => pages.map(({ state }) => state)), [['done', 'done', 'done'], ['done', 'skipped', 'skipped']]);
  assert.deepEqual(computeValues(situation), { people: 2, income: 250000 });
  assert.deepEqual(statusOfPages(situation).map(({ id, state }) => `${id} ${state}`), ['applicant done', 'household done', 'home open']);
});

test('a list is known only once it was saved: before that nothing is counted', () => {
  const situation = at({ ...household(adult, child), saved: ['applicant'] });
  assert.deepEqual(computeValues(situation), { people: undefined, income: undefined });
  assert.deepEqual(statusOfPages(situation).map(({ id }) => id), ['applicant', 'household']);
});

test('a row that is added or changed opens its list again', () => {
  const done = at(household(adult));
  assert.equal(pageAt(done, 'household')!.state, 'done');
  const added = addRow(done, 'household', 'row9');
  assert.ok(added !== 'full');
  assert.equal(pageAt(at(added.draft), 'household')!.state, 'open');
  const older = saveRowPage(done, { page: 'memberPerson', row: 'row0' }, { 'member.givenName': 'Ben' });
  assert.deepEqual(completeness(at(older)).missing[0], { page: 'memberPerson', field: 'member.birthDate', row: 1 });
});

test('a second click on add gives the same empty row, and a full list takes no more', () => {
  const first = addRow(at(begun), 'household', 'row1');
  assert.ok(first !== 'full');
  const second = addRow(at(first.draft), 'household', 'row2');
  assert.deepEqual(second, { draft: first.draft, row: 'row1' });
  assert.equal(addRow(at(household(adult, adult, adult, adult, adult)), 'household', 'row9'), 'full');
});

test('going on from a list is refused with too few rows, with unfinished rows and when a check fails', () => {
  const codes = (draft: Draft) => parsePageInput(at(draft), 'household', {}, 'de').problems.map(({ code, pointer, message }) => [code, pointer, message]);
  assert.deepEqual(codes(begun), [['too-few', '/member', 'Fügen Sie bei „Personen im Haushalt“ mindestens einen Eintrag hinzu.']]);
  assert.deepEqual(codes(household(adult, { 'member.givenName': 'Ohne Geburtsdatum' })), [['row-open', '/member.row1', 'Ergänzen Sie die Angaben zu „Person 2“, oder entfernen Sie den Eintrag.']]);
  assert.deepEqual(codes(household(child)), [['check-oneAdult', '/member', 'Mindestens eine Person muss volljährig sein.']]);
  assert.deepEqual(codes(household(adult, child)), []);
});

test('what is wrong with a list is said in the language in which the service asks, also to who reads another', () => {
  const messages = (draft: Draft, language: string) => parsePageInput(at(draft), 'household', {}, language).problems.map(({ message }) => message);
  for (const language of ['uk', 'ar', 'en']) {
    assert.deepEqual(messages(begun, language), ['Add at least one entry to “People in the household”.'], language);
    assert.deepEqual(messages(household(adult, { 'member.givenName': 'Ohne Geburtsdatum' }), language), ['Complete the answers for “Person 2”, or remove the entry.'], language);
  }
});

test('the form of an inner page is read for its row, checks included', () => {
  const situation = at(household(adult, child));
  const page = rowPageAt(situation, { page: 'memberPerson', row: 'row1' })!;
  const input = parseRowInput(situation, page, { 'member.givenName': 'Cem', 'member.birthDate.day': '1', 'member.birthDate.month': '1', 'member.birthDate.year': '2030' }, 'de');
  assert.deepEqual(input.problems.map(({ code }) => code), ['check-born']);
  assert.equal(rowPageAt(situation, { page: 'memberIncome', row: 'row1' }), undefined, 'a page that this row is not asked');
  assert.equal(rowPageAt(situation, { page: 'memberPerson', row: 'row9' }), undefined, 'a row that is not there');
});

test('a row is headed with its number, how many there are, and its name', () => {
  const { rows = [] } = pageAt(at(household({ ...adult, 'member.familyName': 'Beispiel' }, {})), 'household')!;
  assert.equal(rowHeading(service.texts('de'), list, rows[0]!, 2), 'Person 1 von 2: Ben Beispiel');
  assert.equal(rowHeading(service.texts('en'), list, rows[1]!, 2), 'Person 2 of 2');
});

test('what was sent is read again as it was, row by row', () => {
  const before = at({ ...household(adult, child), answers: { ...begun.answers, 'home.rooms': 3 } });
  const again = at(filledDraft(service, { answers: before.answers, rows: prunedRows(before) }));
  assert.deepEqual(again.rows, before.rows);
  assert.deepEqual(computeValues(again), computeValues(before));
  assert.deepEqual(askedPages(again).map(({ page, row }) => `${page.id} ${row?.number ?? ''}`.trim()), ['applicant', 'household', 'memberPerson 1', 'memberWork 1', 'memberIncome 1', 'memberPerson 2', 'home', 'check']);
});
