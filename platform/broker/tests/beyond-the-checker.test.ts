import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { listEntries } from '@allmende/audit';
import { NotPermitted, revokeGrant } from '@allmende/access';
import { testDatabase } from '@allmende/database/testing';
import { closeDocuments } from '@allmende/documents';
import { getNeed } from '@allmende/needs';
import { listInstances } from '@allmende/operations';
import { approveOrder, endContract, SecondPersonNeeded } from '@allmende/procurement';
import { InvalidInput, NotFound } from '@allmende/errors';
import { createCredential, listMarketplaces, revokeCredential } from '../index.ts';
import { serviceIdOf } from '../domain/broker-ids.ts';
import { BROKER_STAND_MIGRATIONS, openBrokerStand } from './stand.ts';

const { database } = await testDatabase(BROKER_STAND_MIGRATIONS);
const stand = await openBrokerStand({ database });
const { heilbronn, amt, house } = stand;
after(async () => {
  await stand.close();
  await closeDocuments();
});

const market = await stand.letIn(heilbronn, 'Marktplatz Süd');
const wiki = { service_id: serviceIdOf('wiki'), plan_id: stand.wikiOffers.small };
const online = { service_id: serviceIdOf('online-services'), plan_id: stand.offers.onlineServices };
const place = { organization_guid: 'org', space_guid: 'space' };
const at = (name: string) => `/v2/service_instances/${encodeURIComponent(name)}`;
const put = (name: string, wish: object = wiki, by = market.authorization, headers = {}) => stand.ask(by, { method: 'PUT', path: `${at(name)}?accepts_incomplete=true`, body: { ...place, ...wish }, headers });
const drop = (name: string, wish = wiki, by = market.authorization) => stand.ask(by, { method: 'DELETE', path: `${at(name)}?service_id=${wish.service_id}&plan_id=${wish.plan_id}&accepts_incomplete=true` });
const poll = (name: string, by = market.authorization) => stand.ask(by, { path: `${at(name)}/last_operation` });
const orderOf = (answer: { body: Readonly<Record<string, unknown>> }) => String(answer.body['dashboard_url']).split('/').at(-1) ?? '';
const orderNamed = async (id: string, tenant = heilbronn) => (await stand.ordersOf(tenant)).find((one) => one.id === id) ?? assert.fail('no such order');

test('a marketplace cannot get around the second person: the officer who let it in never approves its orders', async () => {
  const asked = await put(stand.newName());
  const order = await orderNamed(orderOf(asked));
  assert.deepEqual([order.state, order.authors, order.commitment?.kind], ['submitted', [market.officer.actor.accountId], 'everyday']);
  const sameInAllRoles = { ...market.officer, actor: { ...market.officer.actor, grants: (['digital-officer', 'approver', 'mayor'] as const).map((role) => ({ tenant: heilbronn, role })) } };
  await assert.rejects(approveOrder(sameInAllRoles, { order: order.id }), SecondPersonNeeded);
  assert.deepEqual(await listInstances(market.officer), []);
});

test('what is dearer than the officer stated waits for the signed declaration after the approval', async () => {
  const careful = await stand.letIn(heilbronn, 'Vorsichtiger Markt', '500');
  const name = stand.newName();
  const order = orderOf(await put(name, wiki, careful.authorization));
  assert.match(String((await poll(name, careful.authorization)).body['description']), /Freigabe durch eine zweite Person/u);
  assert.equal((await stand.approve(heilbronn, order)).state, 'approved');
  const waiting = await poll(name, careful.authorization);
  assert.deepEqual([waiting.body['state'], waiting.body['description']], ['in progress', 'Freigegeben. Wartet darauf, dass die Verpflichtungserklärung unterzeichnet ist. Zuständig: Stadt Heilbronn.']);
});

test('a refused order has failed; under its name nothing else is ordered until it is deleted', async () => {
  const name = stand.newName();
  const first = orderOf(await put(name));
  await stand.refuse(heilbronn, first);
  const failed = await poll(name);
  assert.deepEqual([failed.body['state'], failed.body['description']], ['failed', 'Die Bestellung wurde abgelehnt. Den Grund nennt: Stadt Heilbronn.']);
  assert.equal((await put(name)).status, 409);
  assert.equal((await drop(name)).status, 200);
  const second = await put(name);
  assert.equal(second.status, 202);
  assert.notEqual(orderOf(second), first);
});

