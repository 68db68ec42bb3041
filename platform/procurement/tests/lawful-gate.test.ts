import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { systemActor } from '@allmende/access';
import { newId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { closeDocuments } from '@allmende/documents';
import { DomainError } from '@allmende/errors';
import { testHouse } from '@allmende/house/testing';
import { recordNeed } from '@allmende/needs';
import { aNeed } from '@allmende/needs/testing';
import { plainDate } from '@allmende/time';
import fc from 'fast-check';
import { addLine, approveOrder, cancelOrder, createOrder, enterAgreementText, listContracts, refuseOrder, signDeclaration, storeContractDocuments, submitOrder } from '../index.ts';
import { neverVetted, openStand, STAND_APPS, STAND_MIGRATIONS } from '../testing/index.ts';
import { verifyEveryOrder } from './verify-every-order.ts';

// The agreement's text begins on 1 December 2026 and the statutes end on 31 December: a clock before, between and after makes missing agreements and expired proofs.
const { database } = await testDatabase(STAND_MIGRATIONS);
const house = testHouse(database);
const stand = await openStand(house, { statutesUntil: '2026-12-31', withoutAgreement: true });
const { heilbronn, offers } = stand;
after(closeDocuments);
await enterAgreementText({ ...house, actor: systemActor('start') }, { version: 'Prüffassung', source: 'Beispiel', validFrom: plainDate('2026-12-01'), text: '## 1 Gegenstand\n\nEin Beispiel.' });

const people = {
  officer: stand.as(house, heilbronn, 'digital-officer'),
  colleague: stand.as(house, heilbronn, 'digital-officer', 'approver'),
  allRoles: stand.as(house, heilbronn, 'digital-officer', 'approver', 'mayor'),
  approver: stand.as(house, heilbronn, 'approver'),
  mayor: stand.as(house, heilbronn, 'mayor'),
} as const;
type Person = keyof typeof people;
type Act =
  | { kind: 'line' | 'submit' | 'approve' | 'refuse' | 'cancel' | 'declare'; by: Person; order: number }
  | { kind: 'documents' }
  | { kind: 'clock'; day: string };

const person = fc.constantFrom<Person>('officer', 'colleague', 'allRoles', 'approver', 'mayor');
const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constantFrom('submit' as const, 'approve' as const, 'declare' as const), by: person, order: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('line' as const, 'refuse' as const, 'cancel' as const), by: person, order: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'documents' as const }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('clock' as const), day: fc.constantFrom('2026-11-30', '2026-12-01', '2026-12-31', '2027-01-01') }) },
);

const on = (day: string): Act => ({ kind: 'clock', day });
const act = (kind: 'submit' | 'approve', by: Person): Act => ({ kind, by, order: 0 });
// Walked before the random ones: each refusal that the test must meet is met in every run, whatever the seed.
const OWN_APPROVAL: Act[][] = [[act('submit', 'allRoles')], [act('approve', 'allRoles')]];
const TOO_LATE: Act[][] = [[act('submit', 'officer')], [on('2027-01-01')], [act('approve', 'approver')]];
const BEFORE_THE_AGREEMENT: Act[][] = [[act('submit', 'officer')], [on('2026-11-30')], [act('approve', 'approver')]];
const TWICE: Act[][] = [[act('submit', 'officer')], [act('approve', 'approver'), act('approve', 'approver')]];

async function perform(act: Act, orders: readonly { id: string; commitment: string }[]): Promise<void> {
  if (act.kind === 'clock') return house.clock.set(`${act.day}T09:00:00Z`);
  if (act.kind === 'documents') {
    for (const { id } of await listContracts(people.officer)) await storeContractDocuments({ ...house, tenant: heilbronn, actor: systemActor('procurement') }, { contract: id });
    return;
  }
  const by = people[act.by];
  const { id: order, commitment } = orders[act.order] ?? { id: newId(), commitment: 'everyday' };
  if (act.kind === 'line') await addLine(by, STAND_APPS, { order, offer: offers.cases });
  if (act.kind === 'submit') await submitOrder(by, { order, ground: 'in-house', commitment: { kind: commitment, basis: '', reason: 'Ein Beispiel' } }, neverVetted);
  if (act.kind === 'approve') await approveOrder(by, { order });
  if (act.kind === 'refuse') await refuseOrder(by, { order, reason: 'Ein Beispiel' });
  if (act.kind === 'cancel') await cancelOrder(by, { order });
  if (act.kind === 'declare') await signDeclaration(by, { order, form: 'paper', signedOn: house.clock.today(), reference: 'Az. 1' });
}

