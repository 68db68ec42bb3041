import { createPublicKey, X509Certificate } from 'node:crypto';
import type { PublicJwk } from '../domain/jwk.ts';
import { demand, FitConnectRefusal } from '../domain/refusal.ts';

/** Whom an installation trusts. */
export type KeyTrust = {
  /** Root or issuing certificates, such as those of the Verwaltungs-PKI. */
  readonly anchors: readonly X509Certificate[];
  /** Takes keys whose only certificate is over themselves, or that have none: the test environment, never production. */
  readonly takesSelfSigned: boolean;
};

const RSASSA_PSS = '1.2.840.113549.1.1.10';
const LONGEST = 8;

/**
 * Follows the certificates of a key (`x5c`) to a trust anchor: the first is over this very key and no certification authority, each is issued and signed by the next, all are valid now, and the first is signed by RSASSA-PSS
 * as the schema of FIT-Connect asks for. Name constraints, policies and path lengths are not looked at. Returns the chain, empty for a test key without certificate. Throws FitConnectRefusal.
 */
export function checkKeyTrust(jwk: PublicJwk, trust: KeyTrust, now: Date): readonly X509Certificate[] {
  if (jwk.x5c === undefined) {
    demand(trust.takesSelfSigned, 'key-chain-missing');
    return [];
  }
  demand(jwk.x5c.length <= LONGEST, 'key-chain-unreadable');
  const chain = jwk.x5c.map(readCertificate);
  const [leaf, ...above] = chain as [X509Certificate, ...X509Certificate[]];
  demand(leaf.publicKey.equals(createPublicKey({ key: { kty: jwk.kty, n: jwk.n, e: jwk.e }, format: 'jwk' })), 'key-certificate-other-key');
  for (const certificate of chain) {
    demand(certificate.validFromDate <= now, 'key-chain-not-yet-valid');
    demand(now <= certificate.validToDate, 'key-chain-expired');
  }
  if (above.length === 0 && isIssuedBy(leaf, leaf)) {
    demand(trust.takesSelfSigned, 'key-self-signed');
    return chain;
  }
  demand(chain.every((certificate, index) => chain[index + 1] === undefined || isIssuedBy(certificate, chain[index + 1] as X509Certificate)), 'key-chain-order');
  demand(!leaf.ca && above.every((certificate) => certificate.ca), 'key-certificate-use');
  demand(leaf.signatureAlgorithmOid === RSASSA_PSS, 'key-certificate-signature');
  const last = chain.at(-1) as X509Certificate;
  const anchor = trust.anchors.find((one) => one.fingerprint256 === last.fingerprint256 || (one.ca && isIssuedBy(last, one)));
  demand(anchor && anchor.fingerprint256 !== leaf.fingerprint256, 'key-chain-untrusted');
  demand(anchor.validFromDate <= now && now <= anchor.validToDate, 'key-chain-expired');
  return anchor.fingerprint256 === last.fingerprint256 ? chain : [...chain, anchor];
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function readCertificate(text: string): X509Certificate {
  // `x5c` is plain base64, not base64url (RFC 7517 section 4.7).
  demand(/^[A-Za-z0-9+/]+={0,2}$/u.test(text), 'key-chain-unreadable');
  try {
    return new X509Certificate(Buffer.from(text, 'base64'));
  } catch (error) {
    throw new FitConnectRefusal('key-chain-unreadable', { cause: error });
  }
}
