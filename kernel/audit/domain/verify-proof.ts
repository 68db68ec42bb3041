import { EMPTY_ROOT, HASH_BYTES, nodeHash, sameHash, type Hash } from './merkle-hash.ts';
import { isSubtree } from './proof-ranges.ts';

type Whole = number | bigint;

/** Whether the proof shows that `leaf` stands at `index` in the tree of `size` leaves with this root. Source: RFC 9162 § 2.1.3.2. */
export function verifyInclusion(proof: { index: Whole; size: Whole; leaf: Hash; root: Hash; path: readonly Hash[] }): boolean {
  return verifySubtreeInclusion({ index: proof.index, start: 0, end: proof.size, leaf: proof.leaf, root: proof.root, path: proof.path });
}

/** Whether the proof shows that `leaf` stands at `index` in the subtree of the leaves `start` to `end` with this root. */
export function verifySubtreeInclusion(proof: { index: Whole; start: Whole; end: Whole; leaf: Hash; root: Hash; path: readonly Hash[] }): boolean {
  const [index, start, end] = [BigInt(proof.index), BigInt(proof.start), BigInt(proof.end)];
  if (index < start || index >= end || !isSubtree(start, end, end) || proof.leaf.length !== HASH_BYTES) return false;
  const found = climb(index - start, index - start + 1n, end - start, proof.leaf, proof.path);
  return found !== undefined && sameHash(found.after, proof.root);
}

/**
 * Whether the proof shows that the tree of `size2` leaves begins with the tree of `size1` leaves. A first tree without leaves proves nothing and is refused (the
 * RFC leaves it open). Source: RFC 9162 § 2.1.4.2.
 */
export function verifyConsistency(proof: { size1: Whole; size2: Whole; root1: Hash; root2: Hash; path: readonly Hash[] }): boolean {
  if (BigInt(proof.size1) === 0n) return false;
  return verifySubtreeConsistency({ start: 0, end: proof.size1, size: proof.size2, root1: proof.root1, root2: proof.root2, path: proof.path });
}

/** Whether the proof shows that the leaves `start` to `end` with root `root1` stand in the tree of `size` leaves with root `root2`. */
export function verifySubtreeConsistency(proof: { start: Whole; end: Whole; size: Whole; root1: Hash; root2: Hash; path: readonly Hash[] }): boolean {
  const [start, end, size] = [BigInt(proof.start), BigInt(proof.end), BigInt(proof.size)];
  if (!isSubtree(start, end, size)) return false;
  if (start === end) return proof.path.length === 0 && sameHash(proof.root1, EMPTY_ROOT);
  const found = climb(start, end, size, proof.root1, proof.path);
  return found !== undefined && sameHash(found.before, proof.root1) && sameHash(found.after, proof.root2);
}

/** Roots of the subtree and of the tree as the path gives them; undefined when the path has the wrong length. */
function climb(start: bigint, end: bigint, size: bigint, known: Hash, path: readonly Hash[]): { before: Hash; after: Hash } | undefined {
  let used = 0;
  const next = (): Hash | undefined => path[used++];
  const step = (from: bigint, to: bigint, width: bigint, isKnown: boolean): { before: Hash; after: Hash } | undefined => {
    if (from === 0n && to === width) {
      const hash = isKnown ? known : next();
      return hash && { before: hash, after: hash };
    }
    const middle = largestPowerBelow(width);
    const isLeft = to <= middle;
    const isRight = from >= middle;
    const inner = isLeft ? step(from, to, middle, isKnown) : step(isRight ? from - middle : 0n, to - middle, width - middle, isRight && isKnown);
    const sibling = inner && next();
    if (!inner || !sibling) return undefined;
    if (isLeft) return { before: inner.before, after: nodeHash(inner.after, sibling) };
    return { before: isRight ? inner.before : nodeHash(sibling, inner.before), after: nodeHash(sibling, inner.after) };
  };
  const found = step(start, end, size, true);
  return used === path.length ? found : undefined;
}

function largestPowerBelow(size: bigint): bigint {
  return 1n << BigInt((size - 1n).toString(2).length - 1);
}
