import { createHash } from 'node:crypto';

/** The hash that metadata hold over a plaintext: SHA-512, 128 hex digits. */
export function sha512(bytes: Uint8Array): string {
  return createHash('sha512').update(bytes).digest('hex');
}
