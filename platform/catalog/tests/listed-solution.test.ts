import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ANONYMOUS, systemActor } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { testDatabase } from '@allmende/database/testing';
import { fixedClock } from '@allmende/time';
import { catalogMigrations, getSolution, importCatalog, listedSolution, searchCatalog, UnreadableDescription } from '../index.ts';

const { database } = await testDatabase([auditMigrations, catalogMigrations]);
const ctx = { database, clock: fixedClock('2026-11-22T10:00:00Z'), actor: systemActor('operator-command') };
const folder = join(import.meta.dirname, '../../../solutions');
const wiki = readFileSync(join(folder, 'dokuwiki', 'publiccode.yml'), 'utf8');

test('a solution that the store does not know is listed by its own description, once', async () => {
  assert.equal(await listedSolution(ctx, { publiccode: wiki, name: 'dokuwiki' }), 'dokuwiki');
  assert.equal(await listedSolution(ctx, { publiccode: wiki.replace('Ein Wiki für', 'Das Wiki für'), name: 'other-word' }), 'dokuwiki');
  assert.match((await getSolution(ctx, { slug: 'dokuwiki' })).listing.descriptions['de']?.shortDescription ?? '', /^Ein Wiki/u);
  assert.equal((await searchCatalog(ctx, { query: 'Wiki' })).entries[0]?.slug, 'dokuwiki');
});

test('an import of the same repository takes the entry over and keeps its address', async () => {
  const report = await importCatalog(ctx, { path: join(folder, 'dokuwiki') });
  assert.deepEqual([report.added, report.changed], [0, 1]);
  assert.equal((await getSolution(ctx, { slug: 'dokuwiki' })).provenance?.commit?.length, 40);
  assert.equal(await listedSolution(ctx, { publiccode: wiki, name: 'dokuwiki' }), 'dokuwiki');
});

test('what is no YAML and who may not are refused', async () => {
  await assert.rejects(listedSolution(ctx, { publiccode: 'name: [', name: 'x' }), UnreadableDescription);
  await assert.rejects(listedSolution({ ...ctx, actor: ANONYMOUS }, { publiccode: wiki, name: 'dokuwiki' }));
});
