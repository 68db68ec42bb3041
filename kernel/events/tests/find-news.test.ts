import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId, tenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { eventsMigrations } from '@allmende/events';
import { jobsMigrations } from '@allmende/jobs';
import { findNewsNow } from '../data/event.ts';

const stand = await testDatabase([jobsMigrations, eventsMigrations]);
const tenant = tenantId(newId());
const subscribers = Array.from({ length: 40 }, (_, number) => ({ name: `room/listens-${number}`, on: `sample/type-${number % 20}` }));

test('whom to tell of an event is found as fast after many thousand receipts as before the first, by the plan that was made then', async () => {
  await stand.database.inTenant(tenant, async (tx) => {
    const { rows: [one] } = await tx.client.query<{ id: string }>(`insert into events.event (tenant_id, id, type, aggregate, payload) values ($1, $2, 'sample/type-3', $3, '{}') returning id`, [tenant, newId(), newId()]);
    const id = one?.id ?? '';
    // PostgreSQL keeps a plan for good after the fifth use.
    for (let use = 0; use < 10; use += 1) assert.deepEqual((await findNewsNow(tx, id, subscribers))?.ready, ['room/listens-3', 'room/listens-23']);
    await tx.client.query(`insert into events.receipt (tenant_id, subscriber, event_id) select $1, 'room/listens-' || number % 40, uuidv7() from generate_series(1, 20000) as number`, [tenant]);
    const { rows } = await tx.client.query<{ 'QUERY PLAN': [{ Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number } }] }>(`explain (analyze, buffers, format json) execute "events-find-news" ('${tenant}', '${id}', '${JSON.stringify(subscribers)}')`);
    const plan = rows[0]?.['QUERY PLAN'][0].Plan;
    assert.ok(plan && plan['Shared Hit Blocks'] + plan['Shared Read Blocks'] < 30, JSON.stringify(plan));
  });
});
