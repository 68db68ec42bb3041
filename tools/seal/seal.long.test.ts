import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { openEnvelope, openSealedFields, readEnvelope, type OpenedShare } from '@allmende/sealing';

const folder = await mkdtemp(join(tmpdir(), 'allmende-seal-'));
after(() => rm(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);
const seal = async (...args: string[]) => (await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'seal.ts'), ...args])).stdout.trim();

test('keys, offers and shares are made on the machine alone, and an unexpected recipient stops it', async () => {
  await writeFile(at('pass'), 'drei Birken am Teich\n');
  const prints: string[] = [];
  for (const who of ['a', 'b', 'c']) prints.push(await seal('key', '--passphrase-file', at('pass'), '--out', at(`${who}.json`), '--public', at(`${who}.pub`)));
  await assert.rejects(seal('key', '--passphrase-file', at('pass'), '--out', at('a.json'), '--public', at('x.pub')), 'a key is never overwritten');
  const recipients = await Promise.all(['a', 'b', 'c'].map(async (who, index) => ({ name: who, thumbprint: prints[index], key: JSON.parse(await readFile(at(`${who}.pub`), 'utf8')) as unknown })));
  await writeFile(at('sheet'), JSON.stringify({ v: 1, purpose: 'test/1', threshold: 2, recipients, fields: [{ name: 'price', label: 'Preis', required: true, maxLength: 20 }], maxFileBytes: 1000 }));
  await writeFile(at('offer'), JSON.stringify({ price: '12,50' }));
  const base = ['seal', '--sheet', at('sheet'), '--offer', at('offer')];
  await assert.rejects(seal(...base, '--out', at('no'), '--expect', prints[0] ?? ''), /bad-key: b, c/u);
  const said = await seal(...base, '--out', at('envelope'), '--file', at('pass'), ...prints.flatMap((one) => ['--expect', one]));
  const envelope = readEnvelope(await readFile(at('envelope'), 'utf8'));
  assert.match(said, /[0-9a-f]{64}$/u);
  await writeFile(at('set'), JSON.stringify({ offers: [{ offer: 'o1', purpose: envelope.purpose, shares: envelope.shares }] }));
  const shares: OpenedShare[] = [];
  for (const who of ['a', 'c']) {
    await seal('open', '--key', at(`${who}.json`), '--passphrase-file', at('pass'), '--set', at('set'), '--out', at(`${who}.shares`));
    shares.push(...(JSON.parse(await readFile(at(`${who}.shares`), 'utf8')) as { shares: OpenedShare[] }).shares);
  }
  const back = openSealedFields(await openEnvelope(envelope, shares));
  assert.deepEqual([back.fields['price'], back.files.map((one) => one.name)], ['12,50', ['pass']]);
});
