import { X509Certificate, type KeyObject } from 'node:crypto';

// A certificate says the same each time it is read, and the few of the issuers come with every presentation. Larger ones than these are nobody's.
const MOST_KEPT = 200;
const LARGEST_KEPT = 8 * 1024;
const read = new Map<string, X509Certificate>();
const keys = new WeakMap<X509Certificate, KeyObject>();
const issued = new WeakMap<X509Certificate, WeakMap<X509Certificate, boolean>>();

/** Reads a certificate, as DER or PEM; the same one again is not read anew. Throws for what is none. */
export function readCertificate(text: Uint8Array | string): X509Certificate {
  const mark = typeof text === 'string' ? text : Buffer.from(text.buffer, text.byteOffset, text.byteLength).toString('latin1');
  const certificate = read.get(mark) ?? new X509Certificate(text);
  if (mark.length > LARGEST_KEPT) return certificate;
  // The one that was not asked for longest makes room.
  read.delete(mark);
  read.set(mark, certificate);
  for (const oldest of read.keys()) {
    if (read.size <= MOST_KEPT) break;
    read.delete(oldest);
  }
  return certificate;
}

/** The key of a certificate. */
export function keyOf(certificate: X509Certificate): KeyObject {
  const known = keys.get(certificate);
  if (known) return known;
  const { publicKey } = certificate;
  keys.set(certificate, publicKey);
  return publicKey;
}

/** Whether a certificate is issued and signed by another one. */
export function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  const by = issued.get(certificate) ?? new WeakMap<X509Certificate, boolean>();
  const known = by.get(issuer);
  if (known !== undefined) return known;
  const is = certificate.checkIssued(issuer) && certificate.verify(keyOf(issuer));
  issued.set(certificate, by.set(issuer, is));
  return is;
}
