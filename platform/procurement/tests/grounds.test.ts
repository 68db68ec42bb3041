import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { systemActor } from '@allmende/access';
import { enterPrices, enterRate, getOffer } from '@allmende/catalog';
import { newId, PLATFORM_TENANT } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { closeDocuments } from '@allmende/documents';
import { InvalidInput, NotFound } from '@allmende/errors';
import { testHouse } from '@allmende/house/testing';
import { cents, type Cents } from '@allmende/money';
import { recordNeed } from '@allmende/needs';
import { aNeed } from '@allmende/needs/testing';
import { listInstances } from '@allmende/operations';
import { plainDate, type PlainDate } from '@allmende/time';
import { watchTerms } from '../actions/watch-terms.ts';
import {
  addLine, approveOrder, checkGrounds, confirmAmendmentBudget, confirmBudget, contractFigures, createOrder, decideOnAmendment, endContract, endFramework, enterAmendmentResolution, enterApprovalRule, enterAwardParameter, enterFramework, enterResolution, enterShippedParameters, enterSystemAward, getContract,
  listContracts, listNoticeDays, OPEN_TERM, proposeAmendment, readContractDocument, storeContractDocuments, submitOrder, type ContractTerm, type GroundKind,
} from '../index.ts';
import { neverVetted, openStand, STAND_APPS, STAND_MIGRATIONS } from '../testing/index.ts';

const { database } = await testDatabase(STAND_MIGRATIONS);
const house = testHouse(database);
house.clock.set('2026-12-01T09:00:00Z');
const stand = await openStand(house);
after(closeDocuments);

const { heilbronn, offers } = stand;
const officer = stand.as(house, heilbronn, 'digital-officer');
const approver = stand.as(house, heilbronn, 'approver');
const second = stand.as(house, heilbronn, 'approver');
const treasurer = stand.as(house, heilbronn, 'treasurer');
const mayor = stand.as(house, heilbronn, 'mayor');
const operator = stand.as(house, PLATFORM_TENANT, 'operator');
const reasons = (givenOn: PlainDate) => ({ basis: '§ 132 GWB (Beispiel)', reason: 'Ein Beispiel für eine Begründung.', consent: { givenOn, reference: 'Schreiben 1' } });
const everyday = { kind: 'everyday', basis: '', reason: 'Ein Beispiel' };
const AWARD_NOT_PROVEN = { code: 'procurement/award-not-proven' };

async function draft(offer = offers.cases, usage?: { cases?: number }) {
  const { id } = await createOrder(officer, { need: (await recordNeed(officer, aNeed())).id });
  await addLine(officer, STAND_APPS, { order: id, offer, ...(usage === undefined ? {} : { usage }) });
  return id;
}
const submitted = async (ground: GroundKind, term: ContractTerm = OPEN_TERM) => submitOrder(officer, { order: await draft(), ground, commitment: everyday, term }, neverVetted);
const missing = async (order: string, kind: GroundKind) => (await checkGrounds(officer, { order })).find((one) => one.kind === kind)?.missing ?? ['unbekannt'];

