import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { appendLeaves, EMPTY_FRONTIER, frontierBytes, frontierFromBytes, frontierRoot, type CompleteNode } from './frontier.ts';
import { EMPTY_ROOT, leafHash, nodeHash, sameHash, type Hash } from './merkle-hash.ts';
import { consistencyProof, inclusionProof, subtreeConsistencyProof, treeRoot } from './merkle-tree.ts';
import { verifyConsistency, verifyInclusion, verifySubtreeConsistency } from './verify-proof.ts';

const leaves = (count: number): Hash[] => Array.from({ length: count }, (_, index) => leafHash(Buffer.from(`entry ${index}`)));

// The definition of RFC 9162 § 2.1.1, word for word, as the measure for the quicker one.
function rootByDefinition(hashes: readonly Hash[]): Hash {
  if (hashes.length === 0) return EMPTY_ROOT;
  const [only] = hashes;
  if (hashes.length === 1 && only) return only;
  let k = 1;
  while (k * 2 < hashes.length) k *= 2;
  return nodeHash(rootByDefinition(hashes.slice(0, k)), rootByDefinition(hashes.slice(k)));
}

const size = fc.integer({ min: 1, max: 300 });

test('the root is the one of the definition, however the leaves were appended', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 }), (count, cut) => {
    const all = leaves(count);
    const first = appendLeaves(EMPTY_FRONTIER, all.slice(0, cut));
    const stored = frontierFromBytes(first.size, frontierBytes(first));
    const root = frontierRoot(appendLeaves(stored, all.slice(cut)));
    assert.deepEqual(root, rootByDefinition(all));
  }));
});

test('each subtree that becomes complete is reported once, with its hash', () => {
  const all = leaves(77);
  const nodes: CompleteNode[] = [];
  appendLeaves(EMPTY_FRONTIER, all, (node) => nodes.push(node));
  assert.equal(nodes.length, 38 + 19 + 9 + 4 + 2 + 1);
  for (const { level, position, hash } of nodes) assert.deepEqual(hash, rootByDefinition(all.slice(position * 2 ** level, (position + 1) * 2 ** level)));
});

test('each leaf is proven to be included, and no other in its place', () => {
  fc.assert(fc.property(size, fc.nat(), (count, pick) => {
    const all = leaves(count);
    const index = pick % count;
    const proof = { index, size: count, root: treeRoot(all), path: inclusionProof(all, index) };
    assert.ok(verifyInclusion({ ...proof, leaf: all[index] ?? EMPTY_ROOT }));
    assert.ok(!verifyInclusion({ ...proof, leaf: leafHash(Buffer.from('another')) }));
    if (count > 1) assert.ok(!verifyInclusion({ ...proof, leaf: all[index] ?? EMPTY_ROOT, index: (index + 1) % count }));
  }));
});

test('a longer tree is proven to begin with the shorter one, and a rewritten one is not', () => {
  fc.assert(fc.property(size, fc.nat(), fc.nat(), (count, pick, flip) => {
    const all = leaves(count);
    const size1 = 1 + (pick % count);
    const root1 = treeRoot(all.slice(0, size1));
    assert.ok(verifyConsistency({ size1, size2: count, root1, root2: treeRoot(all), path: consistencyProof(all, size1) }));
    const rewritten = all.with(flip % size1, leafHash(Buffer.from('rewritten')));
    assert.ok(!verifyConsistency({ size1, size2: count, root1, root2: treeRoot(rewritten), path: consistencyProof(rewritten, size1) }));
  }));
});

test('each subtree is proven to stand in its tree', () => {
  fc.assert(fc.property(size, fc.integer({ min: 0, max: 8 }), fc.nat(), fc.nat(), (count, level, place, length) => {
    const width = 2 ** level;
    const start = (place % Math.ceil(count / width)) * width;
    const end = start + Math.max(1, Math.min(width, count - start) - (length % Math.max(1, width / 2 - 1 || 1)));
    if (end > count || end - start <= width / 2) return;
    const all = leaves(count);
    const path = subtreeConsistencyProof(all, start, end);
    assert.ok(verifySubtreeConsistency({ start, end, size: count, root1: treeRoot(all.slice(start, end)), root2: treeRoot(all), path }));
  }));
});

test('a flipped bit anywhere in a proof spoils it', () => {
  fc.assert(fc.property(fc.integer({ min: 2, max: 200 }), fc.nat(), fc.nat(), fc.integer({ min: 0, max: 255 }), (count, pick, which, bit) => {
    const all = leaves(count);
    const index = pick % count;
    const path = inclusionProof(all, index);
    const spoiled = Buffer.from(path[which % path.length] ?? EMPTY_ROOT);
    spoiled.writeUInt8(spoiled.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    assert.ok(!sameHash(spoiled, path[which % path.length] ?? EMPTY_ROOT));
    assert.ok(!verifyInclusion({ index, size: count, leaf: all[index] ?? EMPTY_ROOT, root: treeRoot(all), path: path.with(which % path.length, spoiled) }));
  }));
});

test('a stored edge that does not fit its size is refused', () => {
  assert.throws(() => frontierFromBytes(3, new Uint8Array(32)), RangeError);
});
