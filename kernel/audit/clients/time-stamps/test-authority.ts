import { hash, webcrypto } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '@allmende/config';
import type { Clock } from '@allmende/time';
import { TEST_POLICY } from '../../domain/time-stamp.ts';
import type { TimeStampAuthority } from './time-stamp-authority.ts';

const NAME = 'CN=Allmende: NUR ZUM TEST - Zeitstempel ohne Beweiswert';
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const SHA256 = '2.16.840.1.101.3.4.2.1';

/**
 * The platform's own authority for trying out; its stamps say in their policy and in the name of their certificate that they prove nothing. Its key lies in `time-stamps-for-tests.json` of the folder of keys. Throws RangeError in
 * production, where only a configured authority stamps.
 */
export async function testAuthority(config: Pick<Config, 'environment' | 'keysDir'>, clock: Pick<Clock, 'now'>): Promise<TimeStampAuthority> {
  if (config.environment === 'production') throw new RangeError('the test authority never stamps in production');
  const { certificate, key } = await readKey(config.keysDir);
  return { kind: 'test', certificates: pem(certificate), answer: (request) => answer(request, { certificate, key, at: clock.now() }) };
}

async function answer(request: Uint8Array, { certificate, key, at }: { readonly certificate: Uint8Array; readonly key: webcrypto.CryptoKey; readonly at: Date }): Promise<Uint8Array> {
  const [pki, asn1] = [await import('pkijs'), await import('asn1js')];
  const engine = new pki.CryptoEngine({ name: 'node', crypto: webcrypto as never, subtle: webcrypto.subtle as never });
  const asked = pki.TimeStampReq.fromBER(buffer(request));
  const info = new pki.TSTInfo({
    version: 1, policy: TEST_POLICY, messageImprint: asked.messageImprint, serialNumber: new asn1.Integer({ valueHex: buffer(webcrypto.getRandomValues(new Uint8Array(8)).map((byte, place) => (place === 0 ? (byte & 0x3f) | 0x40 : byte))) }),
    genTime: at, ...(asked.nonce === undefined ? {} : { nonce: asked.nonce }),
  });
  const content = info.toSchema().toBER(false);
  const own = pki.Certificate.fromBER(buffer(certificate));
  const signed = new pki.SignedData({
    version: 3, encapContentInfo: new pki.EncapsulatedContentInfo({ eContentType: pki.id_eContentType_TSTInfo }), certificates: [own],
    signerInfos: [new pki.SignerInfo({ version: 1, sid: new pki.IssuerAndSerialNumber({ issuer: own.issuer, serialNumber: own.serialNumber }) })],
  });
  // The library would write the content in pieces, which is not DER and is refused elsewhere.
  signed.encapContentInfo.eContent = new asn1.OctetString({ valueHex: content });
  const certificateId = new asn1.Sequence({ value: [new asn1.Sequence({ value: [new asn1.Sequence({ value: [new asn1.OctetString({ valueHex: buffer(hash('sha256', certificate, 'buffer')) })] })] })] });
  const [signer] = signed.signerInfos;
  if (signer === undefined) throw new Error('no signer');
  signer.signedAttrs = new pki.SignedAndUnsignedAttributes({
    type: 0,
    attributes: [
      new pki.Attribute({ type: '1.2.840.113549.1.9.3', values: [new asn1.ObjectIdentifier({ value: pki.id_eContentType_TSTInfo })] }),
      new pki.Attribute({ type: '1.2.840.113549.1.9.4', values: [new asn1.OctetString({ valueHex: buffer(hash('sha256', new Uint8Array(content), 'buffer')) })] }),
      new pki.Attribute({ type: '1.2.840.113549.1.9.16.2.47', values: [certificateId] }),
    ],
  });
  await signed.sign(key as never, 0, 'SHA-256', undefined, engine);
  const token = new pki.ContentInfo({ contentType: pki.id_ContentType_SignedData, content: signed.toSchema(true) });
  const response = new pki.TimeStampResp({ status: new pki.PKIStatusInfo({ status: asked.messageImprint.hashAlgorithm.algorithmId === SHA256 ? 0 : 2 }), timeStampToken: token });
  return new Uint8Array(response.toSchema().toBER(false));
}

async function readKey(folder: string): Promise<{ certificate: Uint8Array; key: webcrypto.CryptoKey }> {
  const file = path.join(folder, 'time-stamps-for-tests.json');
  if ((await readFile(file, 'utf8').catch(() => undefined)) === undefined) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // Two processes may come here at once: the first file stays.
    await writeFile(file, JSON.stringify(await makeKey()), { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => { if (error.code !== 'EEXIST') throw error; });
  }
  const kept = JSON.parse(await readFile(file, 'utf8')) as { certificate: string; key: string };
  return { certificate: Buffer.from(kept.certificate, 'base64'), key: await webcrypto.subtle.importKey('pkcs8', Buffer.from(kept.key, 'base64'), ALGORITHM, false, ['sign']) };
}

async function makeKey(): Promise<{ certificate: string; key: string }> {
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  x509.cryptoProvider.set(webcrypto as never);
  const keys = (await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: NAME, keys: keys as never, notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2046-01-01T00:00:00Z'), signingAlgorithm: ALGORITHM,
    extensions: [new x509.ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.8'], true), new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true)],
  });
  return { certificate: Buffer.from(certificate.rawData).toString('base64'), key: Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64') };
}

function pem(certificate: Uint8Array): string {
  return `-----BEGIN CERTIFICATE-----\n${Buffer.from(certificate).toString('base64').replaceAll(/(.{64})/gu, '$1\n').trimEnd()}\n-----END CERTIFICATE-----\n`;
}

function buffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