test('a direct order needs the threshold of the Land, which nobody guesses: unknown it is closed, above it refused, below it proven with its norm', async () => {
  const order = await draft();
  assert.match((await missing(order, 'direct-order')).join(' '), /keine Wertgrenze[\s\S]*Wie der Wert/u);
  await assert.rejects(submitOrder(officer, { order, ground: 'direct-order', commitment: everyday }, neverVetted), AWARD_NOT_PROVEN);
  const counted = await enterShippedParameters({ ...house, actor: systemActor('start') });
  assert.deepEqual([counted, await enterShippedParameters({ ...house, actor: systemActor('start') })], [2, 0]);
  const threshold = { name: 'direct-order-threshold', land: '08', validFrom: plainDate('2026-12-01'), validUntil: null, basis: '§ 1 Beispielordnung', source: 'Beispiel' } as const;
  await assert.rejects(enterAwardParameter(operator, { ...threshold, value: 0 }), InvalidInput);
  await assert.rejects(enterAwardParameter(operator, { ...threshold, land: '', value: 5 }), InvalidInput);
  await assert.rejects(enterAwardParameter(officer, { ...threshold, value: 5 }));
  // 2,400 euros a year without a fixed end count for 48 months: 9,600 euros.
  await enterAwardParameter(operator, { ...threshold, value: 959_999 });
  await assert.rejects(enterAwardParameter(operator, { ...threshold, value: 960_000 }), { code: 'procurement/already-stands' });
  assert.match((await missing(order, 'direct-order')).join(' '), /9\.600,00/u);
  await enterAwardParameter(operator, { ...threshold, value: 960_000, validFrom: plainDate('2026-12-02') });
  house.clock.set('2026-12-02T09:00:00Z');
  const sent = await submitOrder(officer, { order, ground: 'direct-order', commitment: everyday }, neverVetted);
  const done = await approveOrder(approver, { order: sent.id });
  const { contract } = await getContract(officer, { contract: done.contract ?? '' });
  assert.ok(contract.ground.kind === 'direct-order');
  assert.deepEqual([contract.ground.proof.valueCents, contract.ground.proof.threshold.basis, contract.provider.name], [960_000, '§ 1 Beispielordnung', 'Trägerverein der Plattform (Beispiel)']);
  await endContract(approver, { contract: contract.id });
});

test('a call-off needs a framework agreement in force that covers the authority, the offers and the amount; what is called off counts', async () => {
  const order = await draft();
  assert.match((await missing(order, 'framework-call-off')).join(' '), /keine Rahmenvereinbarung/u);
  const agreement = {
    title: 'Fachverfahren (Beispiel)', contractor: 'Beispiel GmbH', contractorKey: 'HRB 0', reference: '2026/S 000-000000', concludedOn: plainDate('2026-11-30'), validFrom: plainDate('2026-12-01'), validUntil: plainDate('2030-11-30'), longerBecause: null,
    mostCents: cents(1_500_000), offers: [offers.cases], authorities: [] as string[], ocid: null, source: 'Beispiel',
  };
  await assert.rejects(enterFramework(operator, { ...agreement, validUntil: plainDate('2030-12-01') }), InvalidInput, 'four years, § 21 (6) VgV');
  await assert.rejects(enterFramework(operator, { ...agreement, offers: [newId()] }), InvalidInput);
  await assert.rejects(enterFramework(officer, agreement));
  const framework = await enterFramework(operator, agreement);
  const both = [order, await draft()];
  for (const one of both) await submitOrder(officer, { order: one, ground: 'framework-call-off', commitment: everyday }, neverVetted);
  // Both were proven when handed in; together they come to more than the agreement's most, so one of two approvals at the same moment is refused.
  const outcomes = await Promise.allSettled(both.map((one) => approveOrder(approver, { order: one })));
  assert.deepEqual(outcomes.map((one) => (one.status === 'rejected' ? (one.reason as { code?: string }).code : one.value.state)).toSorted(), ['contracted', 'procurement/award-not-proven']);
  const done = outcomes.find((one) => one.status === 'fulfilled')?.value;
  const { contract } = await getContract(officer, { contract: done?.contract ?? '' });
  assert.deepEqual([contract.provider.name, contract.provider.key], ['Beispiel GmbH', 'HRB 0']);
  await endContract(approver, { contract: contract.id });
  await endFramework(operator, { framework: framework.id });
  await assert.rejects(endFramework(operator, { framework: framework.id }), NotFound);
  house.clock.set('2026-12-03T09:00:00Z');
  assert.match((await missing(await draft(), 'framework-call-off')).join(' '), /nicht heute/u);
});

