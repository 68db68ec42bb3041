import type { KeyObject, X509Certificate } from 'node:crypto';
import { demand, WalletRefusal } from '../domain/refusal.ts';
import type { TrustedIssuer } from '../domain/trust-list.ts';
import { isIssuedBy, keyOf, readCertificate } from './read-certificate.ts';

/** Who signed: an issuer of the trust list and the key of its certificate. */
export type Signatory = { readonly issuer: TrustedIssuer; readonly key: KeyObject };

const LONGEST = 4;

/**
 * Follows certificates, the signing one first, to an issuer of the trust list (RFC 5280 as far as HAIP needs it): each is issued and signed by the next, all are valid now, only the first is no
 * certification authority. Throws WalletRefusal.
 */
export function verifyChain(chain: readonly Uint8Array[], trusted: readonly TrustedIssuer[], now: Date): Signatory {
  demand(chain.length > 0, 'issuer-certificate-missing');
  demand(chain.length <= LONGEST, 'issuer-certificate-unreadable');
  const certificates = chain.map(readable);
  const [leaf, ...above] = certificates as [X509Certificate, ...X509Certificate[]];
  const found = trusted.map((issuer) => ({ issuer, anchor: readCertificate(issuer.certificate) })).find(({ anchor }) => endsAt(certificates, anchor));
  demand(found, 'issuer-untrusted');
  for (const certificate of [...certificates, found.anchor]) demand(certificate.validFromDate <= now && now <= certificate.validToDate, 'issuer-certificate-expired');
  demand(above.every((certificate) => certificate.ca), 'issuer-certificate-use');
  demand(!leaf.ca, 'issuer-certificate-use');
  return { issuer: found.issuer, key: keyOf(leaf) };
}

/** The certificates that a token brings with it (`x5c`, RFC 7515 section 4.1.6). Throws WalletRefusal. */
export function chainOf(header: Readonly<Record<string, unknown>>): Uint8Array[] {
  const chain = header['x5c'];
  demand(Array.isArray(chain) && chain.length > 0, 'issuer-certificate-missing');
  return (chain as unknown[]).map((one) => {
    demand(typeof one === 'string' && one.length <= 20_000 && /^[A-Za-z0-9+/]+={0,2}$/u.test(one), 'issuer-certificate-unreadable');
    return Buffer.from(one, 'base64');
  });
}

function endsAt(certificates: readonly X509Certificate[], anchor: X509Certificate): boolean {
  const last = certificates.at(-1);
  if (last === undefined) return false;
  const linked = certificates.every((certificate, index) => {
    const next = certificates[index + 1];
    return next === undefined || isIssuedBy(certificate, next);
  });
  return linked && (last.fingerprint256 === anchor.fingerprint256 || (anchor.ca && isIssuedBy(last, anchor)));
}

function readable(der: Uint8Array): X509Certificate {
  try {
    return readCertificate(der);
  } catch (error) {
    throw new WalletRefusal('issuer-certificate-unreadable', { cause: error });
  }
}
