import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { compactDecrypt, CompactEncrypt } from 'jose';
import { about, authenticationTag, bytesSource, checkAuthenticationTags, decryptContent, decryptFile, encryptContent, encryptFile, encryptStream, FitConnectRefusal, openJwe, PROBLEM_ROOT, sha512, type ProblemInstance, type RefusalReason } from '../index.ts';
import { testKey } from '../testing/index.ts';

const [encrypt, stranger] = await Promise.all([testKey('encrypt'), testKey('encrypt', 'Fremd Beispiel')]);
const folder = await mkdtemp(path.join(tmpdir(), 'allmende-jwe-'));
after(() => rm(folder, { recursive: true }));

const to = { key: encrypt.publicKey, kid: encrypt.publicJwk.kid, contentType: 'application/json' };
const from = { key: encrypt.privateKey, kid: to.kid, contentType: to.contentType };
const text = Buffer.from(JSON.stringify({ hund: 'Bello', straße: 'Münchner Straße 1' }));
const sent = await encryptContent(text, to);
const [header, wrapped, iv, ciphertext, tag] = sent.compact.split('.') as [string, string, string, string, string];

async function refused(reason: RefusalReason, act: () => unknown, problem = 'encryption-issue', instance: ProblemInstance = 'data'): Promise<void> {
  await assert.rejects(async () => { await about(instance, async () => { await act(); }); }, (error) => {
    assert.ok(error instanceof FitConnectRefusal, String(error));
    assert.deepEqual([error.reason, error.problem()?.type, error.problem()?.instance], [reason, `${PROBLEM_ROOT}${problem}`, instance]);
    return true;
  });
}

