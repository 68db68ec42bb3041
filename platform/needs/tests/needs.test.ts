import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessMigrations, NotPermitted, type Actor, type Role } from '@allmende/access';
import { auditMigrations, listEntries } from '@allmende/audit';
import { catalogMigrations } from '@allmende/catalog';
import { newId, tenantId, type TenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { InvalidInput, NotFound } from '@allmende/errors';
import { eventsMigrations } from '@allmende/events';
import { testHouse } from '@allmende/house/testing';
import { jobsMigrations } from '@allmende/jobs';
import { authorityId, registerMigrations } from '@allmende/register';
import { anEdition, importTestEdition } from '@allmende/register/testing';
import { findSolutions, getNeed, listNeeds, listSimilarNeeds, markNeedOrdered, NeedNotOpen, needsMigrations, recordNeed, withdrawNeed } from '../index.ts';
import { aNeed } from '../testing/index.ts';

const { database } = await testDatabase([jobsMigrations, eventsMigrations, auditMigrations, accessMigrations, registerMigrations, catalogMigrations, needsMigrations]);
const house = testHouse(database);
const heilbronn = tenantId(authorityId('town', '08121000'));
const amt = tenantId(authorityId('association', '130725255'));
const as = (tenant: TenantId, role: Role) => ({ ...house, tenant, locale: 'de' as const, actor: { kind: 'staff', accountId: newId(), name: 'Erika Erfunden', grants: [{ tenant, role }] } satisfies Actor });
const officer = as(heilbronn, 'digital-officer');
const neighbour = as(amt, 'digital-officer');

await importTestEdition(database, anEdition());

test('a need is recorded with its audit entry, and only its own authority can open it', async () => {
  const need = await recordNeed(officer, aNeed());
  assert.equal((await getNeed(officer, { need: need.id })).title, 'Hundesteuer online anmelden');
  await assert.rejects(getNeed(neighbour, { need: need.id }), NotFound);
  await assert.rejects(getNeed({ ...neighbour, tenant: heilbronn }, { need: need.id }), NotFound);
  assert.deepEqual((await database.inTenant(heilbronn, (tx) => listEntries(tx))).map(({ entry }) => entry.action), ['needs/need-recorded']);
});

test('others with the same need see who has it and what it took, and never the title', async () => {
  const [own] = await listNeeds(officer);
  assert.deepEqual((await listSimilarNeeds(neighbour, { category: 'online-applications' })).map((one) => [one.authority.id, one.state, one.solutions]), [[heilbronn, 'open', []]]);
  await database.inTenant(heilbronn, (tx) => markNeedOrdered({ ...officer }, tx, { need: own?.id ?? '', solutions: ['online-services', 'cases', 'cases'] }));
  assert.deepEqual((await listSimilarNeeds(neighbour, { category: 'online-applications' })).map((one) => [one.state, one.solutions.map(({ slug }) => slug).toSorted()]), [['ordered', ['cases', 'online-services']]]);
  assert.deepEqual(await listSimilarNeeds(officer, { category: 'online-applications' }), []);
  assert.equal(JSON.stringify(await listSimilarNeeds(neighbour, { category: 'online-applications' })).includes('Hundesteuer'), false);
});

test('an open need can be withdrawn once, and then nobody else sees it', async () => {
  const need = await recordNeed(neighbour, aNeed({ category: 'backup' }));
  assert.equal((await listSimilarNeeds(officer, { category: 'backup' })).length, 1);
  await withdrawNeed(neighbour, { need: need.id });
  await assert.rejects(withdrawNeed(neighbour, { need: need.id }), NeedNotOpen);
  assert.deepEqual(await listSimilarNeeds(officer, { category: 'backup' }), []);
});

test('a need that says too little is answered field by field', async () => {
  await assert.rejects(recordNeed(officer, aNeed({ title: ' ', category: 'constructor', casesPerYear: 1.5 })), (error: unknown) =>
    error instanceof InvalidInput && error.fields.map((one) => one.pointer).join() === '/title,/category,/casesPerYear');
});

test('a caseworker records no needs', async () => {
  await assert.rejects(recordNeed(as(heilbronn, 'caseworker'), aNeed()), NotPermitted);
});

test('an empty store answers a need with nothing', async () => {
  assert.deepEqual(await findSolutions(officer, { need: { title: 'Hundesteuer', category: 'online-applications' } }), []);
});