test('an award of a dynamic purchasing system makes one contract, not above its price and not after it binds', async () => {
  const award = {
    authority: heilbronn, system: 'DBS (Beispiel)', call: 'Aufruf 1', contractor: 'Beispiel AG', contractorKey: 'HRB 1', offers: [offers.cases], centsPerYear: cents(239_999), awardedOn: plainDate('2026-12-03'), validUntil: plainDate('2026-12-20'), record: 'Vermerk 1', systemOcid: null,
  };
  const orders = [await draft(), await draft()];
  await enterSystemAward(operator, award);
  assert.match((await missing(orders[0] ?? '', 'dynamic-purchasing-system')).join(' '), /2\.399,99/u);
  await enterSystemAward(operator, { ...award, call: 'Aufruf 2', centsPerYear: cents(240_000) });
  for (const order of orders) await submitOrder(officer, { order, ground: 'dynamic-purchasing-system', commitment: everyday }, neverVetted);
  house.clock.set('2026-12-21T09:00:00Z');
  await assert.rejects(approveOrder(approver, { order: orders[0] ?? '' }), AWARD_NOT_PROVEN);
  house.clock.set('2026-12-20T09:00:00Z');
  const outcomes = await Promise.allSettled(orders.map((order) => approveOrder(approver, { order })));
  assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  const done = outcomes.find((one) => one.status === 'fulfilled')?.value;
  await endContract(approver, { contract: done?.contract ?? '' });
});

test('the steps that the authority laid down are asked for in their order, each by another person; of two approvers at the same moment one is told that it is done', async () => {
  await assert.rejects(enterApprovalRule(approver, { validFrom: plainDate('2026-12-01'), budgetFromCents: cents(0), headFromCents: null, councilFromCents: null, basis: 'Beispiel' }));
  await enterApprovalRule(mayor, { validFrom: plainDate('2026-12-01'), budgetFromCents: cents(100_000), headFromCents: cents(240_000), councilFromCents: cents(240_000), basis: '§ 8 Hauptsatzung (Beispiel)' });
  const order = await submitted('in-house');
  assert.deepEqual(order.chain, { budget: true, head: true, council: true, basis: '§ 8 Hauptsatzung (Beispiel)' });
  await assert.rejects(approveOrder(mayor, { order: order.id }), { code: 'procurement/step-missing' });
  await assert.rejects(confirmBudget(approver, { order: order.id, position: '1.1', note: '' }));
  await assert.rejects(confirmBudget(treasurer, { order: order.id, position: '', note: '' }), InvalidInput);
  const checks = await Promise.allSettled([treasurer, stand.as(house, heilbronn, 'treasurer')].map((by) => confirmBudget(by, { order: order.id, position: '11.1.01', note: '' })));
  assert.deepEqual(checks.map((one) => (one.status === 'rejected' ? (one.reason as Error).message : 'bestätigt')).toSorted(), ['Die Deckung ist schon bestätigt.', 'bestätigt']);
  await assert.rejects(approveOrder(mayor, { order: order.id }), { code: 'procurement/step-missing' });
  await assert.rejects(enterResolution(officer, { order: order.id, body: 'Gemeinderat', number: '1', decidedOn: plainDate('2027-01-01'), reference: 'Vorlage 1' }), InvalidInput);
  await enterResolution(officer, { order: order.id, body: 'Gemeinderat', number: '12/2026', decidedOn: plainDate('2026-12-10'), reference: 'Vorlage 1' });
  await assert.rejects(approveOrder(approver, { order: order.id }), { code: 'procurement/head-needed' });
  const version = (await confirmBudget(treasurer, { order: order.id, position: '1', note: '' }).catch(() => undefined))?.version;
  assert.equal(version, undefined);
  assert.equal((await approveOrder(mayor, { order: order.id })).state, 'contracted');

  await enterApprovalRule(mayor, { validFrom: plainDate('2026-12-20'), budgetFromCents: null, headFromCents: null, councilFromCents: null, basis: 'Beispiel' });
  const plain = await submitted('in-house');
  const outcomes = await Promise.allSettled([approver, second].map((by) => approveOrder(by, { order: plain.id, version: plain.version })));
  const told = outcomes.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string; message: string })] : []));
  assert.deepEqual([outcomes.length - told.length, told.map(({ code }) => code)], [1, ['procurement/not-in-this-state']]);
  assert.match(told[0]?.message ?? '', /Diese Bestellung ist vereinbart/u);
  await assert.rejects(database.inTenant(heilbronn, (tx) => tx.client.query(`update procurement.purchase_order set content = jsonb_set(content, '{checks,budget}', 'null') where id = $1`, [order.id])), /approved_with_every_step/u);
  await assert.rejects(database.inTenant(heilbronn, (tx) => tx.client.query(`update procurement.contract set content = jsonb_set(content, '{ground,kind}', '"direct-order"')`)), /ground_with_its_proof/u);
});

