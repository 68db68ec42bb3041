import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readServicePackage, type LocatedProblem } from '../data/read-service-package.ts';
import { newPackage } from '../actions/new-package.ts';
import { HOUSEHOLD_FOLDER } from '../testing/a-household.ts';

type Change = readonly [file: string, change: (text: string) => string];

/** Reads a copy of the household in which files were changed. */
function withChanges(...changes: readonly Change[]): readonly LocatedProblem[] {
  const folder = mkdtempSync(join(tmpdir(), 'package-'));
  try {
    cpSync(HOUSEHOLD_FOLDER, folder, { recursive: true });
    for (const [file, change] of changes) {
      let before = '';
      try {
        before = readFileSync(join(folder, file), 'utf8');
      } catch { /* A file that is new. */ }
      const after = change(before);
      assert.notEqual(after, before, 'the change must change something');
      writeFileSync(join(folder, file), after);
    }
    const result = readServicePackage(folder);
    return 'problems' in result ? result.problems : [];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const MISTAKES: readonly (readonly [string, string, (text: string) => string, RegExp])[] = [
  ['a field of a group outside of it', 'flow.yaml', (text) => text.replace('fields: [home.rooms]', 'fields: [home.rooms, member.income]').replace('fields: [member.income]', 'fields: [member.earns2]'), /field member\.income belongs to the group member/u],
  ['a field without the group\'s id on an inner page', 'flow.yaml', (text) => text.replace('member.birthDate]', 'member.birthDate, home.rooms]').replace('fields: [home.rooms]', 'fields: [applicant.email]'), /field home\.rooms does not belong to the group member/u],
  ['a list of an unknown group', 'flow.yaml', (text) => text.replace('repeat: member', 'repeat: person'), /page household repeats unknown group person/u],
  ['a list without inner pages', 'flow.yaml', (text) => text.replace(/ {4}pages:\n(?: {6}.*\n)+/u, ''), /page household repeats a group but has no inner pages/u],
  ['a list with fields of its own', 'flow.yaml', (text) => text.replace('repeat: member\n', 'repeat: member\n    fields: [home.rooms]\n'), /its fields belong on its inner pages/u],
  ['a page that asks nothing', 'flow.yaml', (text) => text.replace(', fields: [applicant.givenName, applicant.familyName]', ''), /page applicant asks no fields/u],
  ['a group that is listed twice', 'flow.yaml', (text) => text.replace('  - { id: home,', '  - { id: again, repeat: member, pages: [{ id: more, fields: [member.income] }] }\n  - { id: home,').replace('fields: [member.income] }\n', 'fields: [member.more] }\n'), /must be repeated by exactly one page, not by 2/u],
  ['more rows at least than at most', 'flow.yaml', (text) => text.replace('min: 1', 'min: 9'), /at least 9 and at most 5/u],
  ['more rows than anybody may have', 'flow.yaml', (text) => text.replace('max: 5', 'max: 5000'), /<= 200/u],
  ['a name that is no field of the group', 'flow.yaml', (text) => text.replace('namedBy: [member.givenName,', 'namedBy: [applicant.givenName,'), /cannot be named by applicant\.givenName/u],
  ['an inner page that stands twice', 'flow.yaml', (text) => text.replace('id: memberIncome', 'id: applicant'), /applicant stands here twice/u],
  ['a row rule as condition of a page outside', 'flow.yaml', (text) => text.replace('when: large', 'when: memberEarns'), /memberEarns reads a row of the group member: it can be a condition on the inner pages of that group only/u],
  ['a row rule as result', 'rules.yaml', (text) => text.replace('results: [people,', 'results: [memberIncome, people,'), /a result is worked out once for the whole application/u],
  ['an inner page that waits for all rows', 'flow.yaml', (text) => text.replace('when: memberEarns', 'when: large'), /condition large looks at member, which is asked later/u],
  ['an inner page that looks ahead in its row', 'flow.yaml', (text) => text.replace('when: memberAdult', 'when: memberEarns'), /condition memberEarns looks at member\.earns, which is asked later/u],
  ['an earlier page that looks at the rows', 'flow.yaml', (text) => text.replace('id: applicant,', 'id: applicant, when: large,'), /condition large looks at member, which is asked later/u],
  ['a check of the group that reads one row', 'rules.yaml', (text) => text.replace("'any(member, memberAdult)'", 'memberAdult'), /check oneAdult reads a row of the group member, but member is no field of a row/u],
  ['an aggregate over nothing of the group', 'rules.yaml', (text) => text.replace('sum(member, memberIncome)', 'sum(member, 5€)'), /reads nothing of a row of member/u],
  ['a missing text of a group', 'texts.en.yaml', (text) => text.replace("one: 'Person {number}', ", ''), /text group\.member\.one is missing/u],
  ['a sample with another way through a row', 'tests/couple-with-child.yaml', (text) => text.replace('[memberPerson, memberWork], [memberPerson]]', '[memberPerson], [memberPerson]]'), /rowPaths of member is/u],
  ['a condition that can never hold', 'rules.yaml', (text) => text.replace('people >= 2', 'people >= 2 and false'), /can never hold/u],
];

for (const [mistake, file, change, expected] of MISTAKES) {
  test(`refuses a package with ${mistake} and names the file and the line`, () => {
    const problems = withChanges([file, change]);
    assert.match(problems.map(({ message }) => message).join('\n'), expected);
    const found = problems.find(({ message }) => expected.test(message));
    assert.ok(found && found.line > 0 && found.file !== '', JSON.stringify(found));
  });
}

test('what comes from elsewhere must lead to fields of the package', () => {
  const messages = withChanges(
    ['prefill.yaml', () => 'sources:\n  - { id: register, attributes: { name: applicant.nickname }, consent: prefill.register }\n'],
    ['follow-up.yaml', () => 'of: haushalt-anzeigen\nfields: [applicant.givenName, applicant.street, declaration.truth]\n'],
    ['migrations.yaml', () => 'migrations:\n  1.0.0: {}\n  0.9.0: { rename: { member.a: member.income, member.b: member.income, home.a: home.garden }, remove: [home.a] }\n'],
  ).map(({ file, message }) => `${file} ${message}`);
  for (const expected of [
    'prefill.yaml unknown field applicant.nickname', 'follow-up.yaml unknown field applicant.street', 'follow-up.yaml declaration.truth is a declaration: each application makes its own', 'migrations.yaml leads from the version itself',
    'migrations.yaml two answers would become member.income', 'migrations.yaml unknown field home.garden', 'migrations.yaml home.a is both renamed and removed', 'texts.de.yaml text prefill.register is missing',
  ]) assert.ok(messages.includes(expected), `${expected}\n${messages.join('\n')}`);
});

test('a new package passes every check under any name that a folder may have', () => {
  const parent = mkdtempSync(join(tmpdir(), 'package-'));
  try {
    for (const name of ['a', 'meine-leistung', 'x9']) {
      assert.equal(newPackage({ folder: join(parent, name) }).outcome, 'made');
      const read = readServicePackage(join(parent, name));
      assert.deepEqual('problems' in read ? read.problems : [], []);
      assert.equal(newPackage({ folder: join(parent, name) }).outcome, 'folder-taken');
    }
    for (const name of ['Neu', '9x', 'ä']) assert.equal(newPackage({ folder: join(parent, name) }).outcome, 'folder-name');
  } finally {
    rmSync(parent, { recursive: true });
  }
});
