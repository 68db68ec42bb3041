import { createPublicKey, webcrypto, X509Certificate } from 'node:crypto';
import type { PublicJwk } from '../domain/jwk.ts';

const PSS = { name: 'RSA-PSS', hash: 'SHA-512', saltLength: 64 };
const PKCS1 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' };

export type ChainOptions = {
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** Makes the certificate over the key a certification authority, which it must not be. */
  readonly leafIsAuthority?: boolean;
  /** Signs the certificate over the key by another algorithm than the schema of FIT-Connect asks for. */
  readonly leafSignature?: 'pss' | 'pkcs1';
  /** Where the certificate over the key says that its revocation is asked. */
  readonly ocsp?: string;
  readonly crl?: string;
};

/** A root, an authority below it and a certificate over a key, as the Verwaltungs-PKI has them. `x5c` is the chain of the key without the root. */
export async function aChain(jwk: PublicJwk, options: ChainOptions = {}): Promise<{ readonly root: X509Certificate; readonly x5c: [string, string]; /** Signs for the authority that issued the certificate. */ readonly issuerKey: webcrypto.CryptoKey }> {
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  x509.cryptoProvider.set(webcrypto as never);
  const validity = { notBefore: options.notBefore ?? new Date('2020-01-01T00:00:00Z'), notAfter: options.notAfter ?? new Date('2099-01-01T00:00:00Z') };
  const wide = { notBefore: new Date('2000-01-01T00:00:00Z'), notAfter: new Date('2099-01-01T00:00:00Z') };
  // 2048 bit are enough to be followed; only the keys of FIT-Connect itself are longer.
  const pair = (algorithm: object) => webcrypto.subtle.generateKey({ ...algorithm, publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 2_048 } as never, true, ['sign', 'verify']) as Promise<webcrypto.CryptoKeyPair>;
  const leafAlgorithm = options.leafSignature === 'pkcs1' ? PKCS1 : PSS;
  const [rootKeys, middleKeys] = [await pair(PSS), await pair(leafAlgorithm)];
  const root = await x509.X509CertificateGenerator.createSelfSigned({ name: 'CN=Probe Root, C=DE', keys: rootKeys as never, ...wide, signingAlgorithm: PSS as never, extensions: [new x509.BasicConstraintsExtension(true, 2, true)] });
  const middle = await x509.X509CertificateGenerator.create({
    subject: 'CN=Probe Issuer, C=DE', issuer: root.subject, publicKey: middleKeys.publicKey as never, signingKey: rootKeys.privateKey as never, ...wide, signingAlgorithm: PSS as never, extensions: [new x509.BasicConstraintsExtension(true, 0, true)],
  });
  const spki = createPublicKey({ key: { kty: 'RSA', n: jwk.n, e: jwk.e }, format: 'jwk' }).export({ format: 'der', type: 'spki' });
  const leafKey = await webcrypto.subtle.importKey('spki', new Uint8Array(spki), { name: 'RSA-PSS', hash: 'SHA-512' }, true, ['verify']);
  const leaf = await x509.X509CertificateGenerator.create({
    subject: 'CN=Probe Zustellpunkt, C=DE', issuer: middle.subject, publicKey: leafKey as never, signingKey: middleKeys.privateKey as never, ...validity, signingAlgorithm: leafAlgorithm as never,
    extensions: [
      new x509.BasicConstraintsExtension(options.leafIsAuthority ?? false, undefined, true), ...(options.ocsp === undefined ? [] : [new x509.AuthorityInfoAccessExtension({ ocsp: options.ocsp })]),
      ...(options.crl === undefined ? [] : [new x509.CRLDistributionPointsExtension([options.crl])]),
    ],
  });
  const base64 = (certificate: { rawData: ArrayBuffer }) => Buffer.from(certificate.rawData).toString('base64');
  return { root: new X509Certificate(Buffer.from(root.rawData)), x5c: [base64(leaf), base64(middle)], issuerKey: middleKeys.privateKey };
}
