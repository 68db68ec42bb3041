import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { allRooms } from '@allmende/process-wiring';
import { currentOpenApi } from './write-openapi.ts';

test('the committed description of the API is the one that the rooms declare (write it anew: node tools/openapi/write-openapi.ts)', async () => {
  assert.equal(await readFile(new URL('../../docs/openapi.json', import.meta.url), 'utf8'), await currentOpenApi());
});

test('every operation has an id of its own and describes what it answers', () => {
  const operations = allRooms.flatMap((room) => room.api ?? []);
  assert.ok(operations.length > 20, `only ${operations.length} operations`);
  assert.equal(new Set(operations.map((one) => one.operationId)).size, operations.length);
  for (const one of operations) assert.ok(one.response !== undefined || one.status === 204 || one.file !== undefined, `${one.operationId} says nothing about its answer`);
});
