import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readPubliccode } from './read-publiccode.ts';
import { writePubliccode } from './write-publiccode.ts';

const root = join(import.meta.dirname, '../../..');

test('what we describe ourselves is written as conformant publiccode.yml 0.7, and read again it says the same', () => {
  const files = globSync(['solutions/*/publiccode.yml', 'apps/*/publiccode.yml', 'ops/apps/*/publiccode.yml', 'publiccode.yml'], { cwd: root });
  assert.ok(files.length > 25, `${files.length} files`);
  for (const file of files) {
    const first = readPubliccode(readFileSync(join(root, file)), file);
    assert.equal(first.kind, 'read', file);
    if (first.kind !== 'read') continue;
    const again = readPubliccode(writePubliccode(first.listing, { contact: 'Allmende' }), file);
    assert.equal(again.kind, 'read', file);
    if (again.kind !== 'read') continue;
    assert.deepEqual(again.conformance, { conformant: true, version: '0.7', problems: [] }, file);
    assert.deepEqual(again.normalised, [], file);
    assert.deepEqual(again.listing, { ...first.listing, publiccodeVersion: '0.7' }, file);
  }
});

test('texts that look like something else stay texts, and an entry with gaps is written with gaps', () => {
  const gaps = readPubliccode('name: "2026-11-22"\ndescription:\n  de:\n    shortDescription: "yes"\n    longDescription: "a: b # c\\n- [x]\\n\\ttab"\n', 'x');
  assert.ok(gaps.kind === 'read');
  const again = readPubliccode(writePubliccode(gaps.listing), 'x');
  assert.ok(again.kind === 'read');
  assert.deepEqual(again.listing, { ...gaps.listing, publiccodeVersion: '0.7' });
});
