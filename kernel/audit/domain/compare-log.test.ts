import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareLog, type PresentLeaf } from './compare-log.ts';
import { leafHash } from './merkle-hash.ts';

const hashes = Array.from({ length: 40 }, (_, index) => leafHash(Buffer.from(`${index}`)));
const present = (): (PresentLeaf | undefined)[] => hashes.map((hash, index) => ({ entryId: `e${index}`, hash }));
const kinds = (leaves: (PresentLeaf | undefined)[]) => compareLog(hashes, leaves).map((finding) => `${finding.kind} ${finding.index}`);

test('finds nothing in an untouched log, nor in one that has grown since', () => {
  assert.deepEqual(kinds(present()), []);
  assert.deepEqual(kinds([...present(), { entryId: 'new', hash: leafHash(Buffer.from('new')) }]), []);
});

test('names what was changed, dropped, reordered, doubled and inserted by its place', () => {
  assert.deepEqual(kinds(present().with(7, { entryId: 'e7', hash: leafHash(Buffer.from('x')) })), ['changed 7']);
  assert.deepEqual(kinds(present().with(7, undefined)), ['dropped 7']);
  assert.deepEqual(kinds(present().with(7, { entryId: 'e7', hash: undefined })), ['dropped 7']);
  assert.deepEqual(kinds(present().with(7, present()[9]).with(9, present()[7])), ['reordered 7', 'reordered 9']);
  assert.deepEqual(kinds(present().with(7, present()[9])), ['duplicated 7', 'dropped 7']);
  const inserted = kinds(present().toSpliced(38, 0, { entryId: 'x', hash: leafHash(Buffer.from('x')) }));
  assert.deepEqual(inserted, ['inserted 38', 'reordered 39']);
  assert.deepEqual(kinds(present().toSpliced(38, 1)), ['reordered 38', 'dropped 38', 'dropped 39']);
});

test('no change of the signed part stays unnamed', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.nat(39), fc.nat(45)), { minLength: 1, maxLength: 8 }), (moves) => {
    const leaves = present();
    for (const [to, from] of moves) leaves[to] = from < 40 ? present()[from] : from < 43 ? undefined : { entryId: 'x', hash: leafHash(Buffer.from(`x${from}`)) };
    const wrong = hashes.flatMap((hash, index) => (leaves[index]?.hash === undefined || !Buffer.from(hash).equals(leaves[index].hash) ? [index] : []));
    const named = compareLog(hashes, leaves).map((finding) => finding.index);
    for (const index of wrong) assert.ok(named.includes(index));
    assert.equal(named.length === 0, wrong.length === 0);
  }));
});
