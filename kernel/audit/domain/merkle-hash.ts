import { hash } from 'node:crypto';

/** A SHA-256 hash, 32 bytes. */
export type Hash = Uint8Array;

export const HASH_BYTES = 32;

/** Hash of an entry as a leaf of the tree. Source: RFC 9162 § 2.1.1. */
export function leafHash(entry: Uint8Array): Hash {
  return digest(0x00, entry);
}

/** Hash of an inner node over its two children. Source: RFC 9162 § 2.1.1. */
export function nodeHash(left: Hash, right: Hash): Hash {
  return digest(0x01, left, right);
}

/** Root of the tree without leaves. */
export const EMPTY_ROOT: Hash = hash('sha256', '', 'buffer');

/** Whether two hashes are the same bytes. */
export function sameHash(one: Hash, other: Hash): boolean {
  return Buffer.compare(one, other) === 0;
}

function digest(prefix: number, ...parts: readonly Uint8Array[]): Hash {
  return hash('sha256', Buffer.concat([Uint8Array.of(prefix), ...parts]), 'buffer');
}
