import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId, openDatabase, PLATFORM_TENANT } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { auditMigrations, commitTo, eraseActor, eraseCommitments, eraseSubject, integrate, leafHash, listEntries, proveEntry, record, UnrecordableAct, verifyAudit, verifyInclusion } from '../index.ts';
import { selectSalts } from '../data/salt.ts';
import { anAct, anyFolder, anyTenant, recordMany } from './stand.ts';

const { database, ownerUrl } = await testDatabase([auditMigrations]);

test('an act is recorded in its own transaction: with it, and not without it', async () => {
  const tenant = anyTenant();
  await assert.rejects(database.inTenant(tenant, async (tx) => { await record(tx, anAct()); throw new Error('the act failed'); }), /the act failed/u);
  assert.deepEqual(await database.inTenant(tenant, (tx) => listEntries(tx)), []);
  const id = await database.inTenant(tenant, (tx) => record(tx, anAct({ facts: { cents: 9600 } })));
  const [listed] = await database.inTenant(tenant, (tx) => listEntries(tx));
  assert.equal(listed?.entry.id, id);
  assert.equal(listed.entry.tenant, tenant);
  assert.deepEqual(listed.entry.facts, { cents: 9600 });
  assert.equal(listed.treeIndex, null);
});

test('an account is named by a pseudonym that is stable in one authority and different in the next', async () => {
  const [here, there, account] = [anyTenant(), anyTenant(), newId()];
  const refs: string[] = [];
  for (const tenant of [here, here, there]) {
    await database.inTenant(tenant, (tx) => record(tx, anAct({ actor: { kind: 'staff', accountId: account } })));
    const [listed] = await database.inTenant(tenant, (tx) => listEntries(tx));
    assert.equal(listed?.accountId, account);
    assert.ok(listed.entry.actor.kind === 'account' && !JSON.stringify(listed.entry).includes(account));
    refs.push(listed.entry.actor.ref);
  }
  assert.equal(refs[0], refs[1]);
  assert.notEqual(refs[0], refs[2]);
});

test('two acts of a new account at the same moment share one pseudonym', async () => {
  const [tenant, account] = [anyTenant(), newId()];
  await Promise.all([1, 2, 3].map(() => database.inTenant(tenant, (tx) => record(tx, anAct({ actor: { kind: 'staff', accountId: account } })))));
  const listed = await database.inTenant(tenant, (tx) => listEntries(tx));
  assert.equal(new Set(listed.map(({ entry }) => JSON.stringify(entry.actor))).size, 1);
  assert.equal(listed.length, 3);
});

test('after erasure entries are nameless, commitments say nothing, and the proofs still hold', async () => {
  const [tenant, account, subject] = [anyTenant(), newId(), { kind: 'case', id: newId() }];
  const id = await database.inTenant(tenant, (tx) => record(tx, anAct({ actor: { kind: 'staff', accountId: account }, subject, personal: { applicant: 'Marion Mustermann' } })));
  const other = await database.inTenant(tenant, (tx) => record(tx, anAct({ personal: { applicant: 'Erika Beispiel' } })));
  await integrate(database);
  const salt = (await database.inTenant(tenant, (tx) => selectSalts(tx, id))).get('applicant');
  const stored = (await database.inTenant(tenant, (tx) => listEntries(tx, { subject })))[0]?.entry;
  assert.equal(stored?.commitments['applicant'], commitTo(salt ?? new Uint8Array(), 'Marion Mustermann'));
  assert.ok(!JSON.stringify(stored).includes('Mustermann'));

  assert.equal(await database.inTenant(tenant, (tx) => eraseSubject(tx, subject)), 1);
  assert.equal(await database.inTenant(tenant, (tx) => eraseActor(tx, account)), true);
  assert.equal(await database.inTenant(tenant, (tx) => eraseCommitments(tx, other)), 1);
  const after = (await database.inTenant(tenant, (tx) => listEntries(tx, { subject })))[0];
  assert.equal(after?.accountId, null);
  assert.equal((await database.inTenant(tenant, (tx) => selectSalts(tx, id))).size, 0);
  const proof = await database.inTenant(tenant, (tx) => proveEntry(tx, id));
  assert.ok(proof && verifyInclusion({ ...proof, leaf: leafHash(Buffer.from(proof.body)) }));
  assert.equal((await verifyAudit(database, await anyFolder())).logs.find((log) => log.tenant === tenant)?.findingsTotal, 0);

  await database.inTenant(tenant, (tx) => record(tx, anAct({ actor: { kind: 'staff', accountId: account } })));
  const [again] = await database.inTenant(tenant, (tx) => listEntries(tx));
  assert.equal(again?.accountId, account);
  assert.notDeepEqual(again.entry.actor, stored?.actor);
});

