import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { envelopeDigest, newRecipientKey, openEnvelope, openKeyFile, openSealedFields, openShare, readEnvelope, sealEnvelope, sealFields, SealingProblem, type Envelope, type OpenedShare, type PrivateKey } from '../index.ts';

const PASSPHRASE = 'drei Birken am Teich';
const people: PrivateKey[] = await Promise.all(Array.from({ length: 6 }, async () => openKeyFile(JSON.stringify(await newRecipientKey(PASSPHRASE)), PASSPHRASE)));
const publicOf = ({ kty, crv, x, y }: PrivateKey) => ({ kty, crv, x, y });
const is = (code: string) => (error: unknown) => error instanceof SealingProblem && error.code === code;

/** Who seals to whom, and which of them come to the opening. */
const companies = fc.integer({ min: 2, max: 6 }).chain((n) => fc.record({
  n: fc.constant(n), threshold: fc.integer({ min: 2, max: n }), order: fc.shuffledSubarray(Array.from({ length: n }, (_, index) => index), { minLength: n, maxLength: n }), bytes: fc.uint8Array({ minLength: 1, maxLength: 500 }),
}));

async function sealed({ n, threshold, bytes }: { n: number; threshold: number; bytes: Uint8Array }): Promise<Envelope> {
  return readEnvelope(JSON.stringify(await sealEnvelope({ bytes, purpose: 'test/1', recipients: people.slice(0, n).map(publicOf), threshold })));
}
const sharesOf = (envelope: Envelope, who: readonly number[]): Promise<OpenedShare[]> => Promise.all(who.map((index) => openShare(envelope, people[index] as PrivateKey)));

test('any k of n open, and k − 1 do not', async () => {
  await fc.assert(fc.asyncProperty(companies, async (company) => {
    const envelope = await sealed(company);
    const enough = await sharesOf(envelope, company.order.slice(0, company.threshold));
    assert.deepEqual(Buffer.from(await openEnvelope(envelope, enough)), Buffer.from(company.bytes));
    await assert.rejects(openEnvelope(envelope, enough.slice(1)), is('too-few-shares'));
    // Whoever claims that fewer are enough gets a key that opens nothing.
    if (company.threshold > 2) await assert.rejects(openEnvelope({ ...envelope, threshold: company.threshold - 1 }, enough.slice(1)), is('content-damaged'));
    await assert.rejects(openEnvelope(envelope, [...enough.slice(1), enough.at(-1) as OpenedShare]), is('too-few-shares'), 'one share twice is one share');
  }), { numRuns: 40 });
});

test('a share that is not the sealed one is named', async () => {
  await fc.assert(fc.asyncProperty(companies, fc.nat(), fc.integer({ min: 1, max: 255 }), async (company, where, change) => {
    const envelope = await sealed(company);
    const shares = await sharesOf(envelope, company.order.slice(0, company.threshold));
    const victim = shares[where % shares.length] as OpenedShare;
    const bytes = Buffer.from(victim.share, 'base64url');
    bytes[where % bytes.length] = (bytes[where % bytes.length] ?? 0) ^ change;
    const tampered = shares.map((one) => (one === victim ? { to: one.to, share: bytes.toString('base64url') } : one));
    await assert.rejects(openEnvelope(envelope, tampered), (error: unknown) => error instanceof SealingProblem && error.code === 'share-damaged' && error.names.length === 1 && error.names[0] === victim.to);
  }), { numRuns: 25 });
});

test('nothing of an envelope can be changed without being noticed', async () => {
  const envelope = await sealed({ n: 3, threshold: 2, bytes: Buffer.from('Angebot') });
  const shares = await sharesOf(envelope, [0, 2]);
  const parts = envelope.content.split('.');
  const flipped = `${(parts[3] ?? '').startsWith('A') ? 'B' : 'A'}${(parts[3] ?? '').slice(1)}`;
  await assert.rejects(openEnvelope({ ...envelope, content: [parts[0], parts[1], parts[2], flipped, parts[4]].join('.') }, shares), is('content-damaged'));
  await assert.rejects(openEnvelope({ ...envelope, shares: envelope.shares.slice(0, 1).concat(envelope.shares.slice(2)) }, shares), is('content-damaged'), 'a recipient taken out');
  await assert.rejects(openShare({ ...envelope, purpose: 'test/2' }, people[0] as PrivateKey), is('share-damaged'), 'handed in under another name');
  await assert.rejects(openShare(envelope, people[5] as PrivateKey), is('not-for-this-key'));
  assert.notEqual(await envelopeDigest(envelope), await envelopeDigest({ ...envelope, content: `${envelope.content}x` }));
  assert.equal(await envelopeDigest(readEnvelope(JSON.stringify(envelope))), await envelopeDigest(envelope));
});

test('fields and files come back as they were typed, and their length is hidden in blocks', async () => {
  const sheet = { v: 1, purpose: 'test/1', threshold: 2, recipients: people.slice(0, 2).map((one) => ({ name: 'x', thumbprint: 'x', key: publicOf(one) })), fields: [{ name: 'price', label: 'Preis', required: true, pattern: '\\d+', maxLength: 9 }], maxFileBytes: 10 } as const;
  const envelope = await sealFields(sheet, { fields: { price: ' 1200 ', other: 'x' }, files: [{ name: 'a.pdf', bytes: Buffer.from('PDF') }] });
  const back = openSealedFields(await openEnvelope(envelope, await sharesOf(envelope, [0, 1])));
  assert.deepEqual({ fields: back.fields, files: back.files.map((one) => [one.name, Buffer.from(one.bytes).toString()]) }, { fields: { price: '1200' }, files: [['a.pdf', 'PDF']] });
  const shorter = await sealFields(sheet, { fields: { price: '1' }, files: [] });
  assert.equal(shorter.content.length, envelope.content.length);
  await assert.rejects(sealFields(sheet, { fields: { price: 'teuer' }, files: [{ name: 'b', bytes: Buffer.alloc(11) }] }), (error: unknown) => error instanceof SealingProblem && error.names.join() === 'price,files');
});

test('a key file opens with its passphrase only, and short ones are refused', async () => {
  await assert.rejects(newRecipientKey('kurz'), is('weak-passphrase'));
  const file = await newRecipientKey(PASSPHRASE);
  assert.doesNotMatch(JSON.stringify(file), /"d":/u);
  await assert.rejects(openKeyFile(JSON.stringify(file), `${PASSPHRASE}!`), is('wrong-passphrase'));
  await assert.rejects(openKeyFile('[]', PASSPHRASE), is('unreadable'));
});

test('what is no envelope is refused', () => {
  for (const text of ['', 'null', '[]', '{"v":1}', JSON.stringify({ v: 1, purpose: 'x', threshold: 1, shares: [], content: 'a.b.c.d.e' })]) assert.throws(() => readEnvelope(text), is('unreadable'));
});