test('a contract with a term is reminded of once, given notice for its last day, amended by two people, and ends by itself with its apps', async () => {
  const order = await submitted('in-house', { months: 12, renewsMonths: 12, noticeMonths: 3 });
  const contract = (await approveOrder(approver, { order: order.id })).contract ?? '';
  const before = await getContract(officer, { contract });
  assert.deepEqual([before.days?.lastDay, before.days?.noticeBy], ['2027-12-19', '2027-09-19']);
  assert.deepEqual(await watchTerms(house, heilbronn), { reminded: 0, ended: 0 });
  house.clock.set('2027-08-01T09:00:00Z');
  assert.deepEqual(await watchTerms(house, heilbronn), { reminded: 1, ended: 0 });
  assert.deepEqual(await watchTerms(house, heilbronn), { reminded: 0, ended: 0 });
  assert.deepEqual((await listNoticeDays(officer)).map(({ noticeBy, lastDay }) => [noticeBy, lastDay]), [['2027-09-19', '2027-12-19']]);

  const change = { contract, title: 'Längere Laufzeit', text: 'Der Vertrag läuft zunächst 24 Monate.', effectiveOn: plainDate('2027-08-01'), price: { prices: [], ...reasons(plainDate('2027-07-20')) }, commitment: everyday, term: { months: 24, renewsMonths: 12, noticeMonths: 3 } };
  await assert.rejects(proposeAmendment(officer, { ...change, text: '' }), InvalidInput);
  const both = stand.as(house, heilbronn, 'digital-officer', 'approver');
  const proposed = await proposeAmendment(both, change);
  await assert.rejects(proposeAmendment(officer, change), { code: 'procurement/not-in-this-state' });
  await assert.rejects(decideOnAmendment(both, { contract, number: proposed.number, agreed: true }), { code: 'procurement/second-person-needed' });
  await decideOnAmendment(approver, { contract, number: 1, agreed: true });
  await assert.rejects(decideOnAmendment(second, { contract, number: 1, agreed: true }), { code: 'procurement/not-in-this-state' });
  const system = { ...house, tenant: heilbronn, actor: systemActor('procurement') };
  assert.equal(await storeContractDocuments(system, { contract }), 3);
  assert.match(Buffer.from((await readContractDocument(officer, { contract, kind: 'amendment-1' })).bytes).toString('latin1'), /<pdfuaid:part>1<\/pdfuaid:part>/u);
  assert.equal((await getContract(officer, { contract })).days?.lastDay, '2028-12-19');

  assert.deepEqual(await endContract(approver, { contract }), { lastDay: '2028-12-19' });
  await assert.rejects(endContract(approver, { contract }), { code: 'procurement/not-in-this-state' });
  house.clock.set('2028-12-19T09:00:00Z');
  assert.equal((await watchTerms(house, heilbronn)).ended, 0);
  house.clock.set('2028-12-20T09:00:00Z');
  assert.equal((await watchTerms(house, heilbronn)).ended, 1);
  assert.deepEqual((await listInstances(officer)).filter((one) => one.contractId === contract).map(({ wanted }) => wanted), ['removed']);
  house.clock.set('2026-12-20T09:00:00Z');
});

