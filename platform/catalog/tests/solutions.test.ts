import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { readPubliccode } from '../domain/read-publiccode.ts';

const folder = join(import.meta.dirname, '../../../solutions');
const slugs = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);

test('at least 25 solutions ship with the store', () => {
  assert.ok(slugs.length >= 25, `${slugs.length} solutions`);
});

test('every shipped solution is strictly conformant, without a hint, and described in German', () => {
  for (const slug of slugs) {
    const reading = readPubliccode(readFileSync(join(folder, slug, 'publiccode.yml')), slug);
    assert.equal(reading.kind, 'read', slug);
    if (reading.kind !== 'read') continue;
    assert.deepEqual(reading.conformance.problems, [], slug);
    assert.deepEqual(reading.normalised, [], slug);
    assert.ok(reading.listing.descriptions['de'], slug);
    assert.ok(reading.listing.categories.length > 0, slug);
    assert.equal(reading.listing.licence?.recognised, true, slug);
  }
});

test('every shipped solution names the repository, the full commit and the files it was read from', () => {
  for (const slug of slugs) {
    const origin = parse(readFileSync(join(folder, slug, 'origin.yaml'), 'utf8')) as { repository: string; commit: string; readOn: string; filesRead: string[]; alsoRead?: { path: string; commit: string }[] };
    assert.match(origin.repository, /^https:\/\/[^ ]+\/[^ ]+\/[^ ]+$/, slug);
    assert.match(origin.commit, /^[0-9a-f]{40}$/, slug);
    assert.match(origin.readOn, /^\d{4}-\d{2}-\d{2}$/, slug);
    assert.ok(origin.filesRead.length > 0, slug);
    for (const { commit } of origin.alsoRead ?? []) assert.match(commit, /^[0-9a-f]{40}$/, slug);
  }
});
