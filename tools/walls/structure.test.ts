import assert from 'node:assert/strict';
import { test } from 'node:test';
import { repositoryFolder } from '../test/repository-folder.ts';
import { checkCatchAlls, checkDecisions, checkFolderKinds, checkPathsInDocs } from './check-structure.ts';
import { checkDeclaredNeighbours } from './declared-neighbours.ts';
import { plantHouse } from './plant-house.ts';

test('rooms hold only folders and files of known kinds', () => {
  assert.deepEqual(checkFolderKinds(repositoryFolder), []);
});

test('no folder is a catch-all', () => {
  assert.deepEqual(checkCatchAlls(repositoryFolder), []);
});

test('every decision has a number of its own and all its parts', () => {
  assert.deepEqual(checkDecisions(repositoryFolder), []);
});

test('every path that a document names exists', () => {
  assert.deepEqual(checkPathsInDocs(repositoryFolder), []);
});

test('every package declares what it imports', () => {
  const { undeclared, devOnly, packages } = checkDeclaredNeighbours(repositoryFolder);

  assert.ok(packages > 20, `only ${packages} packages were seen: the guard is blind`);
  assert.deepEqual([...undeclared, ...devOnly], []);
});

test('planted faults of structure are found, each by its check', async () => {
  const decision = (without: string) => ['Context', 'Options', 'Decision', 'Consequences', 'Status'].filter((part) => part !== without).map((part) => `\n## ${part}\n`).join('');
  await using house = await plantHouse({
    'apps/cases/services/open.ts': '',
    'apps/cases/notes.txt': '',
    'kernel/errors/utils/text.ts': '',
    'docs/adr/0001-one.md': decision(''),
    'docs/adr/0001-two.md': decision('Options'),
    'docs/adr/three.md': decision(''),
    'docs/guide.md': 'See [the map](map.md), `apps/cases/index.ts`, `apps/cases/absent.ts`, `apps/<room>/index.ts`.\n\n```\napps/cases/example.ts\n```\n',
    'apps/cases/actions/open-case.ts': "import 'kysely';\nimport { here } from '@allmende/register';\nexport const a = here;\n",
  });

  assert.deepEqual(checkFolderKinds(house.root).map((problem) => problem.split(' ')[0]).sort(), ['apps/cases/notes.txt', 'apps/cases/services']);
  assert.deepEqual(checkCatchAlls(house.root).map((problem) => problem.split(' ')[0]), ['kernel/errors/utils']);
  assert.deepEqual(checkDecisions(house.root), [
    'docs/adr/0001-two.md has the number of docs/adr/0001-one.md',
    'docs/adr/0001-two.md lacks the part "Options"',
    'docs/adr/three.md has no number of four digits',
  ]);
  assert.deepEqual(checkPathsInDocs(house.root), ['docs/guide.md names map.md, which does not exist', 'docs/guide.md names apps/cases/absent.ts, which does not exist']);
  assert.deepEqual(checkDeclaredNeighbours(house.root).undeclared, [
    'apps/cases/actions/open-case.ts imports kysely, which apps/cases/package.json does not declare',
    'apps/cases/actions/open-case.ts imports @allmende/register, which apps/cases/package.json does not declare',
  ]);
});
