import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import fc from 'fast-check';
import { Type } from 'typebox';
import { ZipFile } from 'yazl';
import { UnusableArchive } from '../index.ts';
import { createArchive, readArchive } from '../testing/index.ts';
import { readArchive as readWithLimits } from '../clients/read-archive.ts';

const ABOUT = { authority: { id: 'a', name: 'Muster' }, app: 'sample', instance: 'i', parameters: {}, exportedAt: new Date('2026-11-21T09:00:00Z') };
const NOTE = Type.Object({ id: Type.Integer(), text: Type.String() });

async function zip(files: Readonly<Record<string, string>>, options: { manifest?: object; mode?: number } = {}): Promise<Buffer> {
  const made = new ZipFile();
  const manifest = {
    format: 'allmende-archive', version: 1, ...ABOUT, exportedAt: ABOUT.exportedAt.toISOString(),
    files: Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.byteLength(text), sha256: createHash('sha256').update(text).digest('hex') })), ...options.manifest,
  };
  made.addBuffer(Buffer.from(JSON.stringify(manifest)), 'manifest.json');
  for (const [path, text] of Object.entries(files)) made.addBuffer(Buffer.from(text), path, options.mode === undefined ? {} : { mode: options.mode });
  made.end();
  return buffer(made.outputStream);
}

test('whatever records and files go into an archive come out of it unchanged', async () => {
  await fc.assert(fc.asyncProperty(
    fc.array(fc.record({ id: fc.integer().map((id) => id || 0), text: fc.string({ unit: 'grapheme' }) }, { noNullPrototype: true }), { maxLength: 20 }),
    fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-z0-9äöü -]{0,20}[a-z]$/u), fc.uint8Array({ maxLength: 300 })), { selector: ([name]) => name, maxLength: 6 }),
    async (notes, files) => {
      const archive = createArchive();
      await archive.addRecords('note', NOTE, notes);
      for (const [name, bytes] of files) await archive.addFile(`files/a/${name.normalize('NFC')}`, bytes);
      const reader = await readArchive(await archive.finish(ABOUT));
      assert.deepEqual(await reader.records('note', NOTE), notes);
      assert.equal(reader.files().length, files.length);
      for (const [name, bytes] of files) assert.deepEqual(new Uint8Array(await reader.file(`files/a/${name.normalize('NFC')}`)), bytes);
    },
  ), { numRuns: 40 });
});

test('a record that does not fit its schema is refused when writing and when reading', async () => {
  await assert.rejects(createArchive().addRecords('note', NOTE, [{ id: 'x' }]), TypeError);
  const archive = createArchive();
  await archive.addRecords('note', Type.Object({ id: Type.String() }), [{ id: 'x' }]);
  const reader = await readArchive(await archive.finish(ABOUT));
  await assert.rejects(reader.records('note', NOTE), UnusableArchive);
});

test('paths that lead elsewhere are refused', async () => {
  for (const path of ['../evil', '/etc/passwd', 'files/../../evil', 'files//x', 'files/./x', 'other/x', 'files/a\\b', 'files/C:x', 'data/../x.json', 'files/x.', 'files/\u0000']) {
    await assert.rejects(createArchive().addFile(path, new Uint8Array()), RangeError, path);
  }
  const good = await zip({ 'files/aaaaaaaa': 'x' });
  for (const evil of ['../../evil.txt', '/etc/passwd.tx', 'files/../evilx', 'other/aaaaaaaa', 'files\\aaaaaaaa']) {
    const path = evil.slice(0, 14).padEnd(14, 'x');
    const bytes = Buffer.from(good.toString('latin1').replaceAll('files/aaaaaaaa', path), 'latin1');
    await assert.rejects(readArchive(bytes), UnusableArchive, evil);
  }
});

test('a changed, missing, additional or doubled file is found', async () => {
  const sha256 = createHash('sha256').update('alt').digest('hex');
  await assert.rejects(readArchive(await zip({ 'files/a': 'neu' }, { manifest: { files: [{ path: 'files/a', bytes: 3, sha256 }] } })), /verändert/u);
  await assert.rejects(readArchive(await zip({}, { manifest: { files: [{ path: 'files/a', bytes: 3, sha256 }] } })), /fehlt/u);
  await assert.rejects(readArchive(await zip({ 'files/a': 'x' }, { manifest: { files: [] } })), /steht nicht/u);
  await assert.rejects(readArchive(await zip({ 'files/a': 'x', 'files/A': 'y' })), /doppelt/u);
});

test('an unknown version, another format, a link and something that is no ZIP are refused', async () => {
  await assert.rejects(readArchive(await zip({}, { manifest: { version: 2 } })), /Version 2/u);
  await assert.rejects(readArchive(await zip({}, { manifest: { format: 'other' } })), UnusableArchive);
  await assert.rejects(readArchive(await zip({ 'files/link': '/etc/passwd' }, { mode: 0o12_0777 })), /anderes als Dateien/u);
  await assert.rejects(readArchive(Buffer.from('no zip')), UnusableArchive);
  await assert.rejects(readArchive(new Uint8Array()), UnusableArchive);
});

test('a bomb is refused before it is unpacked, also when it lies about its size', async () => {
  const bomb = await zip({ 'files/zeros': '0'.repeat(5_000_000) });
  assert.ok(bomb.length < 20_000);
  await assert.rejects(readWithLimits(bomb, { totalBytes: 1_000_000, files: 10 }), /zu groß/u);
  await assert.rejects(readWithLimits(bomb, { totalBytes: 10_000_000, files: 1 }), /zu viele/u);
  const lying = Buffer.from(bomb);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(5_000_000);
  for (let at = lying.indexOf(size); at !== -1; at = lying.indexOf(size, at + 1)) lying.writeUInt32LE(10, at);
  await assert.rejects(readWithLimits(lying, { totalBytes: 1_000_000, files: 10 }), UnusableArchive);
});

test('no damaged byte is read as something else', async () => {
  const archive = createArchive();
  await archive.addRecords('note', NOTE, [{ id: 1, text: 'Hallo' }]);
  const bytes = await archive.finish(ABOUT);
  await fc.assert(fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
    const damaged = Buffer.from(bytes);
    damaged[at] = (damaged[at] ?? 0) ^ change;
    try {
      assert.deepEqual(await (await readArchive(damaged)).records('note', NOTE), [{ id: 1, text: 'Hallo' }]);
    } catch (error) {
      assert.ok(error instanceof UnusableArchive, String(error));
    }
  }), { numRuns: 300 });
});
