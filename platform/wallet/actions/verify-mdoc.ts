import { createHash, createPublicKey, verify, type JsonWebKey, type KeyObject, type X509Certificate } from 'node:crypto';
import { CoseKey, DateOnly, DeviceResponse, SessionTranscript, type MdocContext, type Sign1 } from '@owf/mdoc';
import { attributesOf, elementOf, PID_DOCUMENT } from '../domain/pid.ts';
import { isObject } from '../domain/read-token.ts';
import { demand, WalletRefusal, type RefusalReason } from '../domain/refusal.ts';
import { checkStatus } from './check-status.ts';
import { keyOf, readCertificate } from './read-certificate.ts';
import { verifyChain } from './verify-chain.ts';
import { thumbprintOf, type Expectation, type VerifiedCredential } from './verify-sd-jwt.ts';

type Check = { readonly status: string; readonly category: string };
/** COSE numbers of ES256, also in its fully specified form (RFC 9053, RFC 9864). */
const ES256 = new Set<unknown>([-7, -9]);
const SKEW_SECONDS = 60;

/**
 * Verifies a PID as mdoc in a DeviceResponse (ISO 18013-5, OpenID4VP 1.0 annex B.2): exactly one document of the type asked for, signed by the holder for this request, with nothing that was not asked for.
 * `answerKey` is the SHA-256 thumbprint of the key that the response was encrypted to. Throws WalletRefusal.
 */
export async function verifyMdoc(presentation: string, expected: Expectation & { readonly answerKey: Uint8Array }): Promise<VerifiedCredential> {
  demand(presentation.length <= 64 * 1024, 'response-too-large');
  demand(/^[A-Za-z0-9_-]+$/u.test(presentation), 'document-malformed');
  const response = readable(() => DeviceResponse.fromEncodedForOid4Vp(presentation));
  const { documents } = response;
  demand(documents?.length === 1, 'document-more-than-one');
  const [document] = documents as [NonNullable<typeof documents>[number]];
  const { issuerAuth, issuerNamespaces } = document.issuerSigned;
  const security = readable(() => issuerAuth.mobileSecurityObject);
  // The library decodes the same bytes anew at each look, four times and twice for every element.
  Object.defineProperty(issuerAuth, 'mobileSecurityObject', { value: security });
  demand(document.docType === PID_DOCUMENT && security.docType === PID_DOCUMENT, 'credential-type');
  const { deviceSignature } = document.deviceSigned.deviceAuth;
  demand(deviceSignature, 'key-binding-missing');
  // The library also believes an algorithm that stands outside the signature.
  demand(ES256.has(algorithmOf(issuerAuth)) && ES256.has(algorithmOf(deviceSignature)), 'token-algorithm');
  demand(issuerAuth.certificateChain.length > 0, 'issuer-certificate-missing');
  const signatory = verifyChain(issuerAuth.certificateChain, expected.trusted, expected.now);
  demand(signatory.issuer.types.includes(PID_DOCUMENT), 'issuer-not-for-this-type');
  demand(security.validityInfo.validUntil >= expected.now, 'credential-expired');
  const elements = elementsOf(issuerNamespaces.issuerNamespaces, expected);
  await verifySignatures(response, expected);
  await checkStatus(statusOf(security), { issuer: signatory.issuer, now: expected.now, fetchStatusList: expected.fetchStatusList });
  return {
    attributes: attributesOf(expected.asked, (attribute) => textOf(elements.get(elementOf(attribute)))), issuer: signatory.issuer, type: PID_DOCUMENT, holder: thumbprintOf(publicKeyOf(security.deviceKeyInfo.deviceKey)),
    claims: { [PID_DOCUMENT]: Object.fromEntries([...elements].map(([name, value]) => [name, textOf(value)])) },
  };
}

function elementsOf(namespaces: ReadonlyMap<string, readonly { readonly elementIdentifier: string; readonly elementValue: unknown }[]>, { asked }: Expectation): Map<string, unknown> {
  const wanted = new Set(asked.map(elementOf));
  const elements = new Map<string, unknown>();
  for (const [namespace, items] of namespaces) {
    for (const item of items) {
      demand(namespace === PID_DOCUMENT && wanted.has(item.elementIdentifier), 'disclosure-not-asked-for');
      demand(!elements.has(item.elementIdentifier), 'disclosure-twice');
      elements.set(item.elementIdentifier, item.elementValue);
    }
  }
  return elements;
}

