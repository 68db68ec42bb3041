import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { checkEncryptionKey, checkJwk, checkVerificationKey, FitConnectRefusal, readDecryptionKey, type KeyPolicy, type PublicJwk, type RefusalReason } from '../index.ts';
import { aChain, testKeys } from '../testing/index.ts';

const now = new Date('2026-11-22T10:00:00Z');
const { encrypt, sign } = await testKeys();
const { root, x5c } = await aChain(encrypt.publicJwk);
const production: KeyPolicy = { trust: { anchors: [root], takesSelfSigned: false } };
const trial: KeyPolicy = { trust: { anchors: [], takesSelfSigned: true } };
const chained = { ...encrypt.publicJwk, x5c };
const short = generateKeyPairSync('rsa', { modulusLength: 2_048 }).publicKey.export({ format: 'jwk' });

async function refused(reason: RefusalReason, act: () => unknown): Promise<void> {
  await assert.rejects(async () => { await act(); }, (error) => error instanceof FitConnectRefusal && error.reason === reason && error.problem() === undefined);
}

test('a key with a chain to an anchor is taken, and what could not be asked about its revocation is said', async () => {
  const found = await checkEncryptionKey(chained, production, now, encrypt.publicJwk.kid);
  assert.equal(found.kid, encrypt.publicJwk.kid);
  assert.deepEqual(found.revocation, { state: 'unknown', why: 'not-asked' });
  assert.ok(found.key.equals(encrypt.publicKey));
});

test('a key over itself, or without certificate, is taken for trying out', async () => {
  assert.equal((await checkEncryptionKey(encrypt.publicJwk, trial, now)).kid, encrypt.publicJwk.kid);
  assert.equal((await checkVerificationKey(sign.publicJwk, trial, now)).kid, sign.publicJwk.kid);
  const { x5c: _, ...bare } = encrypt.publicJwk;
  assert.equal((await checkEncryptionKey(bare, trial, now)).kid, encrypt.publicJwk.kid);
  assert.equal(readDecryptionKey(encrypt.privateJwk).kid, encrypt.privateJwk.kid);
});

const changed = (change: Record<string, unknown>) => ({ ...chained, ...change });
const malformed: readonly (readonly [string, RefusalReason, unknown])[] = [
  ['that is no object', 'key-malformed', 'key'],
  ['that is a list', 'key-malformed', [chained]],
  ['of an elliptic curve', 'key-type', changed({ kty: 'EC' })],
  ['that is a shared secret', 'key-type', { kty: 'oct', k: 'c2VjcmV0', alg: 'RSA-OAEP-256', key_ops: ['wrapKey'], kid: 'a-long-enough-id' }],
  ['with the exponent 3', 'key-exponent', changed({ e: 'Aw' })],
  ['of 2048 bit', 'key-size', changed({ n: short.n })],
  ['whose modulus is padded with zeros', 'key-size', changed({ n: Buffer.concat([Buffer.alloc(300), Buffer.from(short.n ?? '', 'base64url')]).toString('base64url') })],
  ['whose modulus is no base64url', 'key-size', changed({ n: `${encrypt.publicJwk.n}=` })],
  ['with an id of seven characters', 'key-id', changed({ kid: 'short-1' })],
  ['with an id of 65 characters', 'key-id', changed({ kid: 'x'.repeat(65) })],
  ['without an id', 'key-id', changed({ kid: undefined })],
  ['for RSA1_5', 'key-algorithm', changed({ alg: 'RSA1_5' })],
  ['for RSA-OAEP with SHA-1', 'key-algorithm', changed({ alg: 'RSA-OAEP' })],
  ['for signatures', 'key-algorithm', changed({ alg: 'PS512' })],
  ['with two operations', 'key-operation', changed({ key_ops: ['wrapKey', 'encrypt'] })],
  ['with the operation of the other side', 'key-operation', changed({ key_ops: ['unwrapKey'] })],
  ['without operations', 'key-operation', changed({ key_ops: undefined })],
  ['whose use contradicts its operation', 'key-operation', changed({ use: 'sig' })],
  ['that gives away its private part', 'key-private', { ...encrypt.privateJwk, key_ops: ['wrapKey'] }],
];
for (const [what, reason, value] of malformed) {
  test(`a key ${what} is refused before anything is encrypted`, () => refused(reason, () => checkEncryptionKey(value, production, now)));
}

