import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAuthorityRole } from '@allmende/access';
import { allRooms } from './index.ts';
import { permissionWords } from './permission-words.ts';

test('every permission that a role of an authority carries has words for people, and no words are left over', () => {
  const permissions = allRooms.flatMap((room) => room.permissions ?? []).filter(({ roles }) => roles.some(isAuthorityRole)).map(({ id }) => id);
  assert.ok(permissions.length >= 30);
  assert.deepEqual(permissions.filter((id) => permissionWords[id] === undefined), []);
  assert.deepEqual(Object.keys(permissionWords).filter((id) => !permissions.includes(id)), []);
});
