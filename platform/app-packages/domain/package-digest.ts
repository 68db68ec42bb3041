import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { AppPackage } from './app-package.ts';

/** What a release is named by: SHA-256 of the package as canonical JSON (RFC 8785), images included by their digests. */
export function packageDigest(app: AppPackage): string {
  return `sha256:${createHash('sha256').update(canonicalize(app) ?? '').digest('hex')}`;
}