async function collect(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

async function streamed(bytes: Buffer, sizes: readonly number[]): Promise<{ compact: string; end: Awaited<ReturnType<typeof encryptFile>> }> {
  function* pieces() { let at = 0; for (let turn = 0; at < bytes.length; turn += 1) { const size = sizes[turn % sizes.length] ?? 1; yield bytes.subarray(at, at + size); at += size; } }
  const stream = encryptStream(pieces(), { ...to, contentType: 'application/pdf' });
  let compact = '';
  for (;;) {
    const next = await stream.next();
    if (next.done) return { compact, end: next.value };
    compact += next.value.toString('ascii');
  }
}

const flip = (segment: string) => { const bytes = Buffer.from(segment, 'base64url'); bytes.writeUInt8(bytes.readUInt8(3) ^ 1, 3); return bytes.toString('base64url'); };
const join = (...parts: string[]) => parts.join('.');
const headerOf = (change: Record<string, unknown>) => Buffer.from(JSON.stringify({ alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: to.kid, cty: 'application/json', ...change })).toString('base64url');

test('what is encrypted can be decrypted, and its tag is the fifth segment', async () => {
  const read = await decryptContent(sent.compact, from);
  assert.deepEqual(Buffer.from(read.bytes), text);
  assert.deepEqual([read.tag, sent.tag, authenticationTag(sent.compact)], [tag, tag, tag]);
  assert.ok(sent.compact.length >= 776, 'shorter than the shortest that the service takes');
});

const attacks: readonly (readonly [string, RefusalReason, string])[] = [
  ['a changed tag', 'jwe-decryption', join(header, wrapped, iv, ciphertext, flip(tag))],
  ['a changed content', 'jwe-decryption', join(header, wrapped, iv, flip(ciphertext), tag)],
  ['a changed vector', 'jwe-decryption', join(header, wrapped, flip(iv), ciphertext, tag)],
  ['a changed wrapped key', 'jwe-decryption', join(header, flip(wrapped), iv, ciphertext, tag)],
  ['a header that was written anew', 'jwe-decryption', join(headerOf({ x: 1 }), wrapped, iv, ciphertext, tag)],
  ['another algorithm for the key', 'jwe-algorithm', join(headerOf({ alg: 'RSA1_5' }), wrapped, iv, ciphertext, tag)],
  ['OAEP with SHA-1', 'jwe-algorithm', join(headerOf({ alg: 'RSA-OAEP' }), wrapped, iv, ciphertext, tag)],
  ['direct encryption', 'jwe-algorithm', join(headerOf({ alg: 'dir' }), wrapped, iv, ciphertext, tag)],
  ['another cipher', 'jwe-encryption', join(headerOf({ enc: 'A128GCM' }), wrapped, iv, ciphertext, tag)],
  ['a cipher without authentication of its own', 'jwe-encryption', join(headerOf({ enc: 'A256CBC-HS512' }), wrapped, iv, ciphertext, tag)],
  ['no content type', 'jwe-content-type', join(headerOf({ cty: undefined }), wrapped, iv, ciphertext, tag)],
  ['another content type', 'jwe-content-type', join(headerOf({ cty: 'application/xml' }), wrapped, iv, ciphertext, tag)],
  ['a content type that is none', 'jwe-content-type', join(headerOf({ cty: 'json' }), wrapped, iv, ciphertext, tag)],
  ['another key id', 'jwe-key-id', join(headerOf({ kid: 'somebody-else' }), wrapped, iv, ciphertext, tag)],
  ['no key id', 'jwe-key-id', join(headerOf({ kid: undefined }), wrapped, iv, ciphertext, tag)],
  ['a critical header', 'jwe-critical-header', join(headerOf({ crit: ['exp'], exp: 1 }), wrapped, iv, ciphertext, tag)],
  ['compression', 'jwe-compressed', join(headerOf({ zip: 'DEF' }), wrapped, iv, ciphertext, tag)],
  ['a header that is no JSON', 'jwe-header', join('AAAA', wrapped, iv, ciphertext, tag)],
  ['four parts', 'jwe-malformed', join(header, wrapped, iv, ciphertext)],
  ['six parts', 'jwe-malformed', join(header, wrapped, iv, ciphertext, tag, tag)],
  ['a short tag', 'jwe-malformed', join(header, wrapped, iv, ciphertext, Buffer.alloc(12).toString('base64url'))],
  ['a long vector', 'jwe-malformed', join(header, wrapped, Buffer.alloc(16).toString('base64url'), ciphertext, tag)],
  ['a key wrapped for 2048 bit', 'jwe-key-size', join(header, Buffer.alloc(256, 1).toString('base64url'), iv, ciphertext, tag)],
  ['padding', 'jwe-malformed', join(header, wrapped, iv, ciphertext, `${tag}==`)],
  ['a blank in it', 'jwe-malformed', join(header, wrapped, iv, `${ciphertext.slice(0, 8)} ${ciphertext.slice(8)}`, tag)],
];
for (const [what, reason, compact] of attacks) {
  test(`a part with ${what} is refused`, () => refused(reason, () => decryptContent(compact, from)));
  test(`an attachment with ${what} is refused, and nothing of it is handed out`, async () => {
    // Read as a stream, what is too much or too little shifts the parts.
    const shifted: RefusalReason | undefined = what === 'four parts' ? 'jwe-malformed' : what === 'six parts' ? 'jwe-malformed' : undefined;
    await refused(shifted ?? reason, () => openJwe(bytesSource(Buffer.from(compact)), { ...from, largest: 1_000_000 }), 'encryption-issue', 'attachment:0190a000-0000-7000-8000-000000000001');
  });
}

test('a part for somebody else is refused as one that was changed', async () => {
  await refused('jwe-decryption', () => decryptContent(sent.compact, { key: stranger.privateKey }));
  await refused('jwe-decryption', () => openJwe(bytesSource(Buffer.from(sent.compact)), { key: stranger.privateKey, largest: 1_000_000 }));
});

test('what was encrypted by somebody else\'s program is read alike', async () => {
  const foreign = await new CompactEncrypt(text).setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: to.kid, cty: 'application/json' }).encrypt(encrypt.publicKey);
  const opened = await openJwe(bytesSource(Buffer.from(foreign)), { ...from, largest: 1_000 });
  assert.deepEqual([await collect(opened.read()), opened.sha512, opened.bytes], [text, createHash('sha512').update(text).digest('hex'), text.length]);
});

for (const [length, sizes] of [[0, [1]], [1, [1]], [2, [1]], [3, [1]], [4, [3]], [1_000, [7, 1, 64]], [1_000_003, [65_536, 1, 2]]] as const) {
  test(`${length} bytes in pieces of ${sizes.join(', ')} make a JWE that anybody reads`, async () => {
    const bytes = randomBytes(length);
    const { compact, end } = await streamed(bytes, sizes);
    const { plaintext, protectedHeader } = await compactDecrypt(compact, encrypt.privateKey);
    assert.deepEqual(Buffer.from(plaintext), bytes);
    assert.deepEqual(protectedHeader, { alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: to.kid, cty: 'application/pdf' });
    assert.deepEqual(end, { tag: authenticationTag(compact), sha512: sha512(bytes), bytes: length });
    const opened = await openJwe(bytesSource(Buffer.from(compact)), { key: encrypt.privateKey, largest: length });
    assert.deepEqual(await collect(opened.read()), bytes);
  });
}

