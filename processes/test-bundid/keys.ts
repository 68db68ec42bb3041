import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { X509CertificateGenerator } from '@peculiar/x509';

/** Says in every certificate and in the metadata that this is no BundID. The platform refuses it in operation. */
export const TEST_MARK = 'urn:allmende:test-bundid';

export type TestKeys = { readonly privateKey: string; readonly certificate: string };

/** A fresh key with a certificate over itself. */
export async function makeTestKeys(from: Date, days = 30): Promise<TestKeys> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 2048 };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({ name: 'CN=Test-BundID, OU=Nur zum Testen', keys: keys as CryptoKeyPair, notBefore: new Date(from.getTime() - 3_600_000), notAfter: new Date(from.getTime() + days * 86_400_000), signingAlgorithm: algorithm }, webcrypto as unknown as Crypto);
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return { privateKey: `-----BEGIN PRIVATE KEY-----\n${pkcs8.replaceAll(/(.{64})/gu, '$1\n').trimEnd()}\n-----END PRIVATE KEY-----\n`, certificate: certificate.toString('pem') };
}

/** The metadata of a test BundID. */
export function testMetadata(input: { readonly address: string; readonly certificates: readonly string[]; readonly validUntil: Date }): string {
  const keys = input.certificates.map((pem) => `<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${pem.replaceAll(/-----[^-]+-----|\s/gu, '')}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`);
  return `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${TEST_MARK}" validUntil="${input.validUntil.toISOString()}"><md:IDPSSODescriptor WantAuthnRequestsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${keys.join('')}<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${input.address}/sign-in"/></md:IDPSSODescriptor></md:EntityDescriptor>`;
}
