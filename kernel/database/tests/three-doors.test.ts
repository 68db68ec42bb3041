import assert from 'node:assert/strict';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { newId, rows, tenantId, type Tx } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';

type NoteTables = { 'sample_room.note': { tenant_id: string; id: string; text: string } };
const notes = (tx: Tx) => rows<NoteTables>(tx);

const here = tenantId(newId());
const there = tenantId(newId());

const folder = await mkdtemp(path.join(tmpdir(), 'sample-room-'));
await writeFile(path.join(folder, '0001-create-note.sql'), `
  create table sample_room.note (tenant_id uuid not null, id uuid not null, text text not null, primary key (tenant_id, id));
  call kernel.protect_tenant_table('sample_room.note');`);
const stand = await testDatabase([{ room: 'sample-room', folder: pathToFileURL(`${folder}/`) }]);
for (const tenant of [here, there]) {
  await stand.database.inTenant(tenant, (tx) => notes(tx).insertInto('sample_room.note').values({ tenant_id: tenant, id: newId(), text: `of ${tenant}` }).execute());
}

const all = (tx: Tx) => notes(tx).selectFrom('sample_room.note').select('text').execute();

test('an authority sees its own rows and no others', async () => {
  assert.deepEqual(await stand.database.inTenant(here, all), [{ text: `of ${here}` }]);
});

test('an authority cannot write into the rows of another', async () => {
  await assert.rejects(stand.database.inTenant(here, (tx) => notes(tx).insertInto('sample_room.note').values({ tenant_id: there, id: newId(), text: 'x' }).execute()), /row-level security/u);
});

test('tenant data is closed to a transaction without an authority, also on a connection that had one before', async () => {
  for (let time = 0; time < 12; time += 1) await assert.rejects(stand.database.withoutTenant(all), /belongs to no authority/u);
});

test('the door across authorities sees all rows and counts its use by reason', async () => {
  assert.equal((await stand.database.acrossTenants('test/count-notes', all)).length, 2);
});

test('the fast lane reads under the same policy', async () => {
  const read = await stand.database.readInTenant<{ text: string }>(there, { name: 'notes', text: 'select text from sample_room.note', values: [] });
  assert.deepEqual(read, [{ text: `of ${there}` }]);
});

test('a failed transaction leaves nothing behind and its connection works again', async () => {
  const id = newId();
  await assert.rejects(stand.database.inTenant(here, async (tx) => {
    await notes(tx).insertInto('sample_room.note').values({ tenant_id: here, id, text: 'half' }).execute();
    throw new Error('on purpose');
  }), /on purpose/u);
  const left = await stand.database.inTenant(here, (tx) => notes(tx).selectFrom('sample_room.note').select('id').where('id', '=', id).execute());
  assert.deepEqual(left, []);
});