test('an order nobody decided yet is taken back at once, with its need; orphans leave nothing behind', async () => {
  const name = stand.newName();
  const order = orderOf(await put(name));
  assert.deepEqual([(await drop(name)).status, (await drop(name)).status, (await poll(name)).status], [200, 410, 410]);
  const { state, need } = await orderNamed(order);
  assert.deepEqual([state, (await getNeed(market.officer, { need })).state], ['cancelled', 'withdrawn']);
  assert.equal((await drop(stand.newName())).status, 410);
});

test('the same wish gives the same order with 202, another wish under its name 409', async () => {
  const name = stand.newName();
  const first = await put(name, { ...online, parameters: { services: ['hundesteuer'] } });
  const again = await put(name, { parameters: { services: ['hundesteuer'] }, ...online });
  assert.deepEqual([again.status, again.body], [202, first.body]);
  for (const other of [{ ...online, parameters: { services: ['wohngeld'] } }, { ...online }, wiki, { ...online, parameters: { services: ['hundesteuer'] }, space_guid: 'elsewhere' }]) assert.equal((await put(name, other)).status, 409);
  assert.equal((await put(name, { ...online, parameters: { services: ['hundesteuer'] }, context: { platform: 'new words' } })).status, 202);
  assert.deepEqual([(await put(stand.newName(), online)).body['error'], (await drop(name, online)).status, (await put(stand.newName(), { ...online, maintenance_info: { version: '1.0.0' } })).body['error']], ['OrderedAlready', 200, 'MaintenanceInfoConflict']);
});

test('what runs is ended with its data returned first; the contract goes on until an approver ends it', async () => {
  const name = stand.newName();
  const order = orderOf(await put(name));
  await stand.approve(heilbronn, order);
  assert.equal((await poll(name)).body['description'], 'Der Vertrag ist geschlossen. Die Anwendung wird eingerichtet.');
  await stand.run(heilbronn);
  assert.equal((await poll(name)).body['state'], 'succeeded');
  assert.equal((await put(name)).status, 200);
  assert.equal((await drop(name)).status, 202);
  assert.deepEqual([(await put(name)).body['error'], (await poll(name)).body['description']], ['ConcurrencyError', 'Die Anwendung ist gestoppt. Ihre Daten werden der Behörde zurückgegeben.']);
  await stand.run(heilbronn);
  const done = await poll(name);
  assert.deepEqual([done.body['state'], done.body['description']], ['succeeded', 'Die Daten sind zurückgegeben. Den Vertrag beendet eine zweite Person. Zuständig: Stadt Heilbronn.']);
  const { contract } = await orderNamed(order);
  await endContract(stand.as(house, heilbronn, 'approver'), { contract: contract ?? '' });
  const again = await put(name);
  assert.equal(again.status, 202);
  assert.notEqual(orderOf(again), order);
});

test('an app that the authority ends by itself is gone for the marketplace once its data are returned', async () => {
  const name = stand.newName();
  const order = orderOf(await put(name));
  await stand.approve(heilbronn, order);
  await stand.run(heilbronn);
  const { contract } = await orderNamed(order);
  await endContract(stand.as(house, heilbronn, 'approver'), { contract: contract ?? '' });
  await stand.run(heilbronn);
  assert.equal((await stand.ask(market.authorization, { path: at(name) })).status, 404);
  assert.equal((await drop(name)).status, 200);
  assert.equal((await drop(name)).status, 410);
});

