/** Leaves `start` (included) to `end` (excluded), as one node of the tree. */
export type LeafRange = { readonly start: number; readonly end: number };

/**
 * The nodes that prove that the leaves `start` to `end` are the same in the tree of `size` leaves, innermost first. With one leaf it is the inclusion proof, from 0
 * the consistency proof. Throws RangeError when these leaves are no subtree of such a tree.
 * Source: RFC 9162 §§ 2.1.3.1, 2.1.4.1; the general case: draft-ietf-plants-merkle-tree-certs, "Subtrees".
 */
export function proofRanges(start: number, end: number, size: number): LeafRange[] {
  if (!isSubtree(BigInt(start), BigInt(end), BigInt(size)) || start === end) throw new RangeError(`no subtree: ${start} to ${end} of ${size}`);
  return collect(start, end, 0, size, true);
}

function collect(start: number, end: number, from: number, to: number, known: boolean): LeafRange[] {
  if (start === from && end === to) return known ? [] : [{ start: from, end: to }];
  const middle = from + largestPowerBelow(to - from);
  if (end <= middle) return [...collect(start, end, from, middle, known), { start: middle, end: to }];
  if (start >= middle) return [...collect(start, end, middle, to, known), { start: from, end: middle }];
  return [...collect(middle, end, middle, to, false), { start: from, end: middle }];
}

/** The largest power of two that is smaller than `size`; `size` is at least 2. */
export function largestPowerBelow(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/** Whether `start` to `end` may be a subtree: in bounds, and `start` a multiple of the next power of two of its size. */
export function isSubtree(start: bigint, end: bigint, size: bigint): boolean {
  if (start < 0n || end < start || size < end) return false;
  let width = 1n;
  while (width < end - start) width *= 2n;
  return start % width === 0n;
}
