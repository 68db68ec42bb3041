import { compactDecrypt } from 'jose/jwe/compact/decrypt';
import { CompactEncrypt } from 'jose/jwe/compact/encrypt';
import { calculateJwkThumbprint } from 'jose/jwk/thumbprint';
import { SealingProblem } from './sealing-problem.ts';

/** A point on P-256, as JWK (RFC 7517). */
export type PublicKey = { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string };

/** The same with its secret; never leaves the machine of its owner unsealed. */
export type PrivateKey = PublicKey & { readonly d: string };

/** What a person keeps: the private key, sealed with a passphrase (RFC 7516 with RFC 7518 section 4.8). */
export type KeyFile = { readonly kind: 'allmende-opening-key'; readonly v: 1; readonly thumbprint: string; readonly publicKey: PublicKey; readonly sealed: string };

const LEAST_PASSPHRASE = 12;
// OWASP Password Storage Cheat Sheet for PBKDF2-HMAC-SHA512, read 2026-11-22: 210,000 rounds.
const ROUNDS = 210_000;
const COORDINATE = /^[\w-]{43}$/u;

/** Makes a key pair on this machine; the private key comes only sealed. Throws SealingProblem (`weak-passphrase`) for fewer than 12 characters. */
export async function newRecipientKey(passphrase: string): Promise<KeyFile> {
  if (passphrase.length < LEAST_PASSPHRASE) throw new SealingProblem('weak-passphrase');
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey('jwk', pair.privateKey);
  const publicKey = readPublicKey({ kty, crv, x, y });
  const thumbprint = await thumbprintOf(publicKey);
  const sealed = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify({ ...publicKey, d })))
    .setProtectedHeader({ alg: 'PBES2-HS512+A256KW', enc: 'A256GCM', kid: thumbprint }).setKeyManagementParameters({ p2c: ROUNDS }).encrypt(new TextEncoder().encode(passphrase.normalize('NFC')));
  return { kind: 'allmende-opening-key', v: 1, thumbprint, publicKey, sealed };
}

/** Opens a key file; throws SealingProblem (`unreadable`, `wrong-passphrase`, `bad-key`). */
export async function openKeyFile(text: string, passphrase: string): Promise<PrivateKey> {
  const file = readKeyFile(text);
  let plain: Uint8Array;
  try {
    ({ plaintext: plain } = await compactDecrypt(file.sealed, new TextEncoder().encode(passphrase.normalize('NFC')), { keyManagementAlgorithms: ['PBES2-HS512+A256KW'], contentEncryptionAlgorithms: ['A256GCM'], maxPBES2Count: 2_000_000 }));
  } catch {
    throw new SealingProblem('wrong-passphrase');
  }
  const { d, ...rest } = JSON.parse(new TextDecoder().decode(plain)) as { d?: unknown };
  if (typeof d !== 'string' || !COORDINATE.test(d)) throw new SealingProblem('bad-key');
  return { ...readPublicKey(rest), d };
}

function readKeyFile(text: string): KeyFile {
  let value: Partial<KeyFile>;
  try {
    value = JSON.parse(text) as Partial<KeyFile>;
  } catch {
    throw new SealingProblem('unreadable');
  }
  if (value === null || typeof value !== 'object' || value.kind !== 'allmende-opening-key' || value.v !== 1 || typeof value.sealed !== 'string' || value.sealed.length > 10_000) throw new SealingProblem('unreadable');
  return value as KeyFile;
}

/** Reads a public key from outside; whether the point lies on the curve is checked by `thumbprintOf`. Throws SealingProblem (`bad-key`). */
export function readPublicKey(value: unknown): PublicKey {
  if (typeof value !== 'object' || value === null) throw new SealingProblem('bad-key');
  const { kty, crv, x, y } = value as Record<string, unknown>;
  if (kty !== 'EC' || crv !== 'P-256' || typeof x !== 'string' || typeof y !== 'string' || !COORDINATE.test(x) || !COORDINATE.test(y)) throw new SealingProblem('bad-key');
  return { kty, crv, x, y };
}

/** The public part of a private key. */
export function publicKeyOf({ kty, crv, x, y }: PrivateKey): PublicKey {
  return { kty, crv, x, y };
}

/** The name of a key: SHA-256 as RFC 7638 defines it, in base64url. Throws SealingProblem (`bad-key`) when the point does not lie on the curve. */
export async function thumbprintOf(key: PublicKey): Promise<string> {
  try {
    await crypto.subtle.importKey('jwk', { ...key }, { name: 'ECDH', namedCurve: 'P-256' }, false, []);
  } catch {
    throw new SealingProblem('bad-key');
  }
  return calculateJwkThumbprint({ ...key }, 'sha256');
}
