import { createHash, timingSafeEqual } from 'node:crypto';

/** SHA-256 of a random secret, bound to what it is for. For secrets with at least 128 random bits, or with few tries. */
export function secretHash(purpose: string, secret: string): Buffer {
  return createHash('sha256').update(`${purpose}\n${secret}`, 'utf8').digest();
}

/** Compares without telling by time how much fits. */
export function isSecret(purpose: string, secret: string, hash: Uint8Array | null): boolean {
  return hash !== null && timingSafeEqual(secretHash(purpose, secret), hash);
}