async function verifySignatures(response: DeviceResponse, expected: Expectation & { readonly answerKey: Uint8Array }): Promise<void> {
  const transcript = await SessionTranscript.forOid4Vp({ clientId: expected.clientId, nonce: expected.nonce, responseUri: expected.responseAddress, jwkThumbprint: expected.answerKey }, context);
  const onCheck = (check: Check) => {
    if (check.status === 'FAILED') throw new WalletRefusal(REASONS[check.category] ?? 'document-malformed');
  };
  try {
    await response.verify({ sessionTranscript: transcript, trustedCertificates: [], disableCertificateChainValidation: true, now: expected.now, skewSeconds: SKEW_SECONDS, onCheck }, context);
  } catch (error) {
    throw error instanceof WalletRefusal ? error : new WalletRefusal('document-malformed', { cause: error });
  }
}

const REASONS: Readonly<Record<string, RefusalReason>> = { DEVICE_AUTH: 'document-holder', ISSUER_AUTH: 'document-issuer', DATA_INTEGRITY: 'document-integrity', DOCUMENT_FORMAT: 'document-malformed' };

/** The cryptography that the library asks for. Certificates are followed by `verifyChain` before. */
const context: MdocContext = {
  crypto: {
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    digest: ({ digestAlgorithm, bytes }) => new Uint8Array(createHash(digestAlgorithm.toLowerCase().replace('-', '')).update(bytes).digest()),
    calculateEphemeralMacKey: () => { throw new WalletRefusal('key-binding-missing'); },
  },
  cose: {
    sign1: { sign: () => { throw new Error('nothing is signed here'); }, verify: ({ key, sign1 }) => isSigned(sign1, key) },
    mac0: { sign: () => { throw new Error('nothing is signed here'); }, verify: () => false },
  },
  x509: {
    getIssuerNameField: ({ certificate, field }) => readCertificate(certificate).issuer.split('\n').flatMap((line) => (line.startsWith(`${field}=`) ? [line.slice(field.length + 1)] : [])),
    getPublicKey: ({ certificate }) => coseKeyOf(readCertificate(certificate)),
    verifyCertificateChain: () => { throw new Error('certificates are followed before'); },
    getCertificateData: ({ certificate }) => {
      const read = readCertificate(certificate);
      return { issuerName: read.issuer, subjectName: read.subject, serialNumber: read.serialNumber, thumbprint: read.fingerprint256, notBefore: read.validFromDate, notAfter: read.validToDate, pem: read.toString() };
    },
  },
};

function isSigned(sign1: Sign1, key: CoseKey): boolean {
  if (!ES256.has(algorithmOf(sign1)) || sign1.signature.length !== 64) return false;
  return verify('sha256', sign1.toBeSigned, { key: publicKeyOf(key), dsaEncoding: 'ieee-p1363' }, sign1.signature);
}

// The library asks for the same keys several times.
const coseKeys = new WeakMap<X509Certificate, CoseKey>();
const publicKeys = new WeakMap<CoseKey, KeyObject>();

function coseKeyOf(certificate: X509Certificate): CoseKey {
  const known = coseKeys.get(certificate) ?? CoseKey.fromJwk(keyOf(certificate).export({ format: 'jwk' }) as Record<string, unknown>);
  coseKeys.set(certificate, known);
  return known;
}

function publicKeyOf(key: CoseKey): KeyObject {
  const known = publicKeys.get(key);
  if (known) return known;
  const { kty, crv, x, y } = key.jwk as JsonWebKey;
  demand(kty === 'EC' && crv === 'P-256', 'holder-key-unusable');
  const made = createPublicKey({ key: { kty, crv, x, y } as JsonWebKey, format: 'jwk' });
  publicKeys.set(key, made);
  return made;
}

function algorithmOf(sign1: Sign1): unknown {
  return sign1.protectedHeaders.headers?.get(1);
}

function statusOf(security: object): unknown {
  const structure = (security as { readonly decodedStructure?: { readonly get?: (name: string) => unknown } }).decodedStructure;
  return plainMap(structure?.get?.('status'));
}

function plainMap(value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, inner]) => [String(key), plainMap(inner)]));
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainMap(inner)])) : value;
}

// Days come as text, or as a date of the library's own (full-date, RFC 8943).
function textOf(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return value instanceof DateOnly ? value.toISOString() : value;
}

function readable<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw new WalletRefusal('document-malformed', { cause: error });
  }
}
