import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { readPackageFolder } from '@allmende/app-packages';
import { currentAppSchema } from './write-app-schema.ts';

const root = path.join(import.meta.dirname, '../..');

test('the published schema of app packages is the one that the code checks with (write it anew: node tools/schemas/write-app-schema.ts)', async () => {
  assert.equal(await readFile(path.join(root, 'docs/schemas/allmende-app-1.json'), 'utf8'), currentAppSchema());
});

test('every package that ships with the platform passes its check, with nothing to say but that its images are not built here', async () => {
  const folders = globSync('ops/apps/*/allmende-app.yaml', { cwd: root }).map((file) => path.dirname(path.join(root, file)));
  assert.ok(folders.length >= 3, `${folders.length} packages`);
  for (const folder of folders) {
    const { package: app, problems } = await readPackageFolder(folder);
    assert.ok(app, folder);
    assert.deepEqual(problems.filter(({ code }) => code !== 'no-digest'), [], folder);
  }
});

test('a package is described in the same words as its entry in the store', async () => {
  const words = async (file: string) => (await readFile(path.join(root, file), 'utf8')).split('\n').filter((line) => !line.startsWith('#') && !line.startsWith('softwareVersion:')).join('\n');
  for (const [folder, solution] of [['node-red', 'node-red'], ['node-red-4', 'node-red'], ['dokuwiki', 'dokuwiki']] as const) {
    assert.equal(await words(`ops/apps/${folder}/publiccode.yml`), await words(`solutions/${solution}/publiccode.yml`), folder);
  }
});
