import { createPrivateKey, randomUUID, webcrypto } from 'node:crypto';
import type { PrivateJwk, PublicJwk } from '../domain/jwk.ts';

const PSS = { name: 'RSA-PSS', hash: 'SHA-512', publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 4_096 };
// The salt is as long as the hash (RFC 7518 section 3.5).
const SIGNING = { ...PSS, saltLength: 64 };

/** A pair of keys: the public one is published, the private one stays, sealed. A `sign` pair signs events, an `encrypt` pair takes submissions. */
export type KeyPair = { readonly publicJwk: PublicJwk; readonly privateJwk: PrivateJwk };

/**
 * Makes an RSA key of 4096 bit with a certificate over itself. Good for the delivery service's own signatures and for trying out; in production a destination's keys need certificates of the Verwaltungs-PKI.
 * Takes a second or more of one core.
 */
export async function makeKeyPair(options: { readonly use: 'sign' | 'encrypt'; readonly name: string; readonly notBefore: Date; readonly notAfter: Date; readonly kid?: string }): Promise<KeyPair> {
  await import('reflect-metadata');
  const { cryptoProvider, X509CertificateGenerator } = await import('@peculiar/x509');
  const keys = await webcrypto.subtle.generateKey(PSS, true, ['sign', 'verify']);
  cryptoProvider.set(webcrypto as never);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${options.name.replaceAll(/[^\p{L}\p{N} .-]/gu, ' ').slice(0, 60).trim() || 'Allmende'}`, keys: keys as never, notBefore: options.notBefore, notAfter: options.notAfter, signingAlgorithm: SIGNING as never,
  });
  const { n, e, d, p, q, dp, dq, qi } = createPrivateKey({ key: Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)), format: 'der', type: 'pkcs8' }).export({ format: 'jwk' }) as Record<string, string>;
  const shared = { kty: 'RSA' as const, e: e as 'AQAB', n: n as string, kid: options.kid ?? randomUUID(), x5c: [Buffer.from(certificate.rawData).toString('base64')] };
  const [alg, publicOperation, privateOperation] = options.use === 'sign' ? (['PS512', 'verify', 'sign'] as const) : (['RSA-OAEP-256', 'wrapKey', 'unwrapKey'] as const);
  return {
    publicJwk: { ...shared, alg, key_ops: [publicOperation] },
    privateJwk: { ...shared, alg, key_ops: [privateOperation], d: d as string, p: p as string, q: q as string, dp: dp as string, dq: dq as string, qi: qi as string },
  };
}
