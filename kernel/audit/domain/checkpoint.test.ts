import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { test } from 'node:test';
import { checkpointKeyFromText, checkpointKeyText, openCheckpoint, signCheckpoint, type CheckpointSigner } from './checkpoint.ts';
import { InvalidCheckpoint } from './errors.ts';

function signer(name: string): CheckpointSigner {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { name, publicKey: Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url'), sign: async (message) => sign(null, message, privateKey) };
}

const root = createHash('sha256').update('root').digest();
const checkpoint = { origin: 'allmende.example/audit/018f', size: 20852163, root };

test('reads back what it signed', async () => {
  const key = signer('allmende.example');
  const note = await signCheckpoint(checkpoint, key);
  assert.match(note, /^allmende\.example\/audit\/018f\n20852163\n\S{44}\n\n— allmende\.example \S+\n$/u);
  assert.deepEqual(openCheckpoint(note, key), checkpoint);
  assert.deepEqual(openCheckpoint(`${note}— witness.example AAAAAAAA\n`, key), checkpoint);
});

test('refuses a changed text, a foreign key and what is no note', async () => {
  const key = signer('allmende.example');
  const note = await signCheckpoint(checkpoint, key);
  for (const changed of [note.replace('20852163', '20852164'), note.replace('018f', '018e'), note.replace('— ', '- '), note.slice(0, -1), '', note.replace('20852163', '020852163')]) {
    assert.throws(() => openCheckpoint(changed, key), InvalidCheckpoint);
  }
  assert.throws(() => openCheckpoint(note, signer('allmende.example')), InvalidCheckpoint);
  assert.throws(() => openCheckpoint(note, { ...key, name: 'other.example' }), InvalidCheckpoint);
});

test('reads the key of the format\'s own example and writes it the same', () => {
  const line = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
  const key = checkpointKeyFromText(line);
  assert.equal(checkpointKeyText(key), line);
  const note = 'If you think cryptography is the answer to your problem,\nthen you don\'t know what your problem is.\n\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
  assert.throws(() => openCheckpoint(note, key), /kein unterschriebener Prüfpunkt/u);
});

test('refuses a key line whose id is not the key\'s', () => {
  assert.throws(() => checkpointKeyFromText('PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'), InvalidCheckpoint);
});
