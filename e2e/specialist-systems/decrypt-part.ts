import { createDecipheriv, createPrivateKey, webcrypto } from 'node:crypto';
import type { JWK } from 'jose';

// Reading a key of 4096 bit takes about as long as using it.
const keys = new WeakMap<JWK, webcrypto.CryptoKey>();

/**
 * The content of a compact JWE (RSA-OAEP-256, A256GCM) with its header; nothing of it is handed out before its tag was checked. The key is used beside the main thread, and 100 kB of base64url are read at once instead of letter by letter.
 * Throws for everything that is not such a JWE for this key.
 */
export async function decryptPart(jwe: string, jwk: JWK): Promise<{ readonly content: Uint8Array; readonly header: Readonly<Record<string, unknown>> }> {
  const parts = jwe.split('.');
  if (parts.length !== 5 || parts.some((part) => !/^[\w-]+$/u.test(part))) throw new Error('no compact JWE');
  const [protectedHeader = '', wrapped, iv, ciphertext, tag] = parts;
  const header = JSON.parse(bytesOf(protectedHeader).toString('utf8')) as Readonly<Record<string, unknown>>;
  if (header['alg'] !== 'RSA-OAEP-256' || header['enc'] !== 'A256GCM' || header['crit'] !== undefined || header['zip'] !== undefined) throw new Error('another way of encryption');
  const contentKey = Buffer.from(await webcrypto.subtle.decrypt('RSA-OAEP', keyOf(jwk), bytesOf(wrapped)));
  const [vector, mark] = [bytesOf(iv), bytesOf(tag)];
  if (contentKey.length !== 32 || vector.length !== 12 || mark.length !== 16) throw new Error('lengths of A256GCM');
  const decipher = createDecipheriv('aes-256-gcm', contentKey, vector, { authTagLength: 16 }).setAAD(Buffer.from(protectedHeader, 'ascii')).setAuthTag(mark);
  const first = decipher.update(bytesOf(ciphertext));
  return { content: Buffer.concat([first, decipher.final()]), header };
}

// The key operation of FIT-Connect is `unwrapKey`, which libraries take for no decryption: the key without its words works.
function keyOf(jwk: JWK): webcrypto.CryptoKey {
  const known = keys.get(jwk) ?? createPrivateKey({ key: jwk as never, format: 'jwk' }).toCryptoKey({ name: 'RSA-OAEP', hash: 'SHA-256' }, false, ['decrypt']);
  keys.set(jwk, known);
  return known;
}

function bytesOf(text = ''): Buffer<ArrayBuffer> {
  return Buffer.from(text, 'base64url');
}