test('files go from disk to disk; what was changed on the way leaves no file behind', async () => {
  const [plain, sealed, back] = ['plain', 'sealed', 'back'].map((name) => path.join(folder, name)) as [string, string, string];
  const bytes = randomBytes(2_500_001);
  await writeFile(plain, bytes);
  const end = await encryptFile(plain, sealed, { ...to, contentType: 'image/png' });
  const by = { key: encrypt.privateKey, kid: to.kid, contentType: 'image/png', largest: 3_000_000 };
  const opened = await decryptFile(sealed, back, { ...by, tag: end.tag, sha512: end.sha512 });
  assert.deepEqual(await readFile(back), bytes);
  assert.equal((await stat(back)).mode & 0o777, 0o600);
  assert.deepEqual([opened.sha512, opened.tag, opened.bytes], [end.sha512, end.tag, bytes.length]);
  await rm(back);

  await refused('tag-differs', () => decryptFile(sealed, back, { ...by, tag: sent.tag }), 'incorrect-authentication-tag');
  await refused('hash-differs', () => decryptFile(sealed, back, { ...by, sha512: sha512(text) }), 'hash-mismatch');
  await refused('jwe-too-large', () => decryptFile(sealed, back, { ...by, largest: 2_500_000 }));
  const changed = await readFile(sealed);
  changed.writeUInt8(changed.readUInt8(2_000_000) === 65 ? 66 : 65, 2_000_000);
  await writeFile(sealed, changed);
  await refused('jwe-decryption', () => decryptFile(sealed, back, by));
  await writeFile(sealed, changed.subarray(0, 1_000_000));
  await refused('jwe-malformed', () => decryptFile(sealed, back, by));
  assert.equal(existsSync(back), false);
});

test('signs of the other alphabet inside an attachment are refused', async () => {
  const { compact } = await streamed(randomBytes(3_000), [3_000]);
  for (const sign of ['+', '/', '=', '\n', ' ', 'ä']) {
    const at = compact.length - 600;
    await refused('jwe-malformed', () => openJwe(bytesSource(Buffer.from(`${compact.slice(0, at)}${sign}${compact.slice(at + 1)}`, 'latin1')), { key: encrypt.privateKey, largest: 10_000 }));
  }
});

test('tags are compared part by part', async () => {
  const id = '0190a000-0000-7000-8000-000000000001';
  const other = flip(tag);
  const tags = { metadata: tag, data: tag, attachments: { [id]: tag } };
  checkAuthenticationTags(tags, tags);
  checkAuthenticationTags({ metadata: tag }, { metadata: tag, attachments: {} });
  const wrong: readonly (readonly [RefusalReason, string, ProblemInstance, Parameters<typeof checkAuthenticationTags>[0]])[] = [
    ['tag-missing', 'missing-authentication-tags', 'submission', undefined],
    ['tag-differs', 'incorrect-authentication-tag', 'metadata', { ...tags, metadata: other }],
    ['tag-differs', 'incorrect-authentication-tag', 'data', { ...tags, data: other }],
    ['tag-missing', 'missing-authentication-tags', 'data', { metadata: tag, attachments: tags.attachments }],
    ['tag-differs', 'incorrect-authentication-tag', `attachment:${id}`, { ...tags, attachments: { [id]: other } }],
    ['tag-missing', 'missing-authentication-tags', 'attachments', { ...tags, attachments: {} }],
    ['tag-missing', 'missing-authentication-tags', 'attachments', { ...tags, attachments: { '0190a000-0000-7000-8000-000000000002': tag } }],
  ];
  for (const [reason, problem, instance, inEvent] of wrong) {
    assert.throws(() => checkAuthenticationTags(inEvent, tags), (error) => error instanceof FitConnectRefusal && error.reason === reason && error.problem()?.type === `${PROBLEM_ROOT}${problem}` && error.problem()?.instance === instance, `${reason} ${instance}`);
  }
});
