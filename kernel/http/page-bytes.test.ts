import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageBytes } from './page-bytes.ts';

test('a page has the bytes that every other way gives it, whatever stands in it', () => {
  const letters = ['a', 'ß', '–', 'ع', 'Ї', '👩‍👧', '\ud83d', '\udc67', '\0', '"', '\u{F8000}'];
  const pairs = letters.flatMap((one) => letters.map((other) => `${one}${other}`));
  for (const text of ['', ...letters, ...pairs, pairs.join(' '), 'x'.repeat(70_000), `${'–x'.repeat(40_000)}\ud800`]) assert.deepEqual(pageBytes(text), Buffer.from(text, 'utf8'));
});