test('a new version is installed when the marketplace asks for the one of the catalog, and for no other', async () => {
  const name = stand.newName();
  assert.equal((await put(name, { ...wiki, maintenance_info: { version: '9.9.9' } })).body['error'], 'MaintenanceInfoConflict');
  assert.equal((await put(name, { ...online, maintenance_info: { version: '1.0.0' } })).body['error'], 'MaintenanceInfoConflict');
  const order = orderOf(await put(name, { ...wiki, maintenance_info: { version: '1.0.0' } }));
  await stand.approve(heilbronn, order);
  await stand.run(heilbronn);
  stand.wiki.version = '2.0.0';
  const update = (version: string) => stand.ask(market.authorization, { method: 'PATCH', path: `${at(name)}?accepts_incomplete=true`, body: { service_id: wiki.service_id, maintenance_info: { version } } });
  assert.equal((await update('1.0.0')).body['error'], 'MaintenanceInfoConflict');
  const accepted = await update('2.0.0');
  assert.equal(accepted.status, 202);
  assert.deepEqual([(await update('2.0.0')).body['error'], (await stand.ask(market.authorization, { path: at(name) })).body['error'], (await poll(name)).body['state']], ['ConcurrencyError', 'ConcurrencyError', 'in progress']);
  await stand.run(heilbronn);
  assert.deepEqual((await poll(name)).body, { state: 'succeeded', description: 'Die neue Version läuft.' });
  assert.deepEqual((await stand.ask(market.authorization, { path: at(name) })).body['maintenance_info'], { version: '2.0.0' });
  assert.equal((await update('2.0.0')).status, 200);
  stand.wiki.version = '3.0.0';
  stand.wiki.runtime.broken.add('3.0.0');
  assert.equal((await update('3.0.0')).status, 202);
  await stand.run(heilbronn);
  const failed = await poll(name);
  assert.deepEqual([failed.body['state'], failed.body['instance_usable']], ['failed', true]);
  stand.wiki.version = '1.0.0';
});

test('marketplaces and authorities do not see each other, under the same names', async () => {
  const [neighbour, elsewhere] = [await stand.letIn(heilbronn, 'Marktplatz Nord'), await stand.letIn(amt, 'Marktplatz Süd')];
  const name = stand.newName();
  const orders = [orderOf(await put(name)), orderOf(await put(name, wiki, neighbour.authorization)), orderOf(await put(name, wiki, elsewhere.authorization))];
  assert.equal(new Set(orders).size, 3);
  assert.equal((await orderNamed(orders[2] ?? '', amt)).state, 'submitted');
  assert.equal((await drop(name, wiki, neighbour.authorization)).status, 200);
  assert.deepEqual([(await poll(name)).body['state'], (await poll(name, neighbour.authorization)).status, (await poll(name, elsewhere.authorization)).body['state']], ['in progress', 410, 'in progress']);
  const mixed = `Basic ${Buffer.from(`${amt}.${market.given.credential.id}:${market.given.secret}`).toString('base64')}`;
  assert.equal((await poll(name, mixed)).status, 401);
});

test('new credentials of the same marketplace see its orders; revoked ones see nothing', async () => {
  const name = stand.newName();
  const first = await put(name);
  const renewed = await createCredential(market.officer, { name: '  marktplatz   SÜD ', everydayUpTo: '', basis: '', reason: 'Neues Geheimnis' });
  const authorization = `Basic ${Buffer.from(`${renewed.userName}:${renewed.secret}`).toString('base64')}`;
  assert.deepEqual((await put(name, wiki, authorization)).body, first.body);
  await revokeCredential(market.officer, { credential: renewed.credential.id });
  assert.equal((await put(name, wiki, authorization)).status, 401);
  await assert.rejects(revokeCredential(market.officer, { credential: renewed.credential.id }), NotFound);
});

test('a marketplace orders only as long as the responsible person is digital officer', async () => {
  const brief = await stand.letIn(heilbronn, 'Kurzer Markt');
  await database.inTenant(heilbronn, (tx) => revokeGrant(tx, brief.grant, { at: house.clock.now() }));
  const answer = await stand.ask(brief.authorization, { path: '/v2/catalog', headers: { 'accept-language': 'en' } });
  assert.deepEqual([answer.status, String(answer.body['description']).includes('no longer digital officer')], [401, true]);
});

