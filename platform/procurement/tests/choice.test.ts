import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { NotPermitted, systemActor } from '@allmende/access';
import { listEntries } from '@allmende/audit';
import { enterPrices, offerVersion, listOffers, registerOffers, stateSustainability } from '@allmende/catalog';
import { aPubliccodeFile } from '@allmende/catalog/testing';
import { PLATFORM_TENANT } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { InvalidInput, NotFound } from '@allmende/errors';
import { testHouse } from '@allmende/house/testing';
import { cents } from '@allmende/money';
import { recordNeed } from '@allmende/needs';
import { aNeed } from '@allmende/needs/testing';
import { plainDate } from '@allmende/time';
import { addLine, approveOrder, createOrder, findOrderChoice, getOrder, getOrderChoice, NotInThisOrderState, submitOrder, type FrozenVetting, type VettingOf } from '../index.ts';
import { neverVetted, openStand, STAND_APPS, STAND_MIGRATIONS } from '../testing/index.ts';

const { database } = await testDatabase(STAND_MIGRATIONS);
const house = testHouse(database);
const { heilbronn, amt, offers, as } = await openStand(house);
const start = { ...house, actor: systemActor('start') };
await registerOffers(start, {
  appId: 'muster-post', publiccode: aPubliccodeFile({ name: 'Musterpost', repository: 'https://example.org/muster-post.git', category: 'mailing' }),
  plans: [{ plan: 'standard', name: 'Musterpost', description: 'Post für Mitglieder', inHouse: true, prices: [{ contributionClass: 'C', centsPerYear: cents(90_000), validFrom: plainDate('2026-01-01'), label: 'Beispielwerte' }] }],
});
const operator = as(house, PLATFORM_TENANT, 'operator');
const officer = as(house, heilbronn, 'digital-officer');
const commitment = { kind: 'everyday', basis: '', reason: 'Regelmäßig und von geringem Betrag' };
const vetting: FrozenVetting = { level: 4, words: 'Stufe 4: Lieferkette geprüft', holdsUntil: '2026-12-31', passed: [{ check: 'licence-clear', recordedOn: '2026-10-01', expiresOn: null, sha256: 'a'.repeat(64) }] };
const someVetted: VettingOf = async (_ctx, slug) => (slug === 'online-services' ? vetting : null);

async function draft(by = officer) {
  const { id } = await createOrder(by, { need: (await recordNeed(by, aNeed({ title: 'Anträge annehmen' }))).id });
  await addLine(by, STAND_APPS, { order: id, offer: offers.onlineServices, parameters: { services: ['hundesteuer'] } });
  return id;
}
const submit = (order: string, choice = {}) => submitOrder(officer, { order, ground: 'in-house', commitment, choice }, someVetted);
const refusedAt = (pointer: string) => (error: unknown) => error instanceof InvalidInput && error.fields.some((one) => one.pointer === pointer);

await stateSustainability(operator, { solution: 'online-services', statement: { topic: 'renewable-share', value: '100', source: 'Stromliefervertrag 2026 (Beispiel)', link: '', statedOn: plainDate('2026-02-01'), validUntil: null } });
await stateSustainability(operator, { solution: 'cases', statement: { topic: 'data-centre-label', value: '0815', source: 'Urkunde (Beispiel)', link: '', statedOn: plainDate('2026-02-01'), validUntil: plainDate('2026-11-21') } });

