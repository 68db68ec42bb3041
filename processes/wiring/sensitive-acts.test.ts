import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allRooms, SENSITIVE_ACTS } from './index.ts';

test('every sensitive act is a route that exists', () => {
  const routes = new Set(allRooms.flatMap((room) => [...(room.pages ?? []).map((page) => `${page.method} ${page.path}`), ...(room.api ?? []).map((operation) => operation.operationId)]));
  assert.deepEqual([...SENSITIVE_ACTS].filter((act) => !routes.has(act)), []);
});
