import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { X509CertificateGenerator } from '@peculiar/x509';

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 3072 };
const YEARS = 3;

/** A fresh RSA key of 3072 bits with a certificate over itself: trust comes from its registration at BundID, not from who issued it. */
export async function makeCertificate(name: string, now: Date): Promise<{ readonly privateKey: string; readonly certificate: string }> {
  const keys = await webcrypto.subtle.generateKey(RSA, true, ['sign', 'verify']);
  const notAfter = new Date(now);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + YEARS);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    // A comma or quote in a name would begin another part of it.
    name: `CN=${name.replaceAll(/[^\p{L}\p{N} .-]/gu, ' ').slice(0, 60).trim() || 'Allmende'}`, keys: keys as CryptoKeyPair, notBefore: new Date(now.getTime() - 60_000), notAfter, signingAlgorithm: RSA,
  }, webcrypto as unknown as Crypto);
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return { privateKey: `-----BEGIN PRIVATE KEY-----\n${pkcs8.replaceAll(/(.{64})/gu, '$1\n').trimEnd()}\n-----END PRIVATE KEY-----\n`, certificate: certificate.toString('pem') };
}
