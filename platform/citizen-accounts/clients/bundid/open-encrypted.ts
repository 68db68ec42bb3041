import { constants, createDecipheriv, privateDecrypt } from 'node:crypto';
import { escape } from '@allmende/html';
import { AnswerRefused } from '../../domain/errors.ts';
import type { Asker } from './request-address.ts';
import { allNodes, attributeValue, childrenNamed, childrenOf, NS, textOf } from './xml.ts';

const XENC = 'http://www.w3.org/2001/04/xmlenc#';
const XENC11 = 'http://www.w3.org/2009/xmlenc11#';
const OAEP = `${XENC}rsa-oaep-mgf1p`;
const SHA1 = `${NS.signature}sha1`;
const GCM: Readonly<Record<string, number>> = { [`${XENC11}aes128-gcm`]: 16, [`${XENC11}aes256-gcm`]: 32 };
const CBC: Readonly<Record<string, number>> = { [`${XENC}aes128-cbc`]: 16, [`${XENC}aes256-cbc`]: 32 };

/**
 * Opens the encrypted assertion of an answer and puts it as it is into a plain answer, which then passes every check that others pass: who encrypts has proven nothing, as the key for it is public. AES-GCM with RSA-OAEP; AES-CBC, whose padding
 * tells whoever may try often, only where the answer around it is signed and was verified before. Throws AnswerRefused. Source: XML Encryption Syntax and Processing 1.1, §§ 5.2, 5.5.
 */
export function openEncrypted(document: Document, asker: Pick<Asker, 'privateKey'>, isVerified: boolean): string {
  const root = document.documentElement;
  const [holder] = childrenNamed(root, NS.assertion, 'EncryptedAssertion');
  const elements = holder ? [...allNodes(holder)].filter((node): node is Element => node.nodeType === 1 && (node as Element).namespaceURI === XENC) : [];
  const data = only(elements.filter((each) => each.localName === 'EncryptedData' && each.parentNode === holder));
  const key = only(elements.filter((each) => each.localName === 'EncryptedKey'));
  const algorithm = methodOf(data);
  const keyBytes = GCM[algorithm] ?? (isVerified ? CBC[algorithm] : undefined);
  if (keyBytes === undefined || methodOf(key) !== OAEP || digestOf(key) !== SHA1) throw new AnswerRefused('encryption-method');
  const plain = decrypted(asker.privateKey, { key: cipherOf(key), data: cipherOf(data), keyBytes, isGcm: GCM[algorithm] !== undefined });
  const attribute = (name: string) => { const value = attributeValue(root, name); return value === undefined ? '' : ` ${name}="${escape(value)}"`; };
  const [issuer] = childrenNamed(root, NS.assertion, 'Issuer');
  return `<p:Response xmlns:p="${NS.protocol}" xmlns:a="${NS.assertion}" ID="_opened" Version="2.0"${attribute('Destination')}${attribute('InResponseTo')}>${issuer ? `<a:Issuer>${escape(textOf(issuer) ?? '')}</a:Issuer>` : ''}<p:Status><p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"></p:StatusCode></p:Status>${plain}</p:Response>`;
}

function decrypted(privateKey: string, sealed: { readonly key: Buffer; readonly data: Buffer; readonly keyBytes: number; readonly isGcm: boolean }): string {
  try {
    const key = privateDecrypt({ key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' }, sealed.key);
    if (key.length !== sealed.keyBytes) throw new AnswerRefused('decryption');
    const bytes = sealed.isGcm ? fromGcm(key, sealed.data) : fromCbc(key, sealed.data);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw error instanceof AnswerRefused ? error : new AnswerRefused('decryption');
  }
}

function fromGcm(key: Buffer, data: Buffer): Buffer {
  const decipher = createDecipheriv(key.length === 32 ? 'aes-256-gcm' : 'aes-128-gcm', key, data.subarray(0, 12), { authTagLength: 16 });
  decipher.setAuthTag(data.subarray(-16));
  return Buffer.concat([decipher.update(data.subarray(12, -16)), decipher.final()]);
}

// XML Encryption pads with any bytes and the number of them at the end.
function fromCbc(key: Buffer, data: Buffer): Buffer {
  const decipher = createDecipheriv(key.length === 32 ? 'aes-256-cbc' : 'aes-128-cbc', key, data.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(data.subarray(16)), decipher.final()]);
  const padding = padded.at(-1) ?? 0;
  if (padding < 1 || padding > 16 || padding > padded.length) throw new AnswerRefused('decryption');
  return padded.subarray(0, -padding);
}

function only(found: readonly Element[]): Element {
  const [one, ...more] = found;
  if (!one || more.length > 0) throw new AnswerRefused('encryption-method');
  return one;
}

function methodOf(element: Element): string {
  return attributeValue(only(childrenNamed(element, XENC, 'EncryptionMethod')), 'Algorithm') ?? '';
}

// Where none is named it is SHA-1, which OAEP does not need to be collision-free.
function digestOf(key: Element): string {
  const [digest, ...more] = childrenOf(only(childrenNamed(key, XENC, 'EncryptionMethod')));
  return digest === undefined ? SHA1 : more.length === 0 && digest.localName === 'DigestMethod' ? (attributeValue(digest, 'Algorithm') ?? '') : '';
}

function cipherOf(element: Element): Buffer {
  const text = textOf(only(childrenNamed(only(childrenNamed(element, XENC, 'CipherData')), XENC, 'CipherValue')))?.replaceAll(/\s/gu, '') ?? '';
  if (!/^[A-Za-z0-9+/]+={0,2}$/u.test(text)) throw new AnswerRefused('encryption-method');
  return Buffer.from(text, 'base64');
}
