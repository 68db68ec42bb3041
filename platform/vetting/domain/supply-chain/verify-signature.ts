import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';

/** Whether a signature belongs to a file, and whose key it is. */
export type SignatureVerdict = { readonly outcome: 'valid'; /** SHA-256 of the key in DER, hex. */ readonly fingerprint: string; readonly algorithm: string } | { readonly outcome: 'invalid' | 'unreadable-key' | 'unreadable-signature' | 'weak-key' };

/**
 * Checks a detached signature: as `cosign sign-blob` and `openssl dgst -sha256 -sign` write it for P-256, P-384 and RSA from 3072 bits on, and plain Ed25519. The signature comes in base64 or as it is, the key in PEM.
 */
export function verifySignature(file: Uint8Array, signature: Uint8Array, publicKey: string): SignatureVerdict {
  const key = keyOf(publicKey);
  if (key === undefined) return { outcome: 'unreadable-key' };
  const algorithm = algorithmOf(key);
  if (algorithm === undefined) return { outcome: 'weak-key' };
  const bytes = signatureBytes(signature);
  if (bytes === undefined) return { outcome: 'unreadable-signature' };
  const isValid = verify(algorithm === 'Ed25519' ? null : 'sha256', file, key, bytes);
  return isValid ? { outcome: 'valid', algorithm, fingerprint: createHash('sha256').update(key.export({ type: 'spki', format: 'der' })).digest('hex') } : { outcome: 'invalid' };
}

function keyOf(pem: string): KeyObject | undefined {
  if (pem.length > 10_000 || !/^\s*-----BEGIN PUBLIC KEY-----/u.test(pem)) return undefined;
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
}

function algorithmOf(key: KeyObject): string | undefined {
  const { namedCurve, modulusLength } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'ed25519') return 'Ed25519';
  if (key.asymmetricKeyType === 'ec') return namedCurve === 'prime256v1' ? 'ECDSA P-256' : namedCurve === 'secp384r1' ? 'ECDSA P-384' : undefined;
  return key.asymmetricKeyType === 'rsa' && (modulusLength ?? 0) >= 3072 ? `RSA ${modulusLength}` : undefined;
}

function signatureBytes(given: Uint8Array): Uint8Array | undefined {
  if (given.length === 0 || given.length > 10_000) return undefined;
  const text = new TextDecoder('latin1').decode(given).trim();
  return /^[A-Za-z0-9+/\s]+={0,2}$/u.test(text) && text.length >= 60 ? Buffer.from(text, 'base64') : given;
}