test('names of others are text of up to 100 characters; what is unreadable or too large is refused in the words of the interface', async () => {
  const name = `Bestellung/Ä ${'x'.repeat(87)}`;
  assert.equal((await put(name)).status, 202);
  assert.equal((await poll(name)).body['state'], 'in progress');
  assert.equal((await put('x'.repeat(101))).status, 400);
  const raw = (body: string) => stand.ask(market.authorization, { method: 'PUT', path: `${at(stand.newName())}?accepts_incomplete=true`, body });
  assert.deepEqual([(await raw('{')).status, (await raw('[]')).status, (await raw('')).status, (await raw('{"service_id":"a\\u0000b"}')).status, (await raw(JSON.stringify({ ...place, ...wiki, parameters: { x: 'y'.repeat(70_000) } }))).status], [400, 400, 400, 400, 413]);
  assert.equal((await stand.app.inject({ url: '/osb/v2/nothing' })).headers['content-type'], 'application/json; charset=utf-8');
});

test('the identity of a request is echoed, the identity of the person is kept as a commitment only', async () => {
  const echoed = await put(stand.newName(), wiki, market.authorization, { 'x-broker-api-request-identity': 'e26cee84-6b38-4456-b34e-d1a9f002c956', 'x-broker-api-originating-identity': `cloudfoundry ${Buffer.from('{"user_id":"683ea748-3092-4ff4-b656-39cacc4d5360"}').toString('base64')}` });
  assert.deepEqual([echoed.status, echoed.header('x-broker-api-request-identity')], [202, 'e26cee84-6b38-4456-b34e-d1a9f002c956']);
  const [entry] = (await database.inTenant(heilbronn, (tx) => listEntries(tx, { limit: 500 }))).filter((one) => one.entry.action === 'broker/order-asked' && one.entry.facts['order'] === orderOf(echoed));
  assert.ok(entry?.entry.commitments['asker']);
  assert.doesNotMatch(JSON.stringify(entry.entry), /683ea748/u);
  for (const wrong of ['cloudfoundry', 'cloudfoundry ???', `cloudfoundry ${Buffer.from('[1]').toString('base64')}`]) assert.equal((await put(stand.newName(), wiki, market.authorization, { 'x-broker-api-originating-identity': wrong })).status, 400);
});

test('an app without an address of its own cannot be bound, one that does not run yet neither', async () => {
  const name = stand.newName();
  const order = orderOf(await put(name, online));
  const bind = () => stand.ask(market.authorization, { method: 'PUT', path: `${at(name)}/service_bindings/b`, body: online });
  assert.equal((await bind()).body['error'], 'NotRunning');
  await stand.approve(heilbronn, order);
  await stand.run(heilbronn);
  assert.deepEqual([(await bind()).status, (await bind()).body['error']], [400, 'BindingNotSupported']);
  assert.equal((await put(stand.newName(), online)).body['error'], 'OrderedAlready', 'an app of our own runs once per authority');
});

test('only digital officers let marketplaces in, with a name and a reason; the secret is kept as a hash', async () => {
  for (const role of ['approver', 'mayor', 'caseworker', 'auditor'] as const) await assert.rejects(createCredential(stand.as(house, heilbronn, role), { name: 'Markt', everydayUpTo: '', basis: '', reason: 'Grund' }), NotPermitted);
  await assert.rejects(createCredential(stand.as(house, amt, 'digital-officer'), { name: '', everydayUpTo: '-5', basis: '', reason: '' }), (error: unknown) => error instanceof InvalidInput && error.fields.map((one) => one.pointer).join(' ') === '/name /everydayUpTo /basis /reason');
  const { rows } = await database.inTenant(heilbronn, (tx) => tx.client.query<{ row: string }>({ text: 'select to_jsonb(credential)::text as row from broker.credential where tenant_id = $1', values: [heilbronn] }));
  assert.ok(rows.length > 1);
  assert.ok(rows.every(({ row }) => !row.includes(market.given.secret)));
  const { credentials, orders } = await listMarketplaces(stand.as(house, heilbronn, 'auditor'));
  assert.ok(credentials.some((one) => one.name === 'Marktplatz Süd' && one.lastUsedAt !== null));
  assert.ok(orders.some((one) => one.offer === 'Wiki' && one.standing === 'approving'));
});