test('search, solutions, offers in their versions, prices, vetting and sustainability are frozen with the order, and its hash stands in the log', async () => {
  const order = await draft();
  assert.equal(await findOrderChoice(officer, { order }), undefined, 'a draft has none');
  const versions = new Map((await listOffers(house)).map((offer) => [offer.id, offerVersion(offer, house.clock.today()).sha256]));
  const { choiceSha256 } = await submit(order, { words: 'Muster  Anträge', compared: ['muster-post', 'online-services'], reason: 'Am günstigsten\r\nund geprüft.' });
  const { choice, text, sha256 } = await getOrderChoice(officer, { order });
  assert.deepEqual([sha256, createHash('sha256').update(text).digest('hex')], [choiceSha256, choiceSha256]);
  assert.deepEqual([choice.search.words, choice.search.categories, choice.search.language, choice.reason, choice.need.title], ['Muster Anträge', ['digital-citizenship', 'taxes-management'], 'de', 'Am günstigsten\nund geprüft.', 'Anträge annehmen']);
  assert.deepEqual(choice.search.found.map(({ by, value, total }) => [by, value, total]).slice(0, 2), [['category', 'digital-citizenship', 2], ['category', 'taxes-management', 0]]);
  assert.deepEqual(choice.candidates.map(({ solution, foundBy }) => [solution, foundBy.filter((by) => by !== 'search')]), [['online-services', ['order', 'comparison']], ['muster-post', ['comparison']], ['cases', []]]);
  const [ordered, compared, found] = choice.candidates;
  assert.deepEqual([ordered?.vetting, compared?.vetting], [vetting, null]);
  assert.deepEqual([ordered?.sustainability.map(({ words }) => words), compared?.sustainability, found?.sustainability.length], [['Strom aus erneuerbaren Energien: 100 %'], [], 1]);
  assert.deepEqual(choice.candidates.flatMap((one) => one.offers).map(({ offer, ordered: isOrdered, price, sha256: version }) => [isOrdered, price?.centsPerYear, version === versions.get(offer)]), [[true, 360_000, true], [false, 90_000, true], [false, 240_000, true]]);
  const logged = (await database.inTenant(heilbronn, (tx) => listEntries(tx, {}))).map(({ entry }) => entry).find(({ action, subject }) => action === 'procurement/choice-frozen' && subject.id === order);
  assert.deepEqual(logged?.facts, { sha256, candidates: 3, offers: 3, compared: 2 });
});

test('what the store says later changes nothing of it', async () => {
  const order = await draft();
  await submit(order);
  const before = await getOrderChoice(officer, { order });
  await enterPrices(start, { offer: offers.cases, validFrom: house.clock.today(), label: null, centsPerYear: { C: cents(1) } });
  await stateSustainability(operator, { solution: 'online-services', statement: { topic: 'renewable-share', value: '50', source: 'Stromliefervertrag 2026, Nachtrag (Beispiel)', link: '', statedOn: plainDate('2026-11-01'), validUntil: null } });
  await registerOffers(start, { appId: 'muster-post', publiccode: aPubliccodeFile({ name: 'Musterpost Neu', repository: 'https://example.org/muster-post.git', category: 'mailing' }), plans: [] });
  assert.deepEqual(await getOrderChoice(officer, { order }), before);
  await approveOrder(as(house, heilbronn, 'approver'), { order });
  assert.deepEqual(await getOrderChoice(officer, { order }), before, 'nor does the contract');
  const next = await draft();
  await submit(next);
  assert.notDeepEqual((await getOrderChoice(officer, { order: next })).choice.candidates.map((one) => one.offers.map(({ sha256 }) => sha256)), before.choice.candidates.map((one) => one.offers.map(({ sha256 }) => sha256)));
});

test('an expired statement is unknown on the day of the order', async () => {
  house.clock.set('2026-11-22T09:00:00Z');
  const order = await draft();
  await submit(order);
  assert.deepEqual((await getOrderChoice(officer, { order })).choice.candidates.find(({ solution }) => solution === 'cases')?.sustainability, []);
});

test('handed in twice at the same moment, and again, an order has one choice', async () => {
  const order = await draft();
  const both = await Promise.allSettled([1, 2, 3].map((turn) => submit(order, { words: `Suche ${turn}` })));
  assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected', 'rejected']);
  for (const one of both) if (one.status === 'rejected') assert.ok(one.reason instanceof NotInThisOrderState, String(one.reason));
  const { sha256 } = await getOrderChoice(officer, { order });
  await assert.rejects(submit(order, { words: 'anders' }), NotInThisOrderState);
  assert.deepEqual([(await getOrderChoice(officer, { order })).sha256, (await getOrder(officer, { order })).choiceSha256], [sha256, sha256]);
});

test('bad input is refused at its field and leaves a draft without choice; strange characters do no harm', async () => {
  const order = await draft();
  await assert.rejects(submit(order, { compared: ['gibt-es-nicht'] }), refusedAt('/choice/compared'));
  await assert.rejects(submit(order, { compared: ['../../etc'] }), refusedAt('/choice/compared'));
  await assert.rejects(submit(order, { compared: ['a', 'b', 'c', 'd', 'e'] }), refusedAt('/choice/compared'));
  await assert.rejects(submit(order, { words: 'x'.repeat(151) }), refusedAt('/choice/words'));
  await assert.rejects(submit(order, { reason: 'x'.repeat(2001) }), refusedAt('/choice/reason'));
  assert.deepEqual([(await getOrder(officer, { order })).state, await findOrderChoice(officer, { order })], ['draft', undefined]);
  await submit(order, { words: "'; drop table--\u0000", reason: 'a\u0000b\ud800\u202e<script>alert(1)</script>' });
  const { choice } = await getOrderChoice(officer, { order });
  assert.deepEqual([choice.search.words, choice.reason], ["'; drop table--", 'a b  <script>alert(1)</script>']);
});

