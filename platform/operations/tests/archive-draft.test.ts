import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { newId } from '@allmende/database';
import { putFile, storeFile } from '@allmende/files';
import { createDataKey, newSecretKey } from '@allmende/secrets';
import { ZipFile } from 'yazl';
import { eraseArchives } from '../actions/erase-archives.ts';
import { insertDraft } from '../data/archive-draft.ts';
import { restoreInstance } from '../index.ts';
import { openWiki } from '../testing/open-wiki.ts';
import { openStand } from './stand.ts';

const DAY = 86_400_000;
const { house, newAuthority } = await openStand();
const objectsOf = async (tenant: string) => {
  const folder = path.join(house.config.filesDir, tenant);
  return existsSync(folder) ? readdir(folder) : [];
};
const open = () => openWiki(house, newAuthority());
type Wiki = Awaited<ReturnType<typeof open>>;
const left = async (wiki: Wiki) => ({
  objects: (await objectsOf(wiki.town.tenant)).length, archives: (await wiki.see()).archives.length, drafts: (await wiki.town.sql('select from operations.archive_draft')).length, files: (await wiki.town.sql('select from files.file')).length,
});
const backUp = (wiki: Wiki, at = house) => wiki.operations.backUp(at, { tenant: wiki.town.tenant, instance: wiki.id });
/** Bytes without an archive, as a worker leaves them that is killed in the middle. */
const abandoned = async (wiki: Wiki) => {
  const id = newId();
  await house.database.inTenant(wiki.town.ctx.tenant, (tx) => insertDraft(tx, { fileId: id, instanceId: wiki.id, begunAt: house.clock.now() }));
  await storeFile(house, { tenant: wiki.town.ctx.tenant, id, key: newSecretKey(), source: (async function* () { yield Buffer.from('half an archive'); })() });
};

test('an archive that fails in the middle leaves nothing: no bytes, no rows', async () => {
  const wiki = await open();
  const { files } = wiki.runtime.generations.get(`${wiki.id}/1`) ?? assert.fail('it does not run');
  files.set('x'.repeat(500), 'a path that no archive takes');
  await assert.rejects(backUp(wiki), RangeError);
  assert.deepEqual(await left(wiki), { objects: 0, archives: 0, drafts: 0, files: 0 });
  files.delete('x'.repeat(500));
  await backUp(wiki);
  assert.deepEqual(await left(wiki), { objects: 1, archives: 1, drafts: 0, files: 1 });
});

test('what a killed worker left is taken away by the next archive of the instance, or at night', async () => {
  const wiki = await open();
  await abandoned(wiki);
  assert.deepEqual(await left(wiki), { objects: 1, archives: 0, drafts: 1, files: 0 });
  await backUp(wiki);
  assert.deepEqual(await left(wiki), { objects: 1, archives: 1, drafts: 0, files: 1 });
  await abandoned(wiki);
  await eraseArchives(house);
  assert.equal((await left(wiki)).drafts, 1, 'it may still be written');
  house.clock.advanceMs(2 * DAY);
  await eraseArchives(house);
  assert.deepEqual(await left(wiki), { objects: 1, archives: 1, drafts: 0, files: 1 });
});

test('a full disk is named, nothing is left, and the app goes on', async () => {
  const wiki = await open();
  const full = { ...house, files: { ...house.files, putStream: async (_key: string, source: AsyncIterable<Uint8Array>) => { for await (const part of source) if (part.length > 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }); } } };
  await assert.rejects(backUp(wiki, full), { code: 'operations/cannot-go-on', message: /Speicherplatz der Plattform reicht für das Archiv nicht/u });
  assert.deepEqual(await left(wiki), { objects: 0, archives: 0, drafts: 0, files: 0 });
  assert.equal((await wiki.see()).instance.observed, 'running');
});

test('an archive of before, sealed in one and with its manifest first, is still restored from', async () => {
  const wiki = await open();
  await backUp(wiki);
  const [archive] = (await wiki.see()).archives;
  const pages = new Map([['files/data/pages/start.txt', 'Wie es früher war']]);
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(JSON.stringify({
    format: 'allmende-archive', version: 1, authority: { id: wiki.town.tenant, name: 'Muster' }, app: 'wiki', instance: wiki.id, parameters: {}, exportedAt: '2026-11-20T09:00:00.000Z', packageVersion: '1.0.0',
    files: [...pages].map(([name, text]) => ({ path: name, bytes: Buffer.byteLength(text), sha256: createHash('sha256').update(text).digest('hex') })),
  })), 'manifest.json');
  for (const [name, text] of pages) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  const bytes = await buffer(zip.outputStream);
  const fileId = await house.database.inTenant(wiki.town.ctx.tenant, async (tx) => putFile(tx, house, { dataKey: await createDataKey(tx, house.keys), name: 'wiki.zip', contentType: 'application/zip', bytes }));
  await wiki.town.sql('update operations.archive set file_id = $1', [fileId]);
  await restoreInstance(wiki.town.ctx, { instance: wiki.id, archive: archive?.id ?? '' });
  const { generation } = await wiki.settle();
  assert.equal(generation, 2);
  assert.equal(wiki.runtime.filesOf({ id: wiki.id, generation })?.get('pages/start.txt'), 'Wie es früher war');
});
