import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase } from '@allmende/database/testing';
import { listNeeds } from '@allmende/needs';
import { serviceIdOf } from '../domain/broker-ids.ts';
import { BROKER_STAND_MIGRATIONS, openBrokerStand } from './stand.ts';

const { database } = await testDatabase(BROKER_STAND_MIGRATIONS);
const stand = await openBrokerStand({ database }, { statutesUntil: '2026-01-31' });
after(() => stand.close());

test('an order that the law does not allow today is refused with the reason and leaves nothing behind', async () => {
  const { authorization, officer } = await stand.letIn(stand.heilbronn, 'Markt');
  const asked = { path: '/v2/service_instances/x?accepts_incomplete=true', body: { service_id: serviceIdOf('wiki'), plan_id: stand.wikiOffers.small, organization_guid: 'org', space_guid: 'space' } };
  const answer = await stand.ask(authorization, { ...asked, method: 'PUT' });
  assert.deepEqual([answer.status, answer.body['error']], [422, 'AwardNotProven']);
  assert.match(String(answer.body['description']), /Satzung/u);
  assert.deepEqual([await stand.ordersOf(stand.heilbronn), await listNeeds(officer)], [[], []]);
  assert.equal((await stand.ask(authorization, { path: '/v2/service_instances/x/last_operation' })).status, 404);
});
