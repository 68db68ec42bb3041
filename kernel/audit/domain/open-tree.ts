import { EMPTY_ROOT, HASH_BYTES, nodeHash, type Hash } from './merkle-hash.ts';
import { largestPowerBelow, proofRanges, type LeafRange } from './proof-ranges.ts';

/** A tree held in memory, for whoever needs many proofs of one log; 64 bytes per leaf. */
export type OpenTree = {
  readonly size: number;
  /** Root of the first `size` leaves. */
  root(size: number): Hash;
  /** Proof that the tree of `to` leaves begins with that of `from` leaves. Source: RFC 9162 § 2.1.4.1. */
  consistency(from: number, to: number): Hash[];
  /** Proof that the leaf at `index` stands in the tree of `size` leaves. Source: RFC 9162 § 2.1.3.1. */
  inclusion(index: number, size: number): Hash[];
};

/** Hashes all leaves once. */
export function openTree(leaves: readonly Hash[]): OpenTree {
  const levels: Uint8Array[] = [Buffer.concat(leaves)];
  const at = (level: number, position: number): Hash => (levels[level] ?? EMPTY_ROOT).subarray(position * HASH_BYTES, (position + 1) * HASH_BYTES);
  for (let count = Math.floor(leaves.length / 2), level = 0; count > 0; count = Math.floor(count / 2), level += 1) {
    levels.push(Buffer.concat(Array.from({ length: count }, (_, position) => nodeHash(at(level, position * 2), at(level, position * 2 + 1)))));
  }
  const rootOf = ({ start, end }: LeafRange): Hash => {
    const width = end - start;
    const level = Math.log2(width);
    if (Number.isInteger(level)) return at(level, start / width);
    const middle = start + largestPowerBelow(width);
    return nodeHash(rootOf({ start, end: middle }), rootOf({ start: middle, end }));
  };
  const checked = (size: number) => {
    if (size > leaves.length) throw new RangeError(`no tree of ${size} leaves`);
    return size;
  };
  return {
    size: leaves.length,
    root: (size) => (checked(size) === 0 ? EMPTY_ROOT : rootOf({ start: 0, end: size })),
    consistency: (from, to) => proofRanges(0, from, checked(to)).map(rootOf),
    inclusion: (index, size) => proofRanges(index, index + 1, checked(size)).map(rootOf),
  };
}
