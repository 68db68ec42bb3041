import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** SHA-256 over the canonical JSON of a package or overlay, 64 hexadecimal digits. */
export type ContentHash = string & { readonly __brand: 'ContentHash' };

/** The canonical JSON text: same content, same text, whatever the order of keys. Source: RFC 8785. */
export function canonicalJson(content: unknown): string {
  const text = canonicalize(content);
  if (text === undefined) throw new TypeError('only JSON has a canonical form');
  return text;
}

/** The address under which a package or overlay is kept for ever. */
export function contentHash(content: unknown): ContentHash {
  return createHash('sha256').update(canonicalJson(content)).digest('hex') as ContentHash;
}
