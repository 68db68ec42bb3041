import { createPrivateKey, createPublicKey, randomUUID, type KeyObject } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PrivateJwk, PublicJwk } from '../domain/jwk.ts';
import { makeKeyPair, type KeyPair } from '../keys/make-key-pair.ts';

/** A pair as JWK and as keys. */
export type TestKey = KeyPair & { readonly publicKey: KeyObject; readonly privateKey: KeyObject };

/** Both pairs of a destination or service. */
export type TestKeys = { readonly encrypt: TestKey; readonly sign: TestKey };

/** Both pairs. */
export async function testKeys(name = 'Probe Beispiel'): Promise<TestKeys> {
  const [encrypt, sign] = await Promise.all([testKey('encrypt', name), testKey('sign', name)]);
  return { encrypt, sign };
}

const given = { encrypt: 0, sign: 0 };

/**
 * One pair with a certificate over itself, valid from 2020 to 2099; another one at each call of a process. RSA with 4096 bit takes seconds to make, so what was made once lies below `node_modules/.cache` for the next process.
 * These keys are for tests alone.
 */
export async function testKey(use: 'encrypt' | 'sign', name = 'Probe Beispiel'): Promise<TestKey> {
  const file = path.join(import.meta.dirname, '../node_modules/.cache/test-keys', `${use}-${given[use]}.json`);
  given[use] += 1;
  return withKeys((await readPair(file)) ?? (await makePair(file, use, name)));
}

async function makePair(file: string, use: 'encrypt' | 'sign', name: string): Promise<KeyPair> {
  const pair = await makeKeyPair({ use, name, notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2099-01-01T00:00:00Z') });
  const draft = `${file}.${randomUUID()}`;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(draft, JSON.stringify(pair), { mode: 0o600 });
  // Another process may have been quicker: then its pair counts for both.
  await link(draft, file).catch((error: NodeJS.ErrnoException) => { if (error.code !== 'EEXIST') throw error; });
  await unlink(draft);
  return (await readPair(file)) ?? pair;
}

async function readPair(file: string): Promise<KeyPair | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as KeyPair);
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
