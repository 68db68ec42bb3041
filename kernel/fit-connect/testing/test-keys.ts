import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { PrivateJwk, PublicJwk } from '../domain/jwk.ts';
import { makeKeyPair, type KeyPair } from '../keys/make-key-pair.ts';

/** Both pairs of a destination or service as JWK and as keys. */
export type TestKeys = {
  readonly encrypt: KeyPair & { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
  readonly sign: KeyPair & { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
};

/** Fresh keys with certificates over themselves, valid from 2020 to 2099. RSA with 4096 bit takes its time: make them once for each file of tests. */
export async function testKeys(name = 'Probe Beispiel'): Promise<TestKeys> {
  const [notBefore, notAfter] = [new Date('2020-01-01T00:00:00Z'), new Date('2099-01-01T00:00:00Z')];
  const [encrypt, sign] = await Promise.all((['encrypt', 'sign'] as const).map((use) => makeKeyPair({ use, name, notBefore, notAfter }))) as [KeyPair, KeyPair];
  return { encrypt: withKeys(encrypt), sign: withKeys(sign) };
}

function withKeys(pair: KeyPair) {
  return { ...pair, publicKey: createPublicKey({ key: publicPart(pair.publicJwk), format: 'jwk' }), privateKey: createPrivateKey({ key: privatePart(pair.privateJwk), format: 'jwk' }) };
}

function publicPart({ kty, n, e }: PublicJwk) {
  return { kty, n, e };
}

function privatePart({ kty, n, e, d, p, q, dp, dq, qi }: PrivateJwk) {
  return { kty, n, e, d, p, q, dp, dq, qi };
}
