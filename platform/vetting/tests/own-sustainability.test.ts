import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessMigrations, SignInNeeded, type Actor } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { catalogMigrations, confirmStatement, StatementDecided, stateOwnSustainability, sustainabilityOf, withdrawOwnStatement } from '@allmende/catalog';
import { newId, PLATFORM_TENANT } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { NotFound } from '@allmende/errors';
import { eventsMigrations } from '@allmende/events';
import { filesMigrations } from '@allmende/files';
import { testHouse } from '@allmende/house/testing';
import { identityMigrations } from '@allmende/identity';
import { jobsMigrations } from '@allmende/jobs';
import { secretsMigrations } from '@allmende/secrets';
import { suppliersMigrations } from '@allmende/suppliers';
import { aSupplier } from '@allmende/suppliers/testing';
import { plainDate } from '@allmende/time';
import { approveSolution, beginSolution, declareOrigin, getOwnSolution, publishSolution, reviewEvidence, submitSolution, vettingMigrations, withdrawSolution } from '../index.ts';
import { vettingPort } from '../module.ts';
import { aDescription } from '../testing/index.ts';

const { database } = await testDatabase([jobsMigrations, eventsMigrations, secretsMigrations, filesMigrations, auditMigrations, accessMigrations, identityMigrations, catalogMigrations, suppliersMigrations, vettingMigrations]);
const house = testHouse(database);
const as = (actor: Actor) => ({ ...house, actor, tenant: PLATFORM_TENANT, locale: 'de' as const });
const operator = as({ kind: 'staff', accountId: newId(), name: 'Olga Operativ', grants: [{ tenant: PLATFORM_TENANT, role: 'operator' }] });
const lena = as((await aSupplier(house)).actor);
const stranger = as((await aSupplier(house, { name: 'Fremdwerk GmbH (Beispiel)' })).actor);
const { id: solution } = await beginSolution(lena, { publiccode: Buffer.from(aDescription()) });
const label = { topic: 'software-label', value: '0815', source: 'Urkunde der RAL gGmbH (Beispiel)', link: '', statedOn: plainDate('2026-01-01'), validUntil: plainDate('2027-12-31') };
const state = (by: typeof lena) => stateOwnSustainability(by, vettingPort.ownSolution, { solution, statement: label });
let slug = '';
const current = async () => (await sustainabilityOf(house, { solutions: [slug] })).get(slug)?.[0];

test('before a solution stands in the store nothing is stated of it', async () => {
  await assert.rejects(state(lena), NotFound);
  await declareOrigin(lena, { solution, statement: { holder: 'Musterwerk eG', right: 'own', commit: 'a'.repeat(40), thirdParties: true } });
  await reviewEvidence(operator, { solution, evidence: (await getOwnSolution(lena, { solution })).evidence.find((one) => one.check === 'origin-clear')?.id ?? '', outcome: 'confirmed', reason: '' });
  await submitSolution(lena, { solution });
  await approveSolution(operator, { solution });
  slug = await publishSolution(lena, { solution, revision: 1 });
});

test('a supplier states something of its own solution alone; it bears the name and is not confirmed yet', async () => {
  await assert.rejects(state(stranger), NotFound);
  await assert.rejects(state(operator), NotFound);
  await assert.rejects(state(as({ kind: 'anonymous' })), SignInNeeded);
  await state(lena);
  assert.deepEqual([(await current())?.authorName, (await current())?.confirmedOn], ['Musterwerk eG (Beispiel)', null]);
});

test('the operator confirms once, and whoever stated it withdraws it', async () => {
  const statement = (await current())?.id ?? '';
  const both = await Promise.allSettled([confirmStatement(operator, { statement }), confirmStatement(operator, { statement })]);
  assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'], 'two at the same moment');
  assert.equal((await current())?.confirmedOn, '2026-11-21');
  await assert.rejects(withdrawOwnStatement(stranger, vettingPort.ownSolution, { solution, statement, reason: 'Mitbewerb' }), NotFound);
  await withdrawOwnStatement(lena, vettingPort.ownSolution, { solution, statement, reason: 'Das Zeichen wurde zurückgegeben.' });
  assert.equal(await current(), undefined);
  await assert.rejects(confirmStatement(operator, { statement }), StatementDecided);
});

test('of a withdrawn solution its supplier states nothing more', async () => {
  await withdrawSolution(lena, { solution, reason: 'Wird nicht mehr gepflegt.' });
  await assert.rejects(state(lena), NotFound);
});
