import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { pack } from 'tar-stream';
import { saveVolumes, volumesOf } from '../clients/containers/volume-data.ts';
import { treeHash } from '../domain/tree-hash.ts';
import { aPackage, createArchive, readArchive } from '../testing/index.ts';

const ABOUT = { authority: { id: 'a', name: 'Muster' }, app: 'wiki', instance: 'i', parameters: {}, exportedAt: new Date('2026-11-21T09:00:00Z') };
const app = { ...aPackage({ app: 'wiki', version: '1.0.0', volumes: [{ name: 'data', size: '1Gi', backup: true, exclude: ['cache'] }] }), managed: undefined };
type Thing = { readonly name: string; readonly content?: Buffer; readonly link?: string; readonly to?: string };
const tarOf = async (things: readonly Thing[]): Promise<Buffer> => {
  const tar = pack();
  const written = buffer(tar as AsyncIterable<Uint8Array>);
  const mtime = new Date('2026-01-02T03:04:05Z');
  for (const { name, content, link, to } of things) {
    if (content) tar.entry({ name, mode: 0o640, mtime, uid: 1000, gid: 1000 }, content);
    else if (link !== undefined) tar.entry({ name, mode: 0o640, mtime, uid: 1000, gid: 1000, type: 'link', linkname: link });
    else if (to !== undefined) tar.entry({ name, mtime, uid: 1000, gid: 1000, type: 'symlink', linkname: to });
    else tar.entry({ name, mode: 0o755, uid: 1000, gid: 1000, type: 'directory' });
  }
  tar.finalize();
  return written;
};
async function* inParts(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 70_001) yield bytes.subarray(at, at + 70_001);
}
const save = async (read: () => Promise<Uint8Array | AsyncIterable<Uint8Array>>) => {
  const archive = createArchive();
  await saveVolumes(app as never, read, archive, false);
  return readArchive(await archive.finish(ABOUT));
};

test('a volume comes out of an archive as it went in, file by file, and the archive of that is the same', async () => {
  const large = Buffer.alloc(17 * 1024 ** 2, 'Haushaltsplan ');
  const things: Thing[] = [
    { name: 'A.txt', content: Buffer.from('eins') }, { name: 'a.txt', content: Buffer.from('zwei') }, { name: 'cache' }, { name: 'cache/first', content: Buffer.from('hat auch andere Namen') }, { name: 'empty', content: Buffer.alloc(0) },
    { name: 'ordner' }, { name: 'ordner/größe.bin', content: large }, { name: 'ordner/link', to: '../A.txt' }, { name: 'second', link: 'cache/first' }, { name: 'x1', link: 'ordner/größe.bin' }, { name: 'x2', link: 'ordner/größe.bin' }, { name: 'y', link: 'A.txt' },
  ];
  const tar = await tarOf(things);
  let looks = 0;
  const saved = await save(async () => { looks += 1; return inParts(tar); });
  assert.equal(looks, 3, 'once for all, and once more for every further name of a large file');
  assert.equal(Buffer.from(await saved.file('files/volumes/data/second')).toString(), 'hat auch andere Namen');
  assert.equal(Buffer.from(await saved.file('files/volumes/data/y')).toString(), 'eins');
  for (const name of ['ordner/größe.bin', 'x1', 'x2']) assert.ok(large.equals(await saved.file(`files/volumes/data/${name}`)), name);
  assert.ok(!saved.files().some((path) => path.includes('cache')));
  assert.equal(treeHash((await save(async () => tarOf(things.toReversed().toSorted((one, other) => Number(one.link !== undefined) - Number(other.link !== undefined))))).manifest.files), treeHash(saved.manifest.files), 'whatever the order of bytes that are there as a whole');
  const again = (await volumesOf(app as never, saved)).get('data') ?? assert.fail('no volume');
  const bytes = await buffer(again);
  assert.equal(treeHash((await save(async () => inParts(bytes))).manifest.files), treeHash(saved.manifest.files));
});

test('what breaks off in the middle fails, and is no volume', async () => {
  const tar = await tarOf([{ name: 'a', content: Buffer.alloc(300_000, 'a') }, { name: 'b', content: Buffer.alloc(300_000, 'b') }]);
  await assert.rejects(save(async () => inParts(tar.subarray(0, 400_000))));
  await assert.rejects(save(async () => (async function* () { yield tar.subarray(0, 200_000); throw new Error('podman died'); })()), /podman died/u);
  await assert.rejects(save(async () => inParts(await tarOf([{ name: 'a', link: 'nowhere' }]))), { code: 'operations/runtime-unable' });
});
