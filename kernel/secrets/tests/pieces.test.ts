import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { CannotOpen, newSecretKey, openPieces, sealPieces } from '@allmende/secrets';

const MIB = 1024 ** 2;
const key = newSecretKey();
const plainOf = (bytes: number) => Buffer.from(Array.from({ length: bytes }, (_, index) => (index * 7 + (index >> 9)) & 0xff));
const seal = (plain: Buffer, context = 'file:1', part = 100_000) => {
  const parts = Array.from({ length: Math.ceil(plain.length / part) }, (_, index) => plain.subarray(index * part, (index + 1) * part));
  return buffer(Readable.from(sealPieces(key, Readable.from(parts), context)));
};
const open = async (sealed: Buffer, context = 'file:1', other = key) => openPieces(other, { size: sealed.length, read: async (start, end) => sealed.subarray(start, end) }, context);

test('whatever its length, what was sealed in pieces opens as a whole and in any part', async () => {
  for (const bytes of [0, 1, MIB - 1, MIB, MIB + 1, 2 * MIB, 3 * MIB - 5]) {
    const plain = plainOf(bytes);
    const opened = (await open(await seal(plain))) ?? assert.fail('not sealed in pieces');
    assert.equal(opened.sizeBytes, bytes);
    assert.ok(plain.equals(await buffer(opened.range(0, bytes))), `${bytes} bytes`);
    for (const [start, end] of [[0, 0], [bytes >> 1, bytes], [Math.max(0, bytes - 3), bytes], [0, bytes >> 2]] as const) assert.ok(plain.subarray(start, end).equals(await buffer(opened.range(start, end))));
    await assert.rejects(buffer(opened.range(0, bytes + 1)), RangeError);
  }
});

test('another key, another place, a changed, swapped or missing piece do not open', async () => {
  const plain = plainOf(3 * MIB);
  const sealed = await seal(plain);
  const all = async (bytes: Buffer, context?: string, other?: typeof key) => buffer((await open(bytes, context, other))?.range(0, plain.length) ?? assert.fail('not sealed in pieces'));
  await assert.rejects(all(sealed, 'file:2'), CannotOpen);
  await assert.rejects(all(sealed, 'file:1', newSecretKey()), CannotOpen);
  const full = MIB + 16;
  const [head, first, second, third] = [sealed.subarray(0, 17), sealed.subarray(17, 17 + full), sealed.subarray(17 + full, 17 + 2 * full), sealed.subarray(17 + 2 * full)];
  await assert.rejects(all(Buffer.concat([head, second, first, third])), CannotOpen);
  await assert.rejects(all(Buffer.concat([head, first, second])), CannotOpen, 'cut off at the end of a piece');
  await assert.rejects(all(sealed.subarray(0, -1)), CannotOpen);
  for (const at of [5, 17, 17 + full + 9, sealed.length - 1]) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    await assert.rejects(all(changed), CannotOpen, `byte ${at}`);
  }
  assert.ok(!sealed.includes(plain.subarray(1000, 1016)), 'nothing of it can be read');
});
