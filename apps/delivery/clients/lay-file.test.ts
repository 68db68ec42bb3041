import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { layFile } from './lay-file.ts';

const root = mkdtempSync(path.join(tmpdir(), 'allmende-lay-file-'));
after(() => rmSync(root, { recursive: true }));
const visible = (folder: string) => readdirSync(folder).filter((name) => !name.startsWith('.'));

test('a file lies there whole, and only once however often it is laid', async () => {
  const folder = path.join(root, 'one');
  await layFile(folder, 'a.xml', '<a/>');
  await layFile(folder, 'a.xml', '<a/>');
  assert.deepEqual(visible(folder), ['a.xml']);
  assert.equal(readFileSync(path.join(folder, 'a.xml'), 'utf8'), '<a/>');
  assert.deepEqual(readdirSync(path.join(folder, '.coming')), []);
});

test('a file that was fetched does not come again', async () => {
  const folder = path.join(root, 'two');
  await layFile(folder, 'a.xml', '<a/>');
  unlinkSync(path.join(folder, 'a.xml'));
  await layFile(folder, 'a.xml', '<a/>');
  assert.deepEqual(visible(folder), []);
});

test('whoever comes after a fall finishes what was begun: half a file is written anew, a noted one only moved', async () => {
  const folder = path.join(root, 'three');
  mkdirSync(path.join(folder, '.coming'), { recursive: true });
  writeFileSync(path.join(folder, '.coming', 'a.xml'), '<a');
  await layFile(folder, 'a.xml', '<a/>');
  assert.equal(readFileSync(path.join(folder, 'a.xml'), 'utf8'), '<a/>');
  mkdirSync(path.join(folder, '.laid'), { recursive: true });
  writeFileSync(path.join(folder, '.coming', 'b.xml'), '<b/>');
  writeFileSync(path.join(folder, '.laid', 'b.xml'), '');
  await layFile(folder, 'b.xml', '<b/>');
  await layFile(folder, 'b.xml', '<b/>');
  assert.deepEqual(visible(folder), ['a.xml', 'b.xml']);
});
