import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '@allmende/database/testing';
import { testHouse } from '@allmende/house/testing';
import { recordNeed } from '@allmende/needs';
import { aNeed } from '@allmende/needs/testing';
import { listInstances } from '@allmende/operations';
import { addLine, approveOrder, createOrder, getOrder, submitOrder, type OrderableApps } from '../index.ts';
import { neverVetted, openStand, STAND_APPS, STAND_MIGRATIONS } from '../testing/index.ts';

const { database } = await testDatabase(STAND_MIGRATIONS);
const house = testHouse(database);
const { as, heilbronn, offers } = await openStand(house);
const officer = as(house, heilbronn, 'digital-officer');
const approver = as(house, heilbronn, 'approver');

test('an app that needs what nobody has set up is not approved, by anybody; the order waits and goes on once it is', async () => {
  let isSetUp = false;
  const asked: string[] = [];
  const apps: OrderableApps = (app) => ({
    ...STAND_APPS(app), unmet: async ({ tenant }) => {
      asked.push(tenant);
      return app === 'online-services' && !isSetUp ? '„Online-Dienste“ braucht einen Mailserver (smtp); im Betrieb ist keiner eingetragen (Einstellung ALLMENDE_APPS_SMTP_URL).' : undefined;
    },
  });
  const need = await recordNeed(officer, aNeed());
  const { id } = await createOrder(officer, { need: need.id });
  await addLine(officer, apps, { order: id, offer: offers.onlineServices, parameters: { services: ['hundesteuer'] } });
  await addLine(officer, apps, { order: id, offer: offers.cases });
  await submitOrder(officer, { order: id, ground: 'in-house', commitment: { kind: 'everyday', basis: '', reason: 'Regelmäßig und von geringem Betrag' } }, neverVetted);

  await assert.rejects(approveOrder(approver, { order: id }, apps), { code: 'procurement/needs-not-provided', kind: 'conflict', message: /noch nicht freigegeben.*ALLMENDE_APPS_SMTP_URL/u });
  assert.deepEqual([(await getOrder(officer, { order: id })).state, (await listInstances(officer)).length], ['submitted', 0]);
  assert.deepEqual(asked, [heilbronn, heilbronn]);

  isSetUp = true;
  const done = await approveOrder(approver, { order: id }, apps);
  assert.equal(done.state, 'contracted');
  isSetUp = false;
  assert.equal((await approveOrder(approver, { order: id }, apps)).contract, done.contract, 'what is approved is not asked again');
});
