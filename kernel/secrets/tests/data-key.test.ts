import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { newId, tenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { CannotOpen, createDataKey, destroyDataKey, destroyKeysAgain, fileKeyStore, KeyDestroyed, listDestroyedKeys, openDataKey, openJson, sealJson, secretsMigrations } from '@allmende/secrets';

const { database } = await testDatabase([secretsMigrations]);
const folder = await mkdtemp(path.join(tmpdir(), 'keys-'));
const keys = fileKeyStore(folder);
const tenant = tenantId(newId());

test('opens what it sealed, and only in its own place', async () => {
  const made = await database.inTenant(tenant, (tx) => createDataKey(tx, keys));
  const sealed = sealJson(made.key, { dog: 'Bello' }, 'draft:1');

  const again = await database.inTenant(tenant, (tx) => openDataKey(tx, fileKeyStore(folder), made.id));

  assert.deepEqual(openJson(again.key, sealed, 'draft:1'), { dog: 'Bello' });
  assert.throws(() => openJson(again.key, sealed, 'draft:2'), CannotOpen);
  sealed[sealed.length - 1] = (sealed[sealed.length - 1] ?? 0) ^ 1;
  assert.throws(() => openJson(again.key, sealed, 'draft:1'), CannotOpen);
});

test('a destroyed key opens nothing any more', async () => {
  const made = await database.inTenant(tenant, (tx) => createDataKey(tx, keys));
  await database.inTenant(tenant, (tx) => destroyDataKey(tx, made.id));
  await assert.rejects(database.inTenant(tenant, (tx) => openDataKey(tx, keys, made.id)), KeyDestroyed);
});

test('two processes that need a new authority key at the same time agree on one', async () => {
  const fresh = tenantId(newId());
  const [one, two] = await Promise.all([fileKeyStore(folder).tenantKey(fresh), fileKeyStore(folder).tenantKey(fresh)]);
  assert.deepEqual(Buffer.from(one), Buffer.from(two));
});

test('keys that an older backup brought back are destroyed again, with the time of the first destruction', async () => {
  const [gone, kept] = await database.inTenant(tenant, async (tx) => [await createDataKey(tx, keys), await createDataKey(tx, keys)]);
  const at = '2026-01-02T03:04:05.000Z';
  const list = [{ tenant, key: gone.id, at }, { tenant, key: newId(), at }];

  assert.equal(await database.acrossTenants('backup/erase-again', (tx) => destroyKeysAgain(tx, list)), 1);
  assert.equal(await database.acrossTenants('backup/erase-again', (tx) => destroyKeysAgain(tx, list)), 0, 'a second time there is nothing left');

  await assert.rejects(database.inTenant(tenant, (tx) => openDataKey(tx, keys, gone.id)), KeyDestroyed);
  assert.ok((await database.inTenant(tenant, (tx) => openDataKey(tx, keys, kept.id))).key);
  const listed = await database.acrossTenants('backup/list-erased', listDestroyedKeys);
  assert.deepEqual(listed.find(({ key }) => key === gone.id), { tenant, key: gone.id, at });
  assert.equal(listed.some(({ key }) => key === kept.id), false);
});
