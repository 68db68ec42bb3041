import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, test } from 'node:test';
import { closeReader, readDocument } from '@allmende/uploads';
import { aPdf, aPhotoOf, aScan, anImage } from '../testing/index.ts';

after(closeReader);
const LINES = ['Lohnabrechnung Oktober 2026', 'Ilvy Musterfrau-Beispiel', 'Auszahlung 1.812,40 EUR'];

test('the words of a PDF come from its text layer', async () => {
  const { text, by } = await readDocument(await aPdf(LINES), 'pdf');
  assert.equal(by, 'text-layer');
  for (const line of LINES) assert.ok(text.includes(line), text);
});

test('the words of a photo and of a scan are recognised on this machine, without the internet', { timeout: 120_000 }, async (t) => {
  for (const [kind, bytes] of [['jpeg', await aPhotoOf(LINES)], ['pdf', await aScan(LINES)]] as const) {
    const begun = performance.now();
    const { text, by } = await readDocument(bytes, kind);
    t.diagnostic(`${kind}: ${Math.round(performance.now() - begun)} ms`);
    assert.equal(by, 'recognition');
    assert.match(text, /Lohnabrechnung Oktober 2026/u);
    assert.match(text, /1\.812,40/u);
  }
  assert.ok(!existsSync('deu.traineddata'), 'it leaves nothing behind');
});

test('what holds no words gives none, and what is broken does no harm', { timeout: 120_000 }, async () => {
  assert.equal((await readDocument(await anImage('png'), 'png')).text.trim(), '');
  assert.deepEqual(await readDocument(Buffer.from('%PDF-1.7 broken'), 'pdf'), { text: '', by: 'nothing' });
  assert.deepEqual(await readDocument(Buffer.from('broken'), 'jpeg'), { text: '', by: 'nothing' });
});
