import assert from 'node:assert/strict';
import { test } from 'node:test';
import { repositoryFolder } from '../test/repository-folder.ts';
import { cruiseHouse } from './cruise-house.ts';
import { importRules } from './import-rules.ts';
import { plantHouse } from './plant-house.ts';

test('every import of the house goes where the storeys and rooms allow', async () => {
  const { modules, violations } = await cruiseHouse(repositoryFolder);

  assert.ok(modules > 200, `only ${modules} files were seen: the guard is blind`);
  assert.deepEqual(violations.map(({ rule, from, to, why }) => `${from} → ${to} (${rule}: ${why})`), []);
});

test('a house that obeys the rules passes', async () => {
  await using house = await plantHouse({
    'apps/cases/domain/case.ts': "import { here } from './errors.ts';\nimport { createHash } from 'node:crypto';\nimport type { here as place } from '@allmende/register';\nexport const a = [here, createHash] as unknown as typeof place;\n",
    'apps/cases/domain/errors.ts': "export { here } from '@allmende/errors';\n",
    'apps/cases/data/case.ts': "import 'kysely';\nimport '../domain/case.ts';\nimport '@allmende/database';\n",
    'apps/cases/actions/open-case.ts': "import '../data/case.ts';\nimport '../domain/case.ts';\nimport '@allmende/register';\n",
    'apps/cases/web/pages/case.ts': "import '../../actions/open-case.ts';\nimport './case.view.ts';\n",
    'apps/cases/web/pages/case.view.ts': "import type { here } from '../../actions/open-case.ts';\nexport const a = (x: typeof here) => x;\n",
    'apps/cases/clients/mail.ts': "import 'undici';\n",
    'apps/cases/tests/case.test.ts': "import '@allmende/register/testing';\nimport '@allmende/register/module';\nimport 'pg';\n",
    'processes/web/start.ts': "import '@allmende/cases/module';\n",
  });

  const { modules, violations } = await cruiseHouse(house.root);

  assert.ok(modules > 30);
  assert.deepEqual(violations, []);
});

// One planted fault for each rule: the file that breaks it, and nothing else that does.
const planted: Record<string, Record<string, string>> = {
  'kernel-knows-no-business': { 'kernel/errors/plant.ts': "import '@allmende/register';\n" },
  'platform-below-apps': { 'platform/register/plant.ts': "import '@allmende/cases';\n" },
  'apps-are-registered-not-run': { 'apps/cases/plant.ts': "import '@allmende/web';\n" },
  'processes-stand-alone': { 'processes/web/plant.ts': "import '../../tools/bench/index.ts';\n" },
  'no-cycle': { 'apps/cases/plant.ts': "import './other.ts';\n", 'apps/cases/other.ts': "import './plant.ts';\n" },
  'only-public-exports': { 'apps/cases/plant.ts': "import '../../platform/register/domain/place.ts';\n", 'platform/register/domain/place.ts': 'export const a = 1;\n' },
  'module-for-processes': { 'apps/cases/plant.ts': "import '@allmende/register/module';\n" },
  'testing-only-from-tests': { 'apps/cases/plant.ts': "import '@allmende/register/testing';\n" },
  'every-import-resolves': { 'apps/cases/plant.ts': "import './absent.ts';\n" },
  'domain-is-pure': { 'apps/cases/domain/plant.ts': "import 'node:fs';\n" },
  'data-knows-its-domain': { 'apps/cases/data/plant.ts': "import '../actions/open-case.ts';\n", 'apps/cases/actions/open-case.ts': 'export const a = 1;\n' },
  'no-query-across-rooms': { 'apps/cases/data/plant.ts': "import '@allmende/register';\n" },
  'clients-know-their-domain': { 'apps/cases/clients/plant.ts': "import '../data/case.ts';\n", 'apps/cases/data/case.ts': 'export const a = 1;\n' },
  'actions-do-not-know-pages': { 'apps/cases/actions/plant.ts': "import '../web/pages/case.ts';\n", 'apps/cases/web/pages/case.ts': 'export const a = 1;\n' },
  'jobs-call-actions': { 'apps/cases/jobs/plant.ts': "import '../data/case.ts';\n", 'apps/cases/data/case.ts': 'export const a = 1;\n' },
  'web-calls-actions': { 'apps/cases/web/pages/plant.ts': "import '../../data/case.ts';\n", 'apps/cases/data/case.ts': 'export const a = 1;\n' },
  'views-get-plain-data': { 'apps/cases/web/pages/plant.view.ts': "import '../../actions/open-case.ts';\n", 'apps/cases/actions/open-case.ts': 'export const a = 1;\n' },
  'sql-only-in-data': { 'apps/cases/actions/plant.ts': "import 'kysely';\n" },
  'outside-only-in-clients': { 'apps/cases/actions/plant.ts': "import 'node:https';\n" },
};

test('every rule has a planted fault', () => {
  assert.deepEqual(Object.keys(planted), importRules([]).map((rule) => rule.name));
});

for (const [rule, files] of Object.entries(planted)) {
  test(`the guard is awake: ${rule}`, async () => {
    await using house = await plantHouse(files);

    const { violations } = await cruiseHouse(house.root);

    assert.deepEqual([...new Set(violations.map((violation) => violation.rule))], [rule]);
  });
}

test('a type that only looks across a wall is allowed into the domain, a value is not', async () => {
  await using house = await plantHouse({
    'apps/cases/domain/type.ts': "import type { here } from '@allmende/register';\nexport type A = typeof here;\n",
    'apps/cases/domain/value.ts': "import { here } from '@allmende/register';\nexport const a = here;\n",
  });

  const { violations } = await cruiseHouse(house.root);

  assert.deepEqual(violations.map((violation) => violation.from), ['apps/cases/domain/value.ts']);
});
