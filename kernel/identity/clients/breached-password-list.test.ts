import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { isBreached } from './breached-password-list.ts';

const folder = mkdtempSync(join(tmpdir(), 'allmende-breached-'));
after(() => rmSync(folder, { recursive: true }));
const sha1 = (text: string) => createHash('sha1').update(text).digest('hex').toUpperCase();

test('every password of a list is found and no other, with and without counts, whatever the length of the list', async () => {
  for (const length of [0, 1, 2, 3, 7, 90]) {
    const passwords = Array.from({ length }, (_, index) => `Passwort Nummer ${index}`);
    for (const [name, line] of [['plain', (hash: string) => hash], ['counted', (hash: string) => `${hash}:${Number.parseInt(hash.slice(0, 6), 16)}`]] as const) {
      for (const end of ['\n', '']) {
        const file = join(folder, `${name}-${length}-${end.length}.txt`);
        writeFileSync(file, passwords.map(sha1).toSorted().map(line).join('\n') + (length === 0 ? '' : end));
        for (const password of passwords) assert.ok(await isBreached(file, password), `${file}: ${password}`);
        for (const password of ['', 'Vier Birken am Weiher', ...passwords.slice(0, 20).map((one) => `${one}!`)]) assert.equal(await isBreached(file, password), false, `${file}: ${password}`);
      }
    }
  }
});

test('the lines of Windows are read too, and a file that is no list finds nothing', async () => {
  const file = join(folder, 'windows.txt');
  writeFileSync(file, ['eins', 'zwei', 'drei'].map(sha1).toSorted().map((hash) => `${hash}:5\r\n`).join(''));
  assert.ok(await isBreached(file, 'zwei'));
  const other = join(folder, 'other.txt');
  writeFileSync(other, 'das ist keine Liste\n'.repeat(20));
  assert.equal(await isBreached(other, 'zwei'), false);
  await assert.rejects(isBreached(join(folder, 'missing.txt'), 'zwei'));
});
