import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { repositoryFolder } from '../test/repository-folder.ts';
import { findForbiddenUses, useRuleNames } from './find-forbidden-uses.ts';
import { sourceFiles } from './source-files.ts';

test('clock, environment and outside world are touched only where they belong, and reminders name an issue', () => {
  const files = sourceFiles(repositoryFolder);
  const found = files.flatMap((file) => findForbiddenUses(file, readFileSync(join(repositoryFolder, file), 'utf8')).map((use) => `${file}:${use.line} (${use.rule}: ${use.why})`));

  assert.ok(files.length > 200, `only ${files.length} files were read: the guard is blind`);
  assert.deepEqual(found, []);
});

const planted: readonly (readonly [string, string])[] = [
  ['clock-only-in-time', 'export const a = Date.now();'],
  ['clock-only-in-time', 'export const a = new Date();'],
  ['clock-only-in-time', 'export const a = new Date;'],
  ['clock-only-in-time', "export const a = Date['now']();"],
  ['clock-only-in-time', 'export const a = Temporal.Now.instant();'],
  ['environment-only-in-config', 'export const a = process.env.HOME;'],
  ['environment-only-in-config', "export const a = process['env'];"],
  ['environment-only-in-config', "import { env } from 'node:process';\nexport const a = env;"],
  ['outside-only-in-clients', "export const a = fetch('https://example.org');"],
  ['outside-only-in-clients', "export const a = globalThis.fetch('https://example.org');"],
  ['outside-only-in-clients', "export const a = new WebSocket('wss://example.org');"],
  ['deferred-work-has-an-issue', '// TO' + 'DO later\nexport const a = 1;'],
  ['deferred-work-has-an-issue', 'export const a = () => {\n  /* FIX' + 'ME */\n};'],
];

test('every rule has a planted fault', () => {
  assert.deepEqual([...new Set(planted.map(([rule]) => rule))], useRuleNames);
});

for (const [rule, text] of planted) {
  test(`the guard is awake: ${rule} in ${JSON.stringify(text)}`, () => {
    assert.deepEqual([...new Set(findForbiddenUses('apps/cases/actions/plant.ts', text).map((use) => use.rule))], [rule]);
  });
}

test('words in texts and comments, given instants and reminders with an issue are no faults', () => {
  const text = '// Date.now() is forbidden here. TODO(#12)\nexport const a = [new Date(0), "process.env", { fetch: 1 }.fetch];';

  assert.deepEqual(findForbiddenUses('apps/cases/actions/plant.ts', text), []);
});

test('the few folders that may, may', () => {
  assert.deepEqual(findForbiddenUses('kernel/time/clock.ts', 'export const a = new Date();'), []);
  assert.deepEqual(findForbiddenUses('kernel/config/config.ts', 'export const a = process.env;'), []);
  assert.deepEqual(findForbiddenUses('apps/delivery/clients/fit-connect.ts', "export const a = fetch('https://example.org');"), []);
});
