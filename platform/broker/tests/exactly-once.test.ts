import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase } from '@allmende/database/testing';
import { listNeeds } from '@allmende/needs';
import fc from 'fast-check';
import { serviceIdOf } from '../domain/broker-ids.ts';
import { BROKER_STAND_MIGRATIONS, openBrokerStand } from './stand.ts';

const { database } = await testDatabase(BROKER_STAND_MIGRATIONS);
const stand = await openBrokerStand({ database });
after(() => stand.close());
const { authorization, officer } = await stand.letIn(stand.heilbronn, 'Zufall');
const wish = (plan: string) => ({ service_id: serviceIdOf('wiki'), plan_id: plan, organization_guid: 'org', space_guid: 'space' });

type Act = 'put' | 'put-other' | 'delete' | 'poll';
const act = fc.constantFrom<Act>('put', 'put', 'put-other', 'delete', 'poll');
/** One request, or two at once; some are killed after so many transactions. */
const step = fc.array(fc.record({ act, lives: fc.option(fc.nat({ max: 25 }), { nil: undefined, freq: 2 }) }), { minLength: 1, maxLength: 2 });

function ask(name: string, what: Act, lives?: number) {
  const path = `/v2/service_instances/${name}`;
  const life = lives === undefined ? {} : { lives };
  if (what === 'poll') return stand.ask(authorization, { path: `${path}/last_operation`, ...life });
  if (what === 'delete') return stand.ask(authorization, { method: 'DELETE', path: `${path}?service_id=${serviceIdOf('wiki')}&plan_id=${stand.wikiOffers.small}&accepts_incomplete=true`, ...life });
  return stand.ask(authorization, { method: 'PUT', path: `${path}?accepts_incomplete=true`, body: wish(what === 'put' ? stand.wikiOffers.small : stand.wikiOffers.large), ...life });
}

/** What the authority sees of a name: orders that still count, needs that are still open. */
async function traces(name: string) {
  const needs = (await listNeeds(officer)).filter((need) => need.details.includes(`„${name}“`));
  const orders = (await stand.ordersOf(stand.heilbronn)).filter((order) => needs.some((need) => need.id === order.need));
  return { needs: needs.filter((need) => need.state === 'open').length, orders: orders.filter((order) => order.state === 'draft' || order.state === 'submitted') };
}

test('whatever a marketplace repeats, at once or after a crash anywhere, there is never more than one order, and none after its end', { timeout: 240_000 }, async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
    const name = stand.newName();
    for (const requests of steps) {
      const answers = await Promise.all(requests.map((one) => ask(name, one.act, one.lives)));
      for (const answer of answers) assert.ok([200, 202, 400, 404, 409, 410, 422, 500].includes(answer.status), `${answer.status}`);
      const { needs, orders } = await traces(name);
      assert.ok(orders.length <= 1 && needs <= 1, `${orders.length} orders, ${needs} needs`);
      // A killed request lets go after a minute.
      if (requests.some((one) => one.lives !== undefined)) stand.house.clock.advanceMs(61_000);
    }
    // Whoever deletes until it is gone finds nothing left; whoever orders then gets one order, however often.
    let gone = await ask(name, 'delete');
    if (gone.status === 400) gone = await stand.ask(authorization, { method: 'DELETE', path: `/v2/service_instances/${name}?service_id=${serviceIdOf('wiki')}&plan_id=${stand.wikiOffers.large}&accepts_incomplete=true` });
    assert.ok([200, 410].includes(gone.status), JSON.stringify(gone.body));
    assert.deepEqual(await traces(name), { needs: 0, orders: [] });
    const both = await Promise.all([ask(name, 'put'), ask(name, 'put')]);
    assert.deepEqual(both.map((one) => one.status), [202, 202]);
    assert.deepEqual(both[0]?.body, both[1]?.body);
    const after = await traces(name);
    assert.deepEqual([after.needs, after.orders.map((order) => [order.state, order.lines.length])], [1, [['submitted', 1]]]);
  }), { numRuns: 25 });
});

test('after a crash anywhere in an order the same wish, or only asking how it stands, brings the same one about', { timeout: 240_000 }, async () => {
  for (const again of ['put', 'poll'] as const) {
    for (let lives = 0; lives < 40; lives += 1) {
      const name = stand.newName();
      const first = await ask(name, 'put', lives);
      if (first.status === 202) {
        assert.ok(lives > 8, `an order takes more than ${lives} transactions`);
        break;
      }
      assert.equal(first.status, 500);
      stand.house.clock.advanceMs(61_000);
      const second = await ask(name, again);
      if (again === 'poll' && second.status === 404) continue;
      assert.equal(second.status, again === 'put' ? 202 : 200, JSON.stringify(second.body));
      const { needs, orders } = await traces(name);
      assert.deepEqual([needs, orders.map((order) => [order.state, order.lines.length])], [1, [['submitted', 1]]], `killed after ${lives} transactions`);
    }
  }
});

test('while one request works on an order, another one is told so', async () => {
  const name = stand.newName();
  assert.equal((await ask(name, 'put', 18)).status, 500);
  assert.equal((await ask(name, 'delete')).body['error'], 'ConcurrencyError');
  stand.house.clock.advanceMs(61_000);
  assert.equal((await ask(name, 'delete')).status, 200);
});