test('a longer term passes the gate of an order again, with or without a new price; a shorter one needs the second person alone', async () => {
  house.clock.set('2026-12-20T09:00:00Z');
  const today = plainDate('2026-12-20');
  const term = { months: 12, renewsMonths: null, noticeMonths: 0 };
  await enterFramework(operator, {
    title: 'Fachverfahren III (Beispiel)', contractor: 'Beispiel GmbH', contractorKey: 'HRB 0', reference: '2026/S 000-000002', concludedOn: today, validFrom: today, validUntil: plainDate('2030-12-19'), longerBecause: null, mostCents: cents(720_000), offers: [offers.cases], authorities: [], ocid: null, source: 'Beispiel',
  });
  const contract = (await approveOrder(approver, { order: (await submitted('framework-call-off', term)).id })).contract ?? '';
  const longer = (months: number, more: object = {}) => proposeAmendment(officer, {
    contract, title: 'Längere Laufzeit', text: 'Der Vertrag läuft länger als vereinbart.', effectiveOn: today, term: { ...term, months }, price: { prices: [], ...reasons(today) }, commitment: everyday, ...more,
  });
  const pointers = (error: unknown) => (error instanceof InvalidInput ? error.fields.map(({ pointer }) => pointer) : []);
  await assert.rejects(longer(24, { price: null }), (error) => { assert.deepEqual(pointers(error), ['/price/basis', '/price/reason', '/price/consent/reference']); return true; });
  await assert.rejects(longer(24, { commitment: { kind: '', basis: '', reason: '' } }), (error) => { assert.deepEqual(pointers(error), ['/commitment/kind', '/commitment/reason']); return true; });
  // 2,400 euros a year for 36 months are exactly the 7,200 euros of the agreement.
  for (const tooLong of [longer(37), longer(36, { price: { prices: [{ position: 1, centsPerYear: cents(240_001) }], ...reasons(today) } }), longer(12, { term: { ...term, renewsMonths: 12 } })]) await assert.rejects(tooLong, AWARD_NOT_PROVEN);
  const { number, price } = await longer(36);
  assert.deepEqual([price?.isLonger, price?.prices, price?.commitment?.kind], [true, [], 'everyday']);
  const agreed = await decideOnAmendment(approver, { contract, number, agreed: true });
  assert.equal(agreed.proven?.kind === 'framework-call-off' && agreed.proven.proof.valueCents, 720_000);
  await assert.rejects(database.inTenant(heilbronn, (tx) => tx.client.query(`update procurement.contract_amendment set content = jsonb_set(content, '{proven}', 'null') where contract_id = $1`, [contract])), /agreed_longer_with_proof/u);
  assert.equal((await getContract(officer, { contract })).days?.lastDay, '2029-12-19');
  await assert.rejects(longer(48), AWARD_NOT_PROVEN, 'what is called off already counts');
  const shorter = await longer(24, { price: null, commitment: { kind: '', basis: '', reason: '' } });
  assert.deepEqual([shorter.price, (await decideOnAmendment(approver, { contract, number: shorter.number, agreed: true })).proven], [null, null]);
  assert.equal(await storeContractDocuments({ ...house, tenant: heilbronn, actor: systemActor('procurement') }, { contract }), 4);
});

const amend = (contract: string, centsPerYear: number, change: Partial<Parameters<typeof proposeAmendment>[1]> = {}, price: object = {}) => proposeAmendment(officer, {
  contract, title: 'Neuer Preis', text: 'Der Preis der Leistung ändert sich.', effectiveOn: plainDate('2027-01-01'), term: null, commitment: everyday,
  price: { prices: [{ position: 1, centsPerYear: centsPerYear as Cents }], ...reasons(plainDate('2026-12-20')), ...price }, ...change,
});

