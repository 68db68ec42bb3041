import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NotPermitted, systemActor } from '@allmende/access';
import { newId } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { deactivateService, keepReply, listReceivableServices, noteApplicationState, readForeignApplication, statusOf } from '../index.ts';
import { completeAnswers, sendDogTax } from '../testing/index.ts';
import { officer, offerDogTax, openStand, placeAndTenant, SERVICE } from './stand.ts';

const stand = await openStand();
const heilbronn = await placeAndTenant(stand, 'heilbronn');
await offerDogTax(stand, heilbronn.tenant);
const delivery = contextFor(stand.house, systemActor('delivery'), heilbronn.tenant);
const [offered] = await listReceivableServices(delivery);
const read = (data: unknown, schemaUri = offered?.schemaUri ?? '') => readForeignApplication(delivery, {
  id: newId(), reference: 'AAAA-BBBB-CCCC', service: SERVICE, schemaUri, data: Buffer.from(typeof data === 'string' ? data : JSON.stringify(data)), placeArs: heilbronn.ars, submittedAt: new Date('2026-05-20T09:00:00Z'),
});

test('data of another sender are read with the values of the authority, whatever the sender worked out', async () => {
  assert.match(offered?.schemaUri ?? '', /^urn:allmende:service:hundesteuer-anmelden:/u);
  const found = await read({ answers: completeAnswers(), results: { annualTax: 1 } });
  assert.ok(found.outcome === 'read');
  assert.equal(found.sent.results['annualTax'], 9600);
  assert.equal(found.sent.completeness.complete, true);
  assert.ok(found.guide.summaries.de.pages.some(({ rows }) => rows.some(({ value }) => value === 'Krümel')));
  assert.deepEqual(found.guide.decisions.map(({ id }) => id), ['assessment', 'no-tax']);
  assert.equal(found.completeness.score, 100);
});

test('what does not fit is refused with its place and without its value', async () => {
  assert.deepEqual(await read('{"answers":'), { outcome: 'no-json' });
  const { 'dog.name': _name, ...answers } = completeAnswers();
  const found = await read({ answers: { ...answers, 'dog.name': 42 } });
  assert.ok(found.outcome === 'does-not-fit');
  assert.match(found.path, /dog\.name/u);
  assert.equal((await read({ answers: completeAnswers(), more: true })).outcome, 'does-not-fit');
  assert.deepEqual(await read({ answers: completeAnswers() }, 'urn:allmende:service:hundesteuer-anmelden:0.0.1:0123456789abcdef'), { outcome: 'unknown' });
});

test('nobody in person reads them, and nothing is taken for a service that is switched off', async () => {
  await assert.rejects(listReceivableServices(officer(stand, heilbronn.tenant)), NotPermitted);
  await deactivateService(officer(stand, heilbronn.tenant), { service: SERVICE });
  assert.deepEqual(await listReceivableServices(delivery), []);
  assert.deepEqual(await read({ answers: completeAnswers() }), { outcome: 'unknown' });
  await offerDogTax(stand, heilbronn.tenant);
});

test('what a specialist system says stands on the status page, once, and only sealed in the tables', async () => {
  const sent = await sendDogTax(stand.house, { ars: heilbronn.ars });
  const at = new Date('2026-05-21T08:00:00Z');
  const reply = { id: newId(), kind: 'question' as const, fileNumber: 'GF-000001', text: 'Bitte reichen Sie den Impfpass nach.', missing: ['Impfpass'], due: '2026-06-30' };
  await keepReply(delivery, { application: sent.application, reply, at });
  await keepReply(delivery, { application: sent.application, reply, at });
  await keepReply(delivery, { application: newId(), reply: { ...reply, id: newId() }, at });
  await noteApplicationState(delivery, { application: sent.application, state: 'waiting', since: at });
  const status = await statusOf(contextFor(stand.house, { kind: 'anonymous' }, heilbronn.tenant), { ...sent, language: 'de' });
  assert.deepEqual(status.replies, [{ ...reply, at }]);
  const { rows } = await stand.database.inTenant(heilbronn.tenant, (tx) => tx.client.query<{ row: string }>('select application_reply::text as row from online_services.application_reply'));
  assert.equal(rows.length, 1);
  assert.doesNotMatch(rows[0]?.row ?? '', /Impfpass|GF-000001|2026-06-30/u);
});
