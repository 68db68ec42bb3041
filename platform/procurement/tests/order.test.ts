import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { NotPermitted, systemActor } from '@allmende/access';
import { listEntries } from '@allmende/audit';
import { enterPrices, listUses } from '@allmende/catalog';
import { PLATFORM_TENANT, tenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { closeDocuments } from '@allmende/documents';
import { InvalidInput, NotFound } from '@allmende/errors';
import { testHouse } from '@allmende/house/testing';
import { cents } from '@allmende/money';
import { getNeed, listSimilarNeeds, recordNeed } from '@allmende/needs';
import { aNeed } from '@allmende/needs/testing';
import { listInstances } from '@allmende/operations';
import { authorityId } from '@allmende/register';
import { plainDate } from '@allmende/time';
import { recordContractUse } from '../actions/record-contract-use.ts';
import {
  addLine, approveOrder, AwardNotProven, cancelOrder, contractFigures, createOrder, endContract, getContract, getOrderChoice, getOrder, NotInThisOrderState, NotOrderable, OrderHasChanged, readContractDocument, refuseOrder, removeLine,
  SecondPersonNeeded, seeNeighbour, signDeclaration, storeContractDocuments, submitOrder, takeOver,
  type OrderableApps,
} from '../index.ts';
import { neverVetted, openStand, STAND_APPS, STAND_MIGRATIONS } from '../testing/index.ts';

const { database } = await testDatabase(STAND_MIGRATIONS);
const house = testHouse(database);
const stand = await openStand(house);
after(closeDocuments);

const { heilbronn, amt, offers } = stand;
const officer = stand.as(house, heilbronn, 'digital-officer');
const approver = stand.as(house, heilbronn, 'approver');
const mayor = stand.as(house, heilbronn, 'mayor');
const everyday = { kind: 'everyday', basis: '', reason: 'Regelmäßig und von geringem Betrag' };
const declaration = { kind: 'declaration', basis: '', reason: 'Dauerhafte Verpflichtung' };
const acts = async (tenant = heilbronn) => (await database.inTenant(tenant, (tx) => listEntries(tx, { limit: 500 }))).map(({ entry }) => entry).toReversed();

async function submitted(commitment = everyday, by = officer) {
  const need = await recordNeed(by, aNeed());
  const { id } = await createOrder(by, { need: need.id });
  await addLine(by, STAND_APPS, { order: id, offer: offers.onlineServices, parameters: { services: ['hundesteuer'] } });
  await addLine(by, STAND_APPS, { order: id, offer: offers.cases });
  return submitOrder(by, { order: id, ground: 'in-house', commitment }, neverVetted);
}

test('from the need to the contract: a second person approves, and contract, agreement, instances, use and audit are there together', async () => {
  const order = await submitted();
  const done = await approveOrder(approver, { order: order.id, version: order.version });
  assert.equal(done.state, 'contracted');
  const { contract } = await getContract(officer, { contract: done.contract ?? '' });
  assert.deepEqual([contract.number, contract.centsPerYear, contract.customer.name, contract.commitment.basis], ['V-2026-0001', 600_000, 'Stadt Heilbronn', '§ 54 GemO BW']);
  const { ground } = contract;
  assert.ok(ground.kind === 'in-house');
  assert.deepEqual([ground.proof.statutes.version, ground.proof.admission.decision, contract.agreement.text.version], ['Beispielfassung 1', 'Gründungsmitglied', 'Beispielfassung 1']);
  assert.deepEqual((await listInstances(officer)).map((one) => [one.app, one.parameters, one.agreementId === contract.agreement.id]).toSorted(), [['cases', {}, true], ['online-services', { services: ['hundesteuer'] }, true]]);
  assert.deepEqual((await acts()).map((entry) => entry.action), [
    'needs/need-recorded', 'procurement/order-created', 'procurement/line-added', 'procurement/line-added', 'procurement/order-submitted', 'procurement/choice-frozen', 'procurement/order-approved', 'operations/instance-requested',
    'operations/instance-requested', 'needs/need-met', 'procurement/contract-concluded',
  ]);
  assert.equal((await getNeed(officer, { need: order.need })).state, 'ordered');
  await recordContractUse(house, { tenant: heilbronn, contract: contract.id });
  await recordContractUse(house, { tenant: heilbronn, contract: contract.id });
  assert.deepEqual((await listUses(house, { authority: heilbronn })).map((one) => one.solution).toSorted(), ['cases', 'online-services']);
});

test('the documents are written exactly once, sealed, and readable for whoever may', async () => {
  const order = await submitted();
  const contract = (await approveOrder(approver, { order: order.id })).contract ?? '';
  const system = { ...house, tenant: heilbronn, actor: systemActor('procurement') };
  const counts = await Promise.all([storeContractDocuments(system, { contract }), storeContractDocuments(system, { contract })]);
  assert.equal(counts.reduce((sum, one) => sum + one, 0), 2);
  assert.equal(await storeContractDocuments(system, { contract }), 0);
  const file = await readContractDocument(officer, { contract, kind: 'contract' });
  assert.equal(Buffer.from(file.bytes.subarray(0, 5)).toString(), '%PDF-');
  assert.match(file.name, /^V-2026-\d{4}-vertrag\.pdf$/u);
  await assert.rejects(readContractDocument(stand.as(house, heilbronn, 'caseworker'), { contract, kind: 'contract' }), NotPermitted);
});

test('nobody approves what they worked on, in whatever role', async () => {
  const both = stand.as(house, heilbronn, 'digital-officer', 'approver', 'mayor');
  const order = await submitted(everyday, both);
  await assert.rejects(approveOrder(both, { order: order.id }), SecondPersonNeeded);
  await assert.rejects(refuseOrder(both, { order: order.id, reason: 'Ich selbst' }), SecondPersonNeeded);
  assert.equal((await getOrder(both, { order: order.id })).state, 'submitted');
});

test('who only added a line counts as an author too', async () => {
  const helper = stand.as(house, heilbronn, 'digital-officer', 'approver');
  const need = await recordNeed(officer, aNeed());
  const { id } = await createOrder(officer, { need: need.id });
  await addLine(helper, STAND_APPS, { order: id, offer: offers.cases });
  await submitOrder(officer, { order: id, ground: 'in-house', commitment: everyday }, neverVetted);
  await assert.rejects(approveOrder(helper, { order: id }), SecondPersonNeeded);
});

test('two approvers at once and retries give one contract', async () => {
  const order = await submitted();
  const other = stand.as(house, heilbronn, 'approver');
  const results = await Promise.allSettled([approveOrder(approver, { order: order.id }), approveOrder(other, { order: order.id }), approveOrder(approver, { order: order.id })]);
  const contracts = new Set(results.flatMap((one) => (one.status === 'fulfilled' ? [one.value.contract] : [])));
  assert.equal(contracts.size, 1);
  const { rows } = await database.inTenant(heilbronn, (tx) => tx.client.query('select from procurement.contract where order_id = $1', [order.id]));
  assert.equal(rows.length, 1);
});

test('a declaration is waited for, and the head of the authority brings it', async () => {
  const order = await submitted(declaration);
  const waiting = await approveOrder(approver, { order: order.id });
  assert.deepEqual([waiting.state, waiting.contract], ['approved', null]);
  await assert.rejects(signDeclaration(approver, { order: order.id, form: 'paper', signedOn: house.clock.today(), reference: 'Az. 1' }), NotPermitted);
  await assert.rejects(signDeclaration(mayor, { order: order.id, form: 'spoken', signedOn: plainDate('2027-01-01'), reference: '' }), InvalidInput);
  const done = await signDeclaration(mayor, { order: order.id, form: 'paper', signedOn: house.clock.today(), reference: 'Az. 022.31' });
  assert.equal(done.state, 'contracted');
  assert.deepEqual(await signDeclaration(mayor, { order: order.id, form: 'paper', signedOn: house.clock.today(), reference: 'Az. 022.31' }).then((one) => one.contract), done.contract);
});

test('whoever looked at an older version approves nothing', async () => {
  const order = await submitted();
  await assert.rejects(approveOrder(approver, { order: order.id, version: order.version - 1 }), OrderHasChanged);
});

test('an authority that is no member is refused, and told what the operator must enter', async () => {
  const flein = tenantId(authorityId('town', '08125030'));
  await assert.rejects(submitted(everyday, stand.as(house, flein, 'digital-officer')), (error: unknown) => error instanceof AwardNotProven && /Mitglieder/u.test(error.message));
});

test('other grounds for award are known, and refused while nobody can prove them', async () => {
  const need = await recordNeed(officer, aNeed());
  const { id } = await createOrder(officer, { need: need.id });
  await addLine(officer, STAND_APPS, { order: id, offer: offers.cases });
  await assert.rejects(submitOrder(officer, { order: id, ground: 'direct-order', commitment: everyday }, neverVetted), AwardNotProven);
  await assert.rejects(submitOrder(officer, { order: id, ground: 'handschlag', commitment: everyday }, neverVetted), InvalidInput);
});

test('where no norm of the Land is entered, the officer cites it', async () => {
  const amtOfficer = stand.as(house, amt, 'digital-officer');
  await assert.rejects(submitted(everyday, amtOfficer), (error: unknown) => error instanceof InvalidInput && error.fields[0]?.pointer === '/commitment/basis');
  const order = await submitted({ ...everyday, basis: '§ 0 Beispielgesetz' }, amtOfficer);
  assert.deepEqual([order.commitment?.basis, order.commitment?.source], ['§ 0 Beispielgesetz', 'Angabe der bestellenden Person']);
});

test('a draft changes, an app stands in it once, and a price that changed must be looked at again', async () => {
  const need = await recordNeed(officer, aNeed());
  const { id } = await createOrder(officer, { need: need.id });
  await assert.rejects(submitOrder(officer, { order: id, ground: 'in-house', commitment: everyday }, neverVetted), InvalidInput);
  await addLine(officer, STAND_APPS, { order: id, offer: offers.cases });
  await assert.rejects(addLine(officer, STAND_APPS, { order: id, offer: offers.cases }), NotOrderable);
  await assert.rejects(removeLine(officer, { order: id, position: 7 }), NotFound);
  await enterPrices({ ...house, actor: systemActor('start') }, { offer: offers.cases, centsPerYear: { C: cents(1) }, validFrom: plainDate('2026-11-01'), label: null });
  await assert.rejects(submitOrder(officer, { order: id, ground: 'in-house', commitment: everyday }, neverVetted), NotOrderable);
  await removeLine(officer, { order: id, position: 1 });
  await addLine(officer, STAND_APPS, { order: id, offer: offers.cases });
  const order = await submitOrder(officer, { order: id, ground: 'in-house', commitment: everyday }, neverVetted);
  assert.deepEqual([order.lines[0]?.price.centsPerYear, (await getOrderChoice(officer, { order: id })).choice.candidates.map((one) => one.solution).toSorted()], [1, ['cases', 'online-services']]);
});

test('an app that keeps its data per authority is ordered once, also when two orders are approved at the same moment', async () => {
  const once: OrderableApps = () => ({ oncePerAuthority: true });
  const here = stand.as(house, amt, 'digital-officer');
  const boss = stand.as(house, amt, 'approver');
  const drafted = await Promise.all([1, 2].map(async () => {
    const { id: order } = await createOrder(here, { need: (await recordNeed(here, aNeed())).id });
    await addLine(here, once, { order, offer: offers.cases });
    await submitOrder(here, { order, ground: 'in-house', commitment: { ...everyday, basis: '§ 0 Beispielgesetz' } }, neverVetted);
    return order;
  }));
  const outcomes = await Promise.allSettled(drafted.map((order) => approveOrder(boss, { order })));
  assert.deepEqual(outcomes.map((one) => (one.status === 'rejected' ? (one.reason as { code?: string }).code : 'approved')).toSorted(), ['approved', 'operations/runs-already']);
  const { id: third } = await createOrder(here, { need: (await recordNeed(here, aNeed())).id });
  await assert.rejects(addLine(here, once, { order: third, offer: offers.cases }), { code: 'operations/runs-already' });
});

test('an order is refused with a reason or taken back, and then nothing more happens to it', async () => {
  const refused = await submitted();
  await assert.rejects(refuseOrder(approver, { order: refused.id, reason: '' }), InvalidInput);
  await refuseOrder(approver, { order: refused.id, reason: 'Haushalt nicht gedeckt' });
  await assert.rejects(approveOrder(approver, { order: refused.id }), NotInThisOrderState);
  const cancelled = await submitted();
  await cancelOrder(officer, { order: cancelled.id });
  await assert.rejects(approveOrder(approver, { order: cancelled.id }), NotInThisOrderState);
  await assert.rejects(cancelOrder(officer, { order: cancelled.id }), NotInThisOrderState);
});

test('a stranger finds nothing, and a caseworker may not look', async () => {
  const order = await submitted();
  const stranger = stand.as(house, amt, 'digital-officer', 'approver');
  await assert.rejects(getOrder({ ...stranger, tenant: heilbronn }, { order: order.id }), NotFound);
  await assert.rejects(getOrder(stranger, { order: order.id }), NotFound);
  await assert.rejects(approveOrder(stranger, { order: order.id }), NotFound);
  await assert.rejects(getOrder(stand.as(house, heilbronn, 'caseworker'), { order: order.id }), NotPermitted);
});

test('a neighbour sees what is used, takes it over once, and gets its own price', async () => {
  const amtOfficer = stand.as(house, amt, 'digital-officer');
  const { contracts } = await seeNeighbour(amtOfficer, { neighbour: 'heilbronn' });
  const model = contracts[0];
  assert.deepEqual(model?.offers.map((one) => [one.offer.appId, one.parameters, one.price?.contributionClass]), [['online-services', { services: ['hundesteuer'] }, 'A'], ['cases', {}, 'A']]);
  const first = await takeOver(amtOfficer, STAND_APPS, { neighbour: 'heilbronn', contract: model?.contract ?? '' });
  const again = await takeOver(amtOfficer, STAND_APPS, { neighbour: 'heilbronn', contract: model?.contract ?? '' });
  assert.equal(again.id, first.id);
  assert.deepEqual([first.lines.map((one) => one.price.centsPerYear), first.lines[0]?.parameters], [[120_000, 80_000], { services: ['hundesteuer'] }]);
  await submitOrder(amtOfficer, { order: first.id, ground: 'in-house', commitment: { ...everyday, basis: '§ 0 Beispielgesetz' } }, neverVetted);
  assert.equal((await approveOrder(stand.as(house, amt, 'approver'), { order: first.id })).state, 'contracted');
  assert.deepEqual((await listSimilarNeeds(officer, { category: 'online-applications' })).map((one) => [one.authority.id, one.state]), [[amt, 'ordered'], [authorityId('town', '08125030'), 'open']]);
});

test('a contract ends once, with its instances, and the store no longer shows the use', async () => {
  const [open] = (await acts()).filter((entry) => entry.action === 'procurement/contract-concluded');
  const contract = open?.subject.id ?? '';
  await assert.rejects(endContract(officer, { contract }), NotPermitted);
  await endContract(approver, { contract });
  await assert.rejects(endContract(approver, { contract }), NotInThisOrderState);
  assert.deepEqual((await listInstances(officer)).filter((one) => one.contractId === contract).map((one) => [one.wanted, one.endReason]), [['removed', 'contract-ended'], ['removed', 'contract-ended']]);
  assert.equal((await getContract(officer, { contract })).contract.endsOn, house.clock.today());
});

test('the operator sees figures, and nothing that is in the contracts', async () => {
  const operator = stand.as(house, PLATFORM_TENANT, 'operator');
  const figures = await contractFigures(operator);
  assert.deepEqual(figures.map((one) => one.name).toSorted(), ['Amt Güstrow-Land', 'Stadt Heilbronn']);
  await assert.rejects(getOrder({ ...operator, tenant: heilbronn }, { order: operator.actor.accountId }), NotFound);
  await assert.rejects(contractFigures(officer), NotFound);
});