test('a higher price passes the gate of an order again and counts from its day on; a lower one needs the second person alone', async () => {
  house.clock.set('2026-12-21T09:00:00Z');
  await enterApprovalRule(mayor, { validFrom: plainDate('2026-12-21'), budgetFromCents: cents(250_000), headFromCents: cents(260_000), councilFromCents: cents(270_000), basis: '§ 8 Hauptsatzung (Beispiel)' });
  const contract = (await approveOrder(approver, { order: (await submitted('in-house')).id })).contract ?? '';
  const pointersOf = async (asked: Promise<unknown>) => asked.then(() => [], (error: unknown) => (error instanceof InvalidInput ? error.fields.map(({ pointer }) => pointer) : [String(error)]));
  assert.deepEqual(await pointersOf(amend(contract, 240_000)), ['/price/prices/1']);
  for (const wrong of [-1, 0.5, 10_000_000_001]) assert.deepEqual(await pointersOf(amend(contract, wrong)), ['/price/prices/1'], String(wrong));
  assert.deepEqual(await pointersOf(amend(contract, 270_000, {}, { prices: [{ position: 9, centsPerYear: cents(1) }], basis: '', reason: 'kurz', consent: { givenOn: plainDate('2027-12-20'), reference: '' } })), ['/price/prices/9', '/price/basis', '/price/reason', '/price/consent/givenOn', '/price/consent/reference']);
  assert.deepEqual(await pointersOf(amend(contract, 270_000, { commitment: { kind: '', basis: '', reason: '' } })), ['/commitment/kind', '/commitment/reason']);

  const higher = await amend(contract, 270_000);
  assert.deepEqual([higher.chain, higher.price?.beforeCentsPerYear, higher.price?.centsPerYear], [{ budget: true, head: true, council: true, basis: '§ 8 Hauptsatzung (Beispiel)' }, 240_000, 270_000]);
  const which = { contract, number: higher.number };
  await assert.rejects(decideOnAmendment(mayor, { ...which, agreed: true }), { code: 'procurement/step-missing' });
  const checks = await Promise.allSettled([treasurer, stand.as(house, heilbronn, 'treasurer')].map((by) => confirmAmendmentBudget(by, { ...which, position: '11.1.01', note: '' })));
  assert.deepEqual(checks.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  await assert.rejects(decideOnAmendment(mayor, { ...which, agreed: true }), { code: 'procurement/step-missing' });
  await enterAmendmentResolution(officer, { ...which, resolution: { body: 'Gemeinderat', number: '13/2026', decidedOn: plainDate('2026-12-20'), reference: 'Vorlage 2' } });
  await assert.rejects(decideOnAmendment(approver, { ...which, agreed: true }), { code: 'procurement/head-needed' });
  const outcomes = await Promise.allSettled([mayor, stand.as(house, heilbronn, 'mayor')].map((by) => decideOnAmendment(by, { ...which, agreed: true })));
  assert.deepEqual(outcomes.map((one) => (one.status === 'rejected' ? (one.reason as { code?: string }).code : one.value.proven?.kind)).toSorted(), ['in-house', 'procurement/not-in-this-state']);
  assert.equal(await storeContractDocuments({ ...house, tenant: heilbronn, actor: systemActor('procurement') }, { contract }), 3);

  // The contract stays as it was; the price of a day is that of the amendments in force.
  const yearly = async () => {
    const found = await getContract(officer, { contract });
    const figures = (await contractFigures(operator)).find(({ authority }) => authority === heilbronn)?.centsPerYear ?? 0;
    return [found.contract.centsPerYear, found.lines[0]?.price.centsPerYear, (await listContracts(officer)).find(({ id }) => id === contract)?.centsPerYearNow, figures];
  };
  const [, , , before = 0] = await yearly();
  assert.deepEqual((await yearly()).slice(0, 3), [240_000, 240_000, 240_000]);
  house.clock.set('2027-01-01T09:00:00Z');
  assert.deepEqual(await yearly(), [240_000, 270_000, 270_000, before + 30_000]);
  await assert.rejects(database.inTenant(heilbronn, (tx) => tx.client.query(`update procurement.contract_amendment set content = jsonb_set(content, '{proven}', 'null') where contract_id = $1`, [contract])), /agreed_with_every_step/u);
  await assert.rejects(database.inTenant(heilbronn, (tx) => tx.client.query(`update procurement.contract_amendment set content = jsonb_set(content, '{checks,budget}', 'null') where contract_id = $1`, [contract])), /agreed_with_every_step/u);

  assert.deepEqual(await pointersOf(amend(contract, 100_000, { effectiveOn: plainDate('2026-12-31') })), ['/price/prices/1'], 'not for days that are over');
  const lower = await amend(contract, 100_000, { effectiveOn: plainDate('2027-02-01'), commitment: { kind: '', basis: '', reason: '' } });
  assert.deepEqual([lower.chain.budget, lower.chain.head, lower.price?.commitment], [false, false, null]);
  assert.equal((await decideOnAmendment(approver, { contract, number: lower.number, agreed: true })).proven, null);
  house.clock.set('2027-02-01T09:00:00Z');
  assert.deepEqual((await yearly()).slice(0, 3), [240_000, 100_000, 100_000]);
  house.clock.set('2026-12-20T09:00:00Z');
});

test('a higher price must fit into the framework agreement that the contract was called off from, and commits the authority by a signed declaration where it is no everyday business', async () => {
  house.clock.set('2026-12-20T09:00:00Z');
  const today = plainDate('2026-12-20');
  await enterFramework(operator, {
    title: 'Fachverfahren II (Beispiel)', contractor: 'Beispiel GmbH', contractorKey: 'HRB 0', reference: '2026/S 000-000001', concludedOn: today, validFrom: today, validUntil: plainDate('2030-12-19'), longerBecause: null, mostCents: cents(1_000_000), offers: [offers.cases], authorities: [], ocid: null, source: 'Beispiel',
  });
  const contract = (await approveOrder(approver, { order: (await submitted('framework-call-off')).id })).contract ?? '';
  // 2,400 euros a year for 48 months are 9,600 of 10,000 euros; 2,500 come to exactly that.
  await assert.rejects(amend(contract, 250_001), AWARD_NOT_PROVEN);
  const declaration = { kind: 'declaration', basis: '', reason: 'Ein Beispiel' };
  const { number } = await amend(contract, 250_000, { commitment: declaration });
  await assert.rejects(decideOnAmendment(approver, { contract, number, agreed: true }), { code: 'procurement/head-needed' });
  await assert.rejects(decideOnAmendment(mayor, { contract, number, agreed: true }), InvalidInput);
  const agreed = await decideOnAmendment(mayor, { contract, number, agreed: true, declaration: { form: 'paper', signedOn: today, reference: 'Az. 1' } });
  assert.deepEqual([agreed.proven?.kind, agreed.declared?.reference], ['framework-call-off', 'Az. 1']);
  const called = await database.withoutTenant((tx) => tx.client.query<{ cents: number }>('select sum(value_cents)::bigint as cents from procurement.framework_call where contract = $1', [contract]));
  assert.equal(Number(called.rows[0]?.cents), 1_000_000);
  assert.match((await missing(await draft(), 'framework-call-off')).join(' '), /noch 0,00/u);
  await endContract(approver, { contract });
});

test('a price by use asks for what is expected, is frozen with its parts, and a negative or absurd amount is refused', async () => {
  const start = { ...house, actor: systemActor('start') };
  const rate = { validFrom: plainDate('2026-12-20'), flatCents: cents(0), centsPerCase: cents(150), centsPerUser: cents(0), minimumCents: cents(0), label: null };
  await assert.rejects(enterRate(start, { offer: offers.cases, rate: { ...rate, centsPerCase: cents(-1) } }), InvalidInput);
  await assert.rejects(enterRate(start, { offer: offers.cases, rate: { ...rate, centsPerCase: cents(100_000_001) } }), InvalidInput);
  await assert.rejects(enterPrices(start, { offer: offers.cases, centsPerYear: { C: cents(10_000_000_001) }, validFrom: plainDate('2027-01-01'), label: null }), InvalidInput);
  await enterRate(start, { offer: offers.cases, rate });
  await assert.rejects(draft(), { code: 'procurement/not-orderable' });
  await assert.rejects(draft(offers.cases, { cases: -1 }), InvalidInput);
  const id = await draft(offers.cases, { cases: 12 });
  const order = await submitOrder(officer, { order: id, ground: 'in-house', commitment: everyday }, neverVetted);
  assert.deepEqual([order.lines[0]?.price.centsPerYear, order.lines[0]?.price.parts?.map(({ kind, cents: sum }) => [kind, sum])], [241_800, [['class', 240_000], ['case', 1_800]]]);
  assert.equal((await getOffer(house, { id: offers.cases })).rates.length, 1);
});
