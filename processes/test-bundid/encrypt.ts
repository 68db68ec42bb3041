import { constants, createCipheriv, publicEncrypt, randomBytes, X509Certificate } from 'node:crypto';
import { element } from './canonical-xml.ts';

const XENC = 'http://www.w3.org/2001/04/xmlenc#';
const XENC11 = 'http://www.w3.org/2009/xmlenc11#';
const DS = 'http://www.w3.org/2000/09/xmldsig#';

/** How an assertion is encrypted; the defaults are what the platform takes from anybody, the rest is for tests of what must be refused. */
export type Encrypting = { /** In PEM. */ readonly certificate: string; readonly method?: 'aes256-gcm' | 'aes256-cbc'; readonly keyMethod?: 'rsa-oaep-mgf1p' | 'rsa-1_5'; /** Changes the sealed bytes. */ readonly spoil?: (sealed: Buffer) => Buffer };

/** An assertion in canonical form, encrypted for the owner of a certificate. Source: XML Encryption Syntax and Processing 1.1. */
export function encrypted(assertion: string, { certificate, method = 'aes256-gcm', keyMethod = 'rsa-oaep-mgf1p', spoil = (sealed) => sealed }: Encrypting): string {
  const key = randomBytes(32);
  const sealed = spoil(method === 'aes256-gcm' ? gcm(key, assertion) : cbc(key, assertion));
  const padding = keyMethod === 'rsa-1_5' ? constants.RSA_PKCS1_PADDING : constants.RSA_PKCS1_OAEP_PADDING;
  const wrapped = publicEncrypt({ key: new X509Certificate(certificate).publicKey, padding, oaepHash: 'sha1' }, key);
  const cipher = (bytes: Buffer) => element('xenc:CipherData', { children: [element('xenc:CipherValue', { children: [bytes.toString('base64')] })] });
  const encryptedKey = element('xenc:EncryptedKey', { children: [
    element('xenc:EncryptionMethod', { attributes: { Algorithm: `${XENC}${keyMethod}` }, children: keyMethod === 'rsa-1_5' ? [] : [element('ds:DigestMethod', { attributes: { Algorithm: `${DS}sha1` } })] }), cipher(wrapped),
  ] });
  return element('saml2:EncryptedAssertion', { namespaces: { saml2: 'urn:oasis:names:tc:SAML:2.0:assertion' }, children: [
    element('xenc:EncryptedData', { namespaces: { xenc: XENC }, attributes: { Type: `${XENC}Element` }, children: [
      element('xenc:EncryptionMethod', { attributes: { Algorithm: `${method === 'aes256-gcm' ? XENC11 : XENC}${method}` } }), element('ds:KeyInfo', { namespaces: { ds: DS }, children: [encryptedKey] }), cipher(sealed),
    ] }),
  ] });
}

function gcm(key: Buffer, text: string): Buffer {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

function cbc(key: Buffer, text: string): Buffer {
  const iv = randomBytes(16);
  const bytes = Buffer.from(text, 'utf8');
  const padding = 16 - (bytes.length % 16);
  const cipher = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
  return Buffer.concat([iv, cipher.update(Buffer.concat([bytes, Buffer.alloc(padding, padding)])), cipher.final()]);
}
