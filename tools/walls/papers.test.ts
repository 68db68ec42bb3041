import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { repositoryFolder } from '../test/repository-folder.ts';

const read = (path: string) => readFileSync(join(repositoryFolder, path), 'utf8');

test('every licence that a file is under has its text in LICENSES, and no text is without a file', () => {
  const stated = [...read('REUSE.toml').matchAll(/SPDX-License-Identifier = "([^"]+)"/g)].map((match) => match[1]);
  const texts = readdirSync(join(repositoryFolder, 'LICENSES')).map((file) => file.replace(/\.txt$/, ''));

  assert.deepEqual([...new Set(stated)].sort(), texts.sort());
});

test('the licence of the project is the full EUPL-1.2', () => {
  assert.equal(read('LICENSE'), read('LICENSES/EUPL-1.2.txt'));
  assert.match(read('LICENSE'), /^EUROPEAN UNION PUBLIC LICENCE v\. 1\.2\n[\s\S]*\n\s*Appendix\n/);
});

test('every package states the licence of the project', () => {
  const manifests = ['package.json', 'tools/package.json', 'e2e/package.json'].map((path) => JSON.parse(read(path)) as { license?: string });

  assert.deepEqual(manifests.map((manifest) => manifest.license), ['EUPL-1.2', 'EUPL-1.2', 'EUPL-1.2']);
});