test('a shape that may carry personal data is refused before anything is written', async () => {
  const tenant = anyTenant();
  await assert.rejects(database.inTenant(tenant, (tx) => record(tx, anAct({ facts: { mail: 'erika@beispiel.example' } }))), UnrecordableAct);
  await assert.rejects(database.inTenant(tenant, (tx) => record(tx, anAct({ subject: { kind: 'person', id: 'Erika Beispiel' } }))), UnrecordableAct);
});

test('nobody of the running platform can change or delete an entry, and not even the owner by accident', async () => {
  const tenant = anyTenant();
  await recordMany(database, tenant, 1);
  for (const sql of ['update audit.entry set body = \'x\'', 'delete from audit.entry', 'truncate audit.entry', 'update audit.leaf set tree_index = 7', 'insert into audit.leaf values (kernel.tenant_id(), 0, gen_random_uuid(), \'\')', 'delete from audit.pending', 'select from audit.pending']) {
    await assert.rejects(database.inTenant(tenant, (tx) => tx.client.query(sql)), /permission denied/u, sql);
    if (!sql.includes('leaf values') && !sql.includes('pending')) await assert.rejects(database.acrossTenants('test/tamper', (tx) => tx.client.query(sql)), /permission denied/u, sql);
  }
  const owner = openDatabase({ appUrl: ownerUrl, platformUrl: ownerUrl, connections: 1 });
  await assert.rejects(owner.withoutTenant((tx) => tx.client.query('delete from audit.entry')), /only grows/u);
  await owner.close();
});

test('one authority sees nothing of another\'s log', async () => {
  const [here, there] = [anyTenant(), anyTenant()];
  const [id = ''] = await recordMany(database, here, 1);
  await integrate(database);
  assert.deepEqual(await database.inTenant(there, (tx) => listEntries(tx)), []);
  await assert.rejects(database.inTenant(there, (tx) => proveEntry(tx, id)), { code: 'kernel/not-found' });
});

test('the operator\'s acts go to the platform\'s log, also from behind the door across authorities', async () => {
  await database.inTenant(PLATFORM_TENANT, (tx) => record(tx, anAct()));
  await database.acrossTenants('test/admit', (tx) => record({ ...tx, tenant: PLATFORM_TENANT }, anAct({ actor: { kind: 'staff', accountId: newId() } })));
  assert.equal((await database.inTenant(PLATFORM_TENANT, (tx) => listEntries(tx))).length, 2);
});

test('entries are listed newest first, page by page', async () => {
  const tenant = anyTenant();
  const ids = await recordMany(database, tenant, 5);
  const first = await database.inTenant(tenant, (tx) => listEntries(tx, { limit: 2 }));
  const second = await database.inTenant(tenant, (tx) => listEntries(tx, { limit: 2, before: first.at(-1)?.entry.id ?? '' }));
  assert.deepEqual([...first, ...second].map(({ entry }) => entry.id), ids.toReversed().slice(0, 4));
});

test('a citizen is a citizen in the log, and a part of the platform has its name', async () => {
  const tenant = anyTenant();
  await database.inTenant(tenant, (tx) => record(tx, anAct({ actor: { kind: 'citizen' } })));
  await database.inTenant(tenant, (tx) => record(tx, anAct({ actor: { kind: 'system', name: 'operations/reconcile' } })));
  const listed = await database.inTenant(tenant, (tx) => listEntries(tx));
  assert.deepEqual(listed.map(({ entry }) => entry.actor), [{ kind: 'system', name: 'operations/reconcile' }, { kind: 'citizen' }]);
});
