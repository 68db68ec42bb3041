import { hash, randomBytes } from 'node:crypto';

export const SALT_BYTES = 32;

/** A fresh salt; once it is gone, nobody can tell any more what was committed to. */
export function newSalt(): Uint8Array {
  return randomBytes(SALT_BYTES);
}

/** Commits to a personal value without showing it: base64url of SHA-256 over salt and UTF-8 value. */
export function commitTo(salt: Uint8Array, value: string): string {
  return hash('sha256', Buffer.concat([salt, Buffer.from(value, 'utf8')]), 'buffer').toString('base64url');
}
