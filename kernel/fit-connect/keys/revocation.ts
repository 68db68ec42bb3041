import type { X509Certificate } from 'node:crypto';

/** What is known of a certificate's revocation. `why` is for people who have to decide: it names what could not be reached. */
export type Revocation = { readonly state: 'good' } | { readonly state: 'revoked' } | { readonly state: 'unknown'; readonly why: 'not-asked' | 'no-responder' | 'unreachable' | 'answer-unusable' };

/** Asks whether a certificate of a chain was revoked (OCSP, RFC 6960; CRL, RFC 5280), the leaf first in it and each followed by its issuer. */
export type RevocationCheck = (chain: readonly X509Certificate[], now: Date) => Promise<Revocation>;

/** Asks nobody and says so. */
export const askNobody: RevocationCheck = async () => ({ state: 'unknown', why: 'not-asked' });
