import { webcrypto } from 'node:crypto';

/** Encrypts for whoever has the private key of a certificate: CMS EnvelopedData (RFC 5652) in DER, AES-256-CBC, the key by RSA-OAEP with SHA-256. */
export async function encryptFor(pem: string, content: Uint8Array): Promise<Uint8Array> {
  // Loaded with the first one: most processes encrypt none.
  const pki = await import('pkijs');
  const engine = new pki.CryptoEngine({ name: 'node', crypto: webcrypto as never, subtle: webcrypto.subtle as never });
  const der = Buffer.from(pem.replace(/-----(?:BEGIN|END) CERTIFICATE-----/gu, '').replaceAll(/\s/gu, ''), 'base64');
  const envelope = new pki.EnvelopedData();
  envelope.addRecipientByCertificate(pki.Certificate.fromBER(arrayBuffer(der)), { oaepHashAlgorithm: 'SHA-256' }, undefined, engine);
  await envelope.encrypt({ name: 'AES-CBC', length: 256 } as never, arrayBuffer(content), engine);
  const info = new pki.ContentInfo({ contentType: pki.id_ContentType_EnvelopedData, content: envelope.toSchema() });
  return new Uint8Array(info.toSchema().toBER(false));
}

function arrayBuffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
