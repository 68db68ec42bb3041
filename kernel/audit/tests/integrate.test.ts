import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { rows, type Tx } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { auditMigrations, integrate, leafHash, listEntries, proveEntry, record, startIntegrator, verifyAudit, verifyInclusion } from '../index.ts';
import { rangeRoot, selectHeads, selectLeafHashes } from '../data/tree.ts';
import { treeRoot } from '../domain/merkle-tree.ts';
import { anAct, anyFolder, anyTenant, asAdministrator, recordMany } from './stand.ts';

type Tables = { 'audit.leaf': { tenant_id: string; tree_index: number; entry_id: string }; 'audit.pending': { entry_id: string } };
const { database, ownerUrl, urls } = await testDatabase([auditMigrations]);
const places = (tx: Tx, tenant: string) => rows<Tables>(tx).selectFrom('audit.leaf').select(['tree_index', 'entry_id']).where('tenant_id', '=', tenant).orderBy('tree_index').execute();

/** As many finished entries as one wants, at once, without the round trips. */
const fill = (tenant: string, count: number) => asAdministrator(ownerUrl, `
  with made as (select gen_random_uuid() as id from generate_series(1, ${count})), entry as (
    insert into audit.entry select '${tenant}', id, '2026-11-21T20:00:00Z', 'test/filled', 'order', 'x',
      '{"action":"test/filled","at":"2026-11-21T20:00:00.000Z","id":"' || id || '","subject":{"id":"x","kind":"order"},"tenant":"${tenant}"}' from made)
  insert into audit.pending select id, '${tenant}' from made`);

test('every entry gets exactly one place, dense from 0, in the order of the acts', async () => {
  const tenant = anyTenant();
  const ids = await recordMany(database, tenant, 7);
  assert.equal((await integrate(database, { batch: 3 })).sequenced, 7);
  assert.equal((await integrate(database)).sequenced, 0);
  const found = await database.acrossTenants('test/look', (tx) => places(tx, tenant));
  assert.deepEqual(found, ids.map((id, index) => ({ tree_index: index, entry_id: id })));
  const [head] = await database.inTenant(tenant, (tx) => selectHeads(tx, tenant));
  const leaves = await database.inTenant(tenant, (tx) => selectLeafHashes(tx, tenant, { start: 0, end: 7 }));
  assert.deepEqual(Buffer.from(head?.root ?? []), treeRoot(leaves));
});

test('an entry that commits late is not lost', async () => {
  const tenant = anyTenant();
  let late = '';
  await database.inTenant(tenant, async (tx) => {
    late = await record(tx, anAct());
    await recordMany(database, tenant, 3);
    assert.equal((await integrate(database)).sequenced, 3);
  });
  await integrate(database);
  const found = await database.acrossTenants('test/look', (tx) => places(tx, tenant));
  assert.deepEqual([found.length, found[3]?.entry_id], [4, late]);
});

test('two integrators at once and writers beside them give one place to each entry', async () => {
  const tenants = [anyTenant(), anyTenant()];
  let isWriting = true;
  const integrators = [1, 2].map(async () => { while (isWriting) await integrate(database, { batch: 5 }); });
  await Promise.all(tenants.flatMap((tenant) => [recordMany(database, tenant, 40), recordMany(database, tenant, 40)]));
  isWriting = false;
  await Promise.all(integrators);
  await integrate(database);
  for (const tenant of tenants) {
    const found = await database.acrossTenants('test/look', (tx) => places(tx, tenant));
    assert.deepEqual(found.map((one) => one.tree_index), Array.from({ length: 80 }, (_, index) => index));
    assert.equal(new Set(found.map((one) => one.entry_id)).size, 80);
  }
});

test('an integrator that is killed again and again leaves no gap and no double', async () => {
  const tenant = anyTenant();
  await fill(tenant, 3000);
  for (let kill = 0; kill < 6; kill += 1) {
    const child = fork(fileURLToPath(new URL('./integrate-until-killed.ts', import.meta.url)), { env: { ...process.env, APP_URL: urls.app, PLATFORM_URL: urls.platform } });
    await new Promise((resolve) => child.once('message', resolve));
    await setTimeout(5 + kill * 7);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
  }
  while ((await integrate(database)).busy) await setTimeout(20);
  const found = await database.acrossTenants('test/look', (tx) => places(tx, tenant));
  assert.equal(found.length, 3000);
  assert.equal(found.at(-1)?.tree_index, 2999);
  assert.equal(new Set(found.map((one) => one.entry_id)).size, 3000);
  const report = (await verifyAudit(database, await anyFolder())).logs.find((log) => log.tenant === tenant);
  assert.deepEqual([report?.findingsTotal, report?.unsequenced, report?.size], [0, 0, 3000]);
});

test('proofs come from stored nodes and hold at any place of a log of several hundred leaves', async () => {
  const tenant = anyTenant();
  await fill(tenant, 1337);
  await integrate(database, { batch: 500 });
  const leaves = await database.inTenant(tenant, (tx) => selectLeafHashes(tx, tenant, { start: 0, end: 1337 }));
  for (const [start, end] of [[0, 1024], [1024, 1280], [1280, 1337], [256, 512], [0, 1337], [1336, 1337], [0, 768]] as const) {
    assert.deepEqual(Buffer.from(await database.inTenant(tenant, (tx) => rangeRoot(tx, tenant, { start, end }))), treeRoot(leaves.slice(start, end)), `${start}–${end}`);
  }
  const found = await database.acrossTenants('test/look', (tx) => places(tx, tenant));
  for (const index of [0, 255, 256, 700, 1279, 1336]) {
    const proof = await database.inTenant(tenant, (tx) => proveEntry(tx, found[index]?.entry_id ?? ''));
    assert.ok(proof && proof.index === index && verifyInclusion({ ...proof, leaf: leafHash(Buffer.from(proof.body)) }));
    assert.ok(!verifyInclusion({ ...proof, leaf: leafHash(Buffer.from(`${proof.body} `)) }));
  }
});

test('a running integrator gives a new entry its place within a second and stops when told', async () => {
  const errors: unknown[] = [];
  const integrator = startIntegrator(database, { onError: (error) => errors.push(error) });
  const tenant = anyTenant();
  await setTimeout(50);
  const start = performance.now();
  await recordMany(database, tenant, 1);
  let place: number | null | undefined = null;
  while (place === null && performance.now() - start < 3000) {
    await setTimeout(20);
    place = (await database.inTenant(tenant, (tx) => listEntries(tx)))[0]?.treeIndex;
  }
  assert.equal(place, 0);
  assert.ok(performance.now() - start < 1000);
  await integrator.stop();
  await recordMany(database, tenant, 1);
  await setTimeout(400);
  assert.equal((await database.inTenant(tenant, (tx) => listEntries(tx)))[0]?.treeIndex, null);
  assert.deepEqual(errors, []);
});

test('places are given to thousands of entries a second', async () => {
  const tenant = anyTenant();
  await fill(tenant, 20_000);
  const start = performance.now();
  const { sequenced } = await integrate(database);
  const perSecond = sequenced / ((performance.now() - start) / 1000);
  assert.ok(sequenced >= 20_000 && perSecond > 2000, `${Math.round(perSecond)} entries/s`);
});
