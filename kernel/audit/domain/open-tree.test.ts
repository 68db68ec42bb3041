import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leafHash } from './merkle-hash.ts';
import { consistencyProof, inclusionProof, treeRoot } from './merkle-tree.ts';
import { openTree } from './open-tree.ts';

test('an open tree gives the roots and proofs of the tree that is computed anew, for every size up to 33', () => {
  const leaves = Array.from({ length: 33 }, (_, index) => leafHash(Buffer.from(`entry ${index}`)));
  const tree = openTree(leaves);
  for (let size = 0; size <= leaves.length; size += 1) {
    const part = leaves.slice(0, size);
    assert.deepEqual(Buffer.from(tree.root(size)), Buffer.from(treeRoot(part)));
    for (let from = 1; from <= size; from += 1) {
      assert.deepEqual(tree.consistency(from, size).map((one) => Buffer.from(one)), consistencyProof(part, from).map((one) => Buffer.from(one)));
      assert.deepEqual(tree.inclusion(from - 1, size).map((one) => Buffer.from(one)), inclusionProof(part, from - 1).map((one) => Buffer.from(one)));
    }
  }
  assert.throws(() => tree.root(34), RangeError);
});