test('however acts interleave, no contract comes about without proof, agreement and second person, and each has one of everything', { timeout: 240_000 }, async () => {
  const seen = { contracts: 0, refusals: new Map<string, number>() };
  await fc.assert(fc.asyncProperty(fc.array(fc.array(acts, { minLength: 1, maxLength: 4 }), { minLength: 4, maxLength: 8 }), async (rounds) => {
    house.clock.set('2026-12-15T09:00:00Z');
    const orders = await Promise.all(['everyday', 'declaration', 'everyday'].map(async (commitment) => {
      const need = await recordNeed(people.officer, aNeed());
      const { id } = await createOrder(people.officer, { need: need.id });
      await addLine(people.officer, STAND_APPS, { order: id, offer: offers.onlineServices, parameters: { services: ['hundesteuer'] } });
      return { id, commitment };
    }));
    for (const round of rounds) {
      for (const outcome of await Promise.allSettled(round.map((act) => perform(act, orders)))) {
        if (outcome.status === 'fulfilled') continue;
        assert.ok(outcome.reason instanceof DomainError, outcome.reason as Error);
        seen.refusals.set(outcome.reason.code, (seen.refusals.get(outcome.reason.code) ?? 0) + 1);
      }
    }
    seen.contracts = await verifyEveryOrder(database, heilbronn, { settled: false });
  }), { numRuns: 60, endOnFailure: true, examples: [[OWN_APPROVAL], [TOO_LATE], [BEFORE_THE_AGREEMENT], [TWICE]] });

  await perform({ kind: 'documents' }, []);
  await Promise.all([perform({ kind: 'documents' }, []), perform({ kind: 'documents' }, [])]);
  assert.equal(await verifyEveryOrder(database, heilbronn, { settled: true }), seen.contracts);
  // The acts must have met every refusal, or the test would prove nothing.
  assert.ok(seen.contracts > 0, 'no contract came about at all');
  for (const code of ['procurement/second-person-needed', 'procurement/not-in-this-state', 'procurement/award-not-proven', 'procurement/no-agreement-text']) assert.ok(seen.refusals.has(code), `${code} never happened`);
});

test('an expired proof stops approval and signature; on its last day they still go on', async () => {
  house.clock.set('2026-12-15T09:00:00Z');
  const need = await recordNeed(people.officer, aNeed());
  const { id } = await createOrder(people.officer, { need: need.id });
  await addLine(people.officer, STAND_APPS, { order: id, offer: offers.cases });
  await submitOrder(people.officer, { order: id, ground: 'in-house', commitment: { kind: 'declaration', basis: '', reason: 'Ein Beispiel' } }, neverVetted);
  await approveOrder(people.approver, { order: id });
  house.clock.set('2027-01-01T09:00:00Z');
  await assert.rejects(signDeclaration(people.mayor, { order: id, form: 'paper', signedOn: house.clock.today(), reference: 'Az. 1' }), { code: 'procurement/award-not-proven' });
  house.clock.set('2026-12-31T09:00:00Z');
  assert.equal((await signDeclaration(people.mayor, { order: id, form: 'paper', signedOn: house.clock.today(), reference: 'Az. 1' })).state, 'contracted');
});

test('the tables themselves refuse what no action would write', async () => {
  const write = (set: string) => database.inTenant(heilbronn, (tx) => tx.client.query(`update procurement.purchase_order set ${set} where state <> 'contracted'`));
  const need = await recordNeed(people.officer, aNeed());
  await createOrder(people.officer, { need: need.id });
  await assert.rejects(write('approved_by = authors[1]'), /never_approved_by_an_author/u);
  await assert.rejects(write(`state = 'approved'`), /approved_with_person_and_proof/u);
  await assert.rejects(write(`state = 'contracted'`), /contracted_with|approved_with/u);
  await assert.rejects(write(`state = 'submitted', submitted_at = now()`), /handed in with its choice/u);
  await assert.rejects(write(`contract_id = gen_random_uuid()`), /contracted_with_contract/u);
  await assert.rejects(database.inTenant(heilbronn, (tx) => tx.client.query('delete from procurement.contract')), /permission denied/u);
});
