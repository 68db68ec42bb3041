import assert from 'node:assert/strict';
import { mkdtemp, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { newId, openDatabase, Overloaded, rows, tenantId, type Tx } from '@allmende/database';
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

test('the fast lane gives every authority its own rows on connections that others used, whatever the values look like', async () => {
  const at = new Date('2026-05-20T09:00:00.123Z');
  const ask = (tenant: typeof here) => stand.database.readInTenant<Record<string, unknown>>(tenant, {
    name: 'notes-with-values', text: 'select note.text, $1::int as number, $2::boolean as truth, $3::bytea as bytes, $4::timestamptz as at, $5::text as nothing from sample_room.note', values: [7, true, Buffer.of(0, 255), at, null],
  });
  const asked = Array.from({ length: 60 }, (_, index) => (index % 2 === 0 ? here : there));

  const answers = await Promise.all(asked.map(ask));

  assert.deepEqual(answers, asked.map((tenant) => [{ text: `of ${tenant}`, number: 7, truth: true, bytes: Buffer.of(0, 255), at, nothing: null }]));
});

test('a read of no authority goes along with others and sees no tenant data, also behind one that had an authority', async () => {
  const doors = [stand.database.readInTenant<{ text: string }>(here, { name: 'notes', text: 'select text from sample_room.note', values: [] }), stand.database.readWithoutTenant<{ name: string }>({ name: 'roles', text: 'select current_user::text as name', values: [] })] as const;
  assert.deepEqual(await Promise.all(doors), [[{ text: `of ${here}` }], [{ name: 'allmende_app' }]]);

  const mixed = await Promise.allSettled([
    stand.database.readInTenant(here, { name: 'notes', text: 'select text from sample_room.note', values: [] }),
    stand.database.readWithoutTenant({ name: 'notes', text: 'select text from sample_room.note', values: [] }),
    stand.database.readInTenant(there, { name: 'notes', text: 'select text from sample_room.note', values: [] }),
  ]);
  assert.deepEqual([mixed[0], mixed[2]], [here, there].map((tenant) => ({ status: 'fulfilled', value: [{ text: `of ${tenant}` }] })));
  assert.match(mixed[1]?.status === 'rejected' ? String(mixed[1].reason) : 'was answered', /belongs to no authority/u);
});

test('the fast lane only reads, and a read that fails harms no later one', async () => {
  await assert.rejects(stand.database.readInTenant(here, { name: 'write', text: `update sample_room.note set text = 'changed' returning text`, values: [] }), /read-only transaction/u);
  await assert.rejects(stand.database.readInTenant(here, { name: 'nonsense', text: 'select nonsense', values: [] }), /nonsense/u);
  await assert.rejects(stand.database.readInTenant(here, { name: 'wrong', text: 'select $1::int', values: ['x'] }), /invalid input syntax/u);
  await assert.rejects(stand.database.readInTenant(here, { name: 'list', text: 'select $1', values: [{}] }), TypeError);
  for (let time = 0; time < 12; time += 1) assert.deepEqual(await stand.database.readInTenant(here, { name: 'notes', text: 'select text from sample_room.note', values: [] }), [{ text: `of ${here}` }]);
});

test('a read that fails takes no other along that was asked at the same moment', async () => {
  const text = 'select text from sample_room.note';
  const read = (tenant: typeof here) => stand.database.readInTenant<{ text: string }>(tenant, { name: 'notes', text, values: [] });
  const asked = [
    read(here),
    stand.database.readInTenant(here, { name: 'wrong-number', text: 'select $1::int', values: ['x'] }),
    read(there),
    stand.database.readInTenant(there, { name: 'notes', text: `${text} limit 1`, values: [] }),
    stand.database.readInTenant(there, { name: 'no-such-table', text: 'select * from sample_room.nothing', values: [] }),
    stand.database.readInTenant(here, { name: 'end-of-the-connection', text: 'select pg_terminate_backend(pg_backend_pid())', values: [] }),
    read(here),
    read(there),
  ];

  const answers = await Promise.allSettled(asked);

  const rowsOf = (tenant: typeof here) => ({ status: 'fulfilled', value: [{ text: `of ${tenant}` }] });
  assert.deepEqual([0, 2, 6, 7].map((index) => answers[index]), [rowsOf(here), rowsOf(there), rowsOf(here), rowsOf(there)]);
  const reasons = [1, 3, 4, 5].map((index) => { const answer = answers[index]; return answer?.status === 'rejected' ? String(answer.reason) : 'was answered'; });
  assert.match(reasons[0] ?? '', /invalid input syntax/u);
  assert.match(reasons[1] ?? '', /two statements are called notes/u);
  assert.match(reasons[2] ?? '', /does not exist/u);
  assert.match(reasons[3] ?? '', /terminat/u);
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

test('a connection that breaks between two statements fails its transaction and nothing else', async () => {
  await assert.rejects(stand.database.inTenant(here, async (tx) => {
    const broken = new Promise((resolve) => { tx.client.once('error', resolve); });
    const { rows: [self] } = await tx.client.query<{ pid: number }>('select pg_backend_pid() as pid');
    await stand.database.withoutTenant((other) => other.client.query('select pg_terminate_backend($1)', [self?.pid]));
    await broken;
    await notes(tx).selectFrom('sample_room.note').select('id').execute();
  }), /not queryable|terminat/u);
  assert.equal(await stand.database.isReachable(), true);
});

test('whoever gets no connection in time is told to come again, and nothing is changed', async () => {
  const small = openDatabase({ appUrl: stand.urls.app, platformUrl: stand.urls.platform, connections: 1, patienceMs: 200 });
  try {
    const free = Promise.withResolvers<undefined>();
    const held = small.inTenant(here, () => free.promise);
    await assert.rejects(small.inTenant(here, all), Overloaded);
    free.resolve(undefined);
    await held;
    assert.deepEqual(await small.inTenant(here, all), [{ text: `of ${here}` }]);
  } finally {
    await small.close();
  }
});

test('what is asked again and again is planned once for each connection, and still under the authority of each transaction', async () => {
  const sorted = (tx: Tx) => notes(tx).selectFrom('sample_room.note').select('text').orderBy('text').execute();
  const single = openDatabase({ appUrl: stand.urls.app, platformUrl: stand.urls.platform, connections: 1 });
  try {
    for (let time = 0; time < 30; time += 1) {
      for (const tenant of [here, there]) {
        assert.deepEqual(await single.inTenant(tenant, all), [{ text: `of ${tenant}` }]);
        assert.deepEqual(await single.inTenant(tenant, sorted), [{ text: `of ${tenant}` }]);
      }
    }
    const kept = await single.inTenant(here, async ({ client }) => (await client.query<{ name: string; statement: string }>('select name, statement from pg_prepared_statements')).rows);
    assert.deepEqual(kept.map(({ statement }) => statement), ['select "text" from "sample_room"."note"']);
    assert.match(kept[0]?.name ?? '', /^select sample_room\.note \d+$/u);
    await assert.rejects(single.withoutTenant(all), /belongs to no authority/u);
  } finally {
    await single.close();
  }
});

test('statements that nobody waits for in between go to the server in one message, in their order, and fail together', async () => {
  const id = newId();
  const insert = (tx: Tx, note: string, text: string) => notes(tx).insertInto('sample_room.note').values({ tenant_id: here, id: note, text }).execute();
  const messages = await stand.database.inTenant(here, async (tx) => {
    await tx.client.query('select 1');
    const { stream } = (tx.client as unknown as { connection: { stream: Socket } }).connection;
    const before = stream.bytesWritten;
    const sent: number[] = [];
    const write = stream._writev?.bind(stream);
    stream._writev = (chunks, done) => { sent.push(chunks.length); write?.(chunks, done); };
    try {
      const [, , found] = await Promise.all([insert(tx, id, 'first'), notes(tx).updateTable('sample_room.note').set({ text: 'second' }).where('id', '=', id).execute(), notes(tx).selectFrom('sample_room.note').select('text').where('id', '=', id).execute()]);
      assert.deepEqual(found, [{ text: 'second' }]);
      assert.ok(stream.bytesWritten > before);
    } finally {
      Reflect.deleteProperty(stream, '_writev');
    }
    return sent.length;
  });
  assert.equal(messages, 1);

  const other = newId();
  await assert.rejects(stand.database.inTenant(here, (tx) => Promise.all([insert(tx, other, 'lost'), insert(tx, id, 'twice'), insert(tx, newId(), 'lost too')])), /duplicate key/u);
  assert.deepEqual((await stand.database.inTenant(here, all)).map(({ text }) => text).toSorted(), [`of ${here}`, 'second']);
});
