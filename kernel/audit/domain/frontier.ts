import { EMPTY_ROOT, HASH_BYTES, nodeHash, type Hash } from './merkle-hash.ts';

/**
 * The right edge of a tree: the roots of its complete subtrees, largest first. Enough to append leaves and to know the root, however
 * many leaves there are; at most 53 hashes.
 */
export type Frontier = { readonly size: number; readonly peaks: readonly Hash[] };

/** A complete subtree that an append has finished: 2^`level` leaves from `position` × 2^`level` on. */
export type CompleteNode = { readonly level: number; readonly position: number; readonly hash: Hash };

export const EMPTY_FRONTIER: Frontier = { size: 0, peaks: [] };

/** Appends leaf hashes; `onNode` hears of each subtree that becomes complete, leaves excepted. */
export function appendLeaves(frontier: Frontier, leaves: readonly Hash[], onNode?: (node: CompleteNode) => void): Frontier {
  const peaks = [...frontier.peaks];
  let size = frontier.size;
  for (const leaf of leaves) {
    let hash = leaf;
    let position = size;
    for (let level = 1; position % 2 === 1; level += 1) {
      hash = nodeHash(peaks.pop() ?? EMPTY_ROOT, hash);
      position = (position - 1) / 2;
      onNode?.({ level, position, hash });
    }
    peaks.push(hash);
    size += 1;
  }
  return { size, peaks };
}

/** The root of the tree. Source: RFC 9162 § 2.1.1. */
export function frontierRoot(frontier: Frontier): Hash {
  return frontier.peaks.reduceRight<Hash | undefined>((right, left) => (right === undefined ? left : nodeHash(left, right)), undefined) ?? EMPTY_ROOT;
}

/** The frontier as bytes: its hashes one after the other. */
export function frontierBytes(frontier: Frontier): Uint8Array {
  return Buffer.concat(frontier.peaks);
}

/** Reads what `frontierBytes` wrote; throws RangeError when the number of hashes does not fit the size. */
export function frontierFromBytes(size: number, bytes: Uint8Array): Frontier {
  const ones = size.toString(2).replaceAll('0', '').length;
  if (!Number.isSafeInteger(size) || size < 0 || bytes.length !== ones * HASH_BYTES) throw new RangeError('the stored edge of the tree does not fit its size');
  return { size, peaks: Array.from({ length: ones }, (_, index) => bytes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES)) };
}