test('a key that came under another id than it was asked for is refused', () => refused('key-id', () => checkEncryptionKey(chained, production, now, 'another-id-of-a-key')));
test('a key for encryption verifies nothing', () => refused('key-algorithm', () => checkVerificationKey(encrypt.publicJwk, trial, now)));
test('a private key for decryption must hold its private part', () => refused('key-malformed', () => checkJwk({ ...encrypt.publicJwk, key_ops: ['unwrapKey'] }, 'decrypt')));

test('without a certificate a key is refused', () => refused('key-chain-missing', () => checkEncryptionKey({ ...chained, x5c: undefined }, production, now)));
test('a certificate over itself is refused', () => refused('key-self-signed', () => checkEncryptionKey(encrypt.publicJwk, production, now)));
test('an expired certificate is refused', () => refused('key-chain-expired', () => checkEncryptionKey(chained, production, new Date('2099-06-01T00:00:00Z'))));
test('a certificate that is not valid yet is refused', () => refused('key-chain-not-yet-valid', () => checkEncryptionKey(chained, production, new Date('2019-06-01T00:00:00Z'))));
test('a certificate over another key is refused', () => refused('key-certificate-other-key', () => checkEncryptionKey({ ...chained, n: sign.publicJwk.n } as PublicJwk, production, now)));
test('certificates in another order are refused', () => refused('key-chain-order', () => checkEncryptionKey({ ...chained, x5c: [x5c[0], x5c[0]] }, production, now)));
test('a chain without its middle is refused', () => refused('key-chain-untrusted', () => checkEncryptionKey({ ...chained, x5c: [x5c[0]] }, production, now)));
test('something that is no certificate is refused', () => refused('key-chain-unreadable', () => checkEncryptionKey({ ...chained, x5c: ['AAAA', x5c[1]] }, production, now)));
test('a certificate in the other alphabet of base64 is refused', () => refused('key-chain-unreadable', () => checkEncryptionKey({ ...chained, x5c: [`${x5c[0].slice(0, 40)}-_`, x5c[1]] }, production, now)));
test('a chain to somebody else\'s root is refused', async () => {
  const other = await aChain(encrypt.publicJwk);
  await refused('key-chain-untrusted', () => checkEncryptionKey({ ...chained, x5c: other.x5c }, production, now));
});
test('a certificate that is itself an authority is refused', async () => {
  const wrong = await aChain(encrypt.publicJwk, { leafIsAuthority: true });
  await refused('key-certificate-use', () => checkEncryptionKey({ ...chained, x5c: wrong.x5c }, { trust: { anchors: [wrong.root], takesSelfSigned: false } }, now));
});
test('a certificate with a signature other than RSASSA-PSS is refused', async () => {
  const wrong = await aChain(encrypt.publicJwk, { leafSignature: 'pkcs1' });
  await refused('key-certificate-signature', () => checkEncryptionKey({ ...chained, x5c: wrong.x5c }, { trust: { anchors: [wrong.root], takesSelfSigned: false } }, now));
});
test('a certificate whose own time is over is refused though its issuers live', async () => {
  const old = await aChain(encrypt.publicJwk, { notAfter: new Date('2026-11-22T09:59:59Z') });
  await refused('key-chain-expired', () => checkEncryptionKey({ ...chained, x5c: old.x5c }, { trust: { anchors: [old.root], takesSelfSigned: false } }, now));
});

test('a revoked key is refused, and one that nobody could ask about where the operator wants an answer', async () => {
  await refused('key-revoked', () => checkEncryptionKey(chained, { ...production, revocation: async () => ({ state: 'revoked' }) }, now));
  await refused('key-revocation-unknown', () => checkEncryptionKey(chained, { ...production, needsRevocation: true, revocation: async () => ({ state: 'unknown', why: 'unreachable' }) }, now));
  const asked: number[] = [];
  const good = await checkEncryptionKey(chained, { ...production, needsRevocation: true, revocation: async (chain) => { asked.push(chain.length); return { state: 'good' }; } }, now);
  assert.deepEqual([good.revocation, asked], [{ state: 'good' }, [3]]);
});
