import { appendLeaves, EMPTY_FRONTIER, frontierRoot } from './frontier.ts';
import type { Hash } from './merkle-hash.ts';
import { proofRanges } from './proof-ranges.ts';

/** Root of the tree over these leaf hashes. Source: RFC 9162 § 2.1.1. */
export function treeRoot(leaves: readonly Hash[]): Hash {
  return frontierRoot(appendLeaves(EMPTY_FRONTIER, leaves));
}

/** Proof that the leaf at `index` is in the tree over these leaves; RangeError when there is none. Source: RFC 9162 § 2.1.3.1. */
export function inclusionProof(leaves: readonly Hash[], index: number): Hash[] {
  return subtreeConsistencyProof(leaves, index, index + 1);
}

/** Proof that the tree over these leaves begins with the tree over the first `size` of them (at least 1). Source: RFC 9162 § 2.1.4.1. */
export function consistencyProof(leaves: readonly Hash[], size: number): Hash[] {
  return subtreeConsistencyProof(leaves, 0, size);
}

/** Proof that the subtree of the leaves `start` to `end` stands in the tree over these leaves; RangeError when it is no subtree. */
export function subtreeConsistencyProof(leaves: readonly Hash[], start: number, end: number): Hash[] {
  return proofRanges(start, end, leaves.length).map((range) => treeRoot(leaves.slice(range.start, range.end)));
}