test('the database refuses to change, delete, replace or leave out the choice, and the lines that were handed in', async () => {
  const order = await draft();
  await submit(order);
  const other = await draft();
  await submit(other, { words: 'anders' });
  const { sha256, text } = await getOrderChoice(officer, { order: other });
  const unsent = await draft();
  const run = (sql: string, values: unknown[] = []) => database.inTenant(heilbronn, (tx) => tx.client.query(sql, values));
  const refused: readonly (readonly [string, unknown[], RegExp])[] = [
    ["update procurement.order_choice set content = '{}'", [], /permission denied|never changed/u], ['delete from procurement.order_choice', [], /permission denied|never changed/u], ['truncate procurement.order_choice cascade', [], /permission denied|never changed/u],
    ['update procurement.purchase_order set choice_sha256 = null, version = version + 1 where id = $1', [order], /never changes/u], ['update procurement.purchase_order set choice_sha256 = $2 where id = $1', [order, sha256], /never changes|choice_of_order/u],
    ["update procurement.purchase_order set content = jsonb_set(content, '{lines,0,price,centsPerYear}', '1') where id = $1", [order], /never changes/u], ["update procurement.purchase_order set submitted_at = now() where id = $1", [order], /never changes/u],
    ["update procurement.purchase_order set state = 'submitted', submitted_at = now() where id = $1", [unsent], /handed in with its choice/u], ["update procurement.purchase_order set state = 'submitted', submitted_at = now(), choice_sha256 = $2 where id = $1", [unsent, sha256], /choice_of_order/u],
    ['insert into procurement.order_choice select tenant_id, $1, sha256, content, frozen_by, frozen_at from procurement.order_choice where order_id = $2', [unsent, other], /check constraint/u],
    ['insert into procurement.order_choice select tenant_id, order_id, $2, content, frozen_by, frozen_at from procurement.order_choice where order_id = $1', [other, 'b'.repeat(64)], /check constraint/u],
    ['insert into procurement.order_choice select * from procurement.order_choice where order_id = $1', [other], /duplicate key/u],
  ];
  for (const [sql, values, expected] of refused) await assert.rejects(run(sql, values), expected, sql);
  assert.equal((await getOrderChoice(officer, { order: other })).text, text);
});

test('of a store with more than fits, 50 solutions are kept and the rest is counted, the ordered one first', async () => {
  for (let one = 1; one <= 55; one += 1) await registerOffers(start, { appId: `reihe-${one}`, publiccode: aPubliccodeFile({ name: `Reihe ${one}`, repository: `https://example.org/reihe-${one}.git`, category: 'digital-citizenship' }), plans: [] });
  const order = await draft();
  await submit(order, { compared: ['muster-post'] });
  const { candidates, search } = (await getOrderChoice(officer, { order })).choice;
  assert.deepEqual(candidates.slice(0, 2).map(({ solution }) => solution), ['online-services', 'muster-post']);
  assert.equal(search.found[0]?.total, 57);
  assert.equal(candidates.length - 1 + search.leftOut, 57, 'all but the compared one were found');
});

test('only people of the authority who see orders see the choice', async () => {
  const order = await draft();
  await submit(order);
  await assert.rejects(getOrderChoice(as(house, heilbronn, 'caseworker'), { order }), NotPermitted);
  await assert.rejects(getOrderChoice(as(house, amt, 'auditor'), { order }), NotFound);
  assert.equal((await getOrderChoice(as(house, heilbronn, 'auditor'), { order })).choice.order, order);
});

test('a draft that takes nothing back and never went through the vetting says so', async () => {
  const order = await draft();
  await submitOrder(officer, { order, ground: 'in-house', commitment }, neverVetted);
  const { choice } = await getOrderChoice(officer, { order });
  assert.deepEqual([choice.takenOverFrom, choice.compared, choice.reason, choice.search.words], [null, [], '', 'Anträge annehmen']);
  assert.ok(choice.candidates.every((one) => one.vetting === null));
});
