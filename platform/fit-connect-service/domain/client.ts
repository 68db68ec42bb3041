import { createHash, timingSafeEqual } from 'node:crypto';

/** A program that may use the service. */
export type Client = { readonly id: string; readonly name: string; readonly scopes: readonly string[]; readonly createdAt: Date; readonly lastUsedAt: Date | undefined; readonly endedAt: Date | undefined };

/** What is kept of a secret. It has 256 random bits, so a plain hash is enough. */
export function hashOfSecret(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest();
}

/** Compares in constant time. */
export function isSecret(given: string, hash: Buffer): boolean {
  return timingSafeEqual(hashOfSecret(given), hash);
}
