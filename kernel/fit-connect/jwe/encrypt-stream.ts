import { createCipheriv, createHash, publicEncrypt, randomBytes, constants, type KeyObject } from 'node:crypto';
import { encodeJweHeader, IV_BYTES, KEY_BYTES } from '../domain/jwe-header.ts';

/** What is known of an attachment when all of it has gone: the tag of the event log, the hash of the plaintext for the metadata (hex), and how long it was in bytes. */
export type EncryptedStream = { readonly tag: string; readonly sha512: string; readonly bytes: number };

/**
 * Encrypts an attachment of any size piece by piece: ASCII pieces of the compact JWE, in the order in which they are sent. Holds one piece and at most two bytes more. What it returns at the end is the
 * value of the generator; `encryptTo` hands it over together with the stream.
 */
export async function* encryptStream(plaintext: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, to: Recipient): AsyncGenerator<Buffer, EncryptedStream> {
  return yield* encryptPieces(plaintext, to, (text) => Buffer.from(text, 'latin1'));
}

/** Whom it is encrypted for. `contentType` is the media type of the plaintext. */
export type Recipient = { readonly key: KeyObject; readonly kid: string; readonly contentType: string };

/** The same with pieces as the caller wants them: `bytesOf` may use one buffer again and again where each piece is done with before the next is asked for. */
export async function* encryptPieces(plaintext: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, to: Recipient, bytesOf: (text: string) => Buffer): AsyncGenerator<Buffer, EncryptedStream> {
  const header = encodeJweHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: to.kid, cty: to.contentType });
  const [contentKey, iv] = [randomBytes(KEY_BYTES), randomBytes(IV_BYTES)];
  const wrapped = publicEncrypt({ key: to.key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, contentKey);
  const cipher = createCipheriv('aes-256-gcm', contentKey, iv).setAAD(Buffer.from(header, 'ascii'));
  contentKey.fill(0);
  const hash = createHash('sha512');
  let bytes = 0;
  // Base64 works on three bytes at a time: what is left over waits for the next piece.
  let left: Buffer = Buffer.alloc(0);
  yield bytesOf(`${header}.${wrapped.toString('base64url')}.${iv.toString('base64url')}.`);
  for await (const piece of plaintext) {
    hash.update(piece);
    bytes += piece.length;
    const ciphertext = cipher.update(piece);
    const whole = left.length === 0 ? ciphertext : Buffer.concat([left, ciphertext]);
    const length = whole.length - (whole.length % 3);
    left = whole.subarray(length);
    if (length > 0) yield bytesOf(whole.toString('base64url', 0, length));
  }
  cipher.final();
  const tag = cipher.getAuthTag().toString('base64url');
  yield bytesOf(`${left.toString('base64url')}.${tag}`);
  return { tag, sha512: hash.digest('hex'), bytes };
}
