import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { PrivateJwk, PublicJwk } from '../domain/jwk.ts';
import { makeKeyPair, type KeyPair } from '../keys/make-key-pair.ts';

/** A pair as JWK and as keys. */
export type TestKey = KeyPair & { readonly publicKey: KeyObject; readonly privateKey: KeyObject };

/** Both pairs of a destination or service. */
export type TestKeys = { readonly encrypt: TestKey; readonly sign: TestKey };

/** Both pairs, fresh. RSA with 4096 bit takes its time: make them once for each file of tests. */
export async function testKeys(name = 'Probe Beispiel'): Promise<TestKeys> {
  const [encrypt, sign] = await Promise.all([testKey('encrypt', name), testKey('sign', name)]);
  return { encrypt, sign };
}

/** One fresh pair with a certificate over itself, valid from 2020 to 2099. */
export async function testKey(use: 'encrypt' | 'sign', name = 'Probe Beispiel'): Promise<TestKey> {
  return withKeys(await makeKeyPair({ use, name, notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2099-01-01T00:00:00Z') }));
}

function withKeys(pair: KeyPair): TestKey {
  return { ...pair, publicKey: createPublicKey({ key: publicPart(pair.publicJwk), format: 'jwk' }), privateKey: createPrivateKey({ key: privatePart(pair.privateJwk), format: 'jwk' }) };
}

function publicPart({ kty, n, e }: PublicJwk) {
  return { kty, n, e };
}

function privatePart({ kty, n, e, d, p, q, dp, dq, qi }: PrivateJwk) {
  return { kty, n, e, d, p, q, dp, dq, qi };
}
