import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase } from '@allmende/database/testing';
import { closeDocuments } from '@allmende/documents';
import { BROKER_STAND_MIGRATIONS, openBrokerStand } from './stand.ts';

// The cases of the checker of the Open Service Broker API (github.com/openservicebrokerapi/osb-checker, Apache-2.0), written anew against the running server.
const { database } = await testDatabase(BROKER_STAND_MIGRATIONS);
const stand = await openBrokerStand({ database });
after(async () => {
  await stand.close();
  await closeDocuments();
});
const { authorization } = await stand.letIn(stand.heilbronn, 'Prüfmarkt');
type Service = { id: string; name: string; plans: { id: string }[] };
const catalog = (await stand.ask(authorization, { path: '/v2/catalog' })).body as { services: Service[] };
const wiki = catalog.services.find((one) => one.name === 'wiki');
assert.ok(wiki, 'the catalog offers a wiki');
const plan = wiki.plans.find((one) => one.id === stand.wikiOffers.small);
const wish = { service_id: wiki.id, plan_id: plan?.id ?? '', organization_guid: 'org-1', space_guid: 'space-1', context: { platform: 'test' } };
const named = `service_id=${wiki.id}&plan_id=${plan?.id}`;
const put = (name: string, changes: object = {}, query = '?accepts_incomplete=true') => stand.ask(authorization, { method: 'PUT', path: `/v2/service_instances/${name}${query}`, body: { ...wish, ...changes } });
const without = (key: keyof typeof wish) => Object.fromEntries(Object.entries(wish).filter(([one]) => one !== key));

/** Orders, approves and lets it run. */
async function provisioned(): Promise<string> {
  const name = stand.newName();
  const known = new Set((await stand.ordersOf(stand.heilbronn)).map((one) => one.id));
  assert.equal((await put(name)).status, 202);
  const order = (await stand.ordersOf(stand.heilbronn)).find((one) => !known.has(one.id));
  await stand.approve(stand.heilbronn, order?.id ?? '');
  await stand.run(stand.heilbronn);
  return name;
}
const living = await provisioned();

const every: readonly [string, { method?: 'GET' | 'PUT' | 'PATCH' | 'DELETE'; path: string; body?: object }][] = [
  ['catalog', { path: '/v2/catalog' }],
  ['provision', { method: 'PUT', path: `/v2/service_instances/${stand.newName()}?accepts_incomplete=true`, body: wish }],
  ['update', { method: 'PATCH', path: `/v2/service_instances/${living}?accepts_incomplete=true`, body: { service_id: wiki.id } }],
  ['deprovision', { method: 'DELETE', path: `/v2/service_instances/${living}?${named}&accepts_incomplete=true` }],
  ['retrieve instance', { path: `/v2/service_instances/${living}` }],
  ['poll instance', { path: `/v2/service_instances/${living}/last_operation` }],
  ['bind', { method: 'PUT', path: `/v2/service_instances/${living}/service_bindings/b?accepts_incomplete=true`, body: wish }],
  ['unbind', { method: 'DELETE', path: `/v2/service_instances/${living}/service_bindings/b?${named}` }],
  ['retrieve binding', { path: `/v2/service_instances/${living}/service_bindings/b` }],
  ['poll binding', { path: `/v2/service_instances/${living}/service_bindings/b/last_operation` }],
];
for (const [what, asked] of every) {
  test(`${what}: 412 if the version header is missing, 401 without or with wrong credentials`, async () => {
    assert.equal((await stand.ask(authorization, { ...asked, headers: { 'x-broker-api-version': undefined } })).status, 412);
    assert.equal((await stand.ask(authorization, { ...asked, headers: { 'x-broker-api-version': '3.0' } })).status, 412);
    assert.equal((await stand.ask(undefined, asked)).status, 401);
    const wrong = await stand.ask(`Basic ${Buffer.from(`${stand.heilbronn}.${stand.newName()}:x`).toString('base64')}`, asked);
    assert.deepEqual([wrong.status, wrong.header('www-authenticate')?.startsWith('Basic')], [401, true]);
  });
}

test('catalog: lists services and plans with prices of the authority, schemas and stable ids', async () => {
  const { status, body } = await stand.ask(authorization, { path: '/v2/catalog' });
  assert.equal(status, 200);
  const online = (body as { services: (Service & { bindable: boolean; plans: { id: string; metadata: { costs: unknown }; schemas: { service_instance: { create: { parameters: unknown } } }; maintenance_info?: unknown }[] })[] }).services.find((one) => one.name === 'online-services');
  assert.deepEqual([online?.bindable, online?.plans[0]?.id, online?.plans[0]?.metadata.costs], [false, stand.offers.onlineServices, [{ amount: { eur: 3600 }, unit: 'YEARLY' }]]);
  assert.deepEqual(online?.plans[0]?.schemas.service_instance.create.parameters, {
    $schema: 'http://json-schema.org/draft-04/schema#', type: 'object', additionalProperties: false,
    properties: { services: { type: 'array', title: 'Leistungen', items: { oneOf: [{ enum: ['hundesteuer'], title: 'Hundesteuer anmelden' }, { enum: ['wohngeld'], title: 'Wohngeld beantragen' }] }, uniqueItems: true } },
  });
});

test('provision: 422 AsyncRequired without accepts_incomplete', async () => {
  const answer = await put(stand.newName(), {}, '');
  assert.deepEqual([answer.status, answer.body['error']], [422, 'AsyncRequired']);
});

for (const key of ['service_id', 'plan_id', 'organization_guid', 'space_guid'] as const) {
  test(`provision: 400 if ${key} is missing`, async () => {
    assert.equal((await stand.ask(authorization, { method: 'PUT', path: `/v2/service_instances/${stand.newName()}?accepts_incomplete=true`, body: without(key) })).status, 400);
  });
}

test('provision: 400 for an unknown service, an unknown plan and parameters against the schema', async () => {
  assert.equal((await put(stand.newName(), { service_id: 'xxxx-xxxx' })).status, 400);
  assert.equal((await put(stand.newName(), { plan_id: 'xxxx-xxxx' })).status, 400);
  assert.equal((await put(stand.newName(), { parameters: { colour: 'red' } })).status, 400);
  assert.equal((await put(stand.newName(), { parameters: 'red' })).status, 400);
  const online = catalog.services.find((one) => one.name === 'online-services');
  assert.equal((await put(stand.newName(), { service_id: online?.id, plan_id: stand.offers.onlineServices, parameters: { services: ['bauantrag'] } })).status, 400);
});

test('provision: 202 with an operation, in progress until somebody decides, 200 for the same once more when it runs', async () => {
  const name = stand.newName();
  const first = await put(name);
  assert.equal(first.status, 202);
  assert.match(String(first.body['dashboard_url']), /^http:\/\/allmende\.test\/heilbronn\/office\/orders\//u);
  const poll = await stand.ask(authorization, { path: `/v2/service_instances/${name}/last_operation?${named}&operation=${String(first.body['operation'])}` });
  assert.deepEqual([poll.body['state'], poll.body['description'], poll.header('retry-after')], ['in progress', 'Wartet auf die Freigabe durch eine zweite Person. Zuständig: Stadt Heilbronn.', '60']);
  assert.equal((await put(living)).status, 200);
});

test('poll: 200 succeeded for what runs, 400 for an unknown operation, 404 for what never was', async () => {
  const poll = await stand.ask(authorization, { path: `/v2/service_instances/${living}/last_operation`, headers: { 'accept-language': 'en-GB' } });
  assert.deepEqual([poll.status, poll.body], [200, { state: 'succeeded', description: 'The app runs.' }]);
  assert.equal((await stand.ask(authorization, { path: `/v2/service_instances/${living}/last_operation?operation=${stand.newName()}` })).status, 400);
  assert.equal((await stand.ask(authorization, { path: `/v2/service_instances/${stand.newName()}/last_operation` })).status, 404);
});

test('retrieve instance: 200 with plan and parameters once it runs, 404 before and for what is not there', async () => {
  const { status, body } = await stand.ask(authorization, { path: `/v2/service_instances/${living}?${named}` });
  assert.deepEqual([status, body['service_id'], body['plan_id'], body['parameters']], [200, wiki.id, plan?.id, {}]);
  const waiting = stand.newName();
  await put(waiting);
  assert.equal((await stand.ask(authorization, { path: `/v2/service_instances/${waiting}` })).status, 404);
  assert.equal((await stand.ask(authorization, { path: `/v2/service_instances/${stand.newName()}` })).status, 404);
});

const patch = (changes: object, query = '?accepts_incomplete=true', name = living) => stand.ask(authorization, { method: 'PATCH', path: `/v2/service_instances/${name}${query}`, body: changes });

test('update: 400 without or with a wrong service and for parameters against the schema, 422 without accepts_incomplete', async () => {
  assert.equal((await patch({})).status, 400);
  assert.equal((await patch({ service_id: 'xxxx-xxxx' })).status, 400);
  assert.equal((await patch({ service_id: wiki.id, parameters: { colour: 'red' } })).status, 400);
  assert.deepEqual((await patch({ service_id: wiki.id }, '')).body['error'], 'AsyncRequired');
});

test('update: 200 when nothing changes, 422 for another plan, because it stands in the contract', async () => {
  assert.equal((await patch({ service_id: wiki.id, context: { platform: 'test' } })).status, 200);
  assert.equal((await patch({ service_id: wiki.id, plan_id: plan?.id, parameters: {} })).status, 200);
  assert.equal((await patch({ service_id: wiki.id, plan_id: stand.offers.onlineServices })).status, 400);
  const other = await patch({ service_id: wiki.id, plan_id: stand.wikiOffers.large });
  assert.deepEqual([other.status, other.body['error']], [422, 'ChangeNotSupported']);
});

const binding = (method: 'GET' | 'PUT' | 'DELETE', name: string, body?: object, query = '') => stand.ask(authorization, { method, path: `/v2/service_instances/${living}/service_bindings/${name}${query}`, ...(body === undefined ? {} : { body }) });

test('bind: 400 without or with a wrong service or plan and with parameters, 201 when new, 200 once more, 409 for another wish', async () => {
  const name = stand.newName();
  const to = { service_id: wiki.id, plan_id: plan?.id };
  assert.equal((await binding('PUT', name, { plan_id: plan?.id })).status, 400);
  assert.equal((await binding('PUT', name, { service_id: wiki.id })).status, 400);
  assert.equal((await binding('PUT', name, { ...to, service_id: 'xxxx' })).status, 400);
  assert.equal((await binding('PUT', name, { ...to, plan_id: 'xxxx' })).status, 400);
  assert.equal((await binding('PUT', name, { ...to, parameters: { colour: 'red' } })).status, 400);
  const made = await binding('PUT', name, { ...to, bind_resource: { app_guid: 'app-1' } });
  assert.deepEqual([made.status, made.body], [201, { credentials: { uri: 'https://wiki--heilbronn.apps.example', access: 'granted' }, endpoints: [{ host: 'wiki--heilbronn.apps.example', ports: ['443'], protocol: 'tcp' }] }]);
  assert.equal((await binding('PUT', name, { ...to, bind_resource: { app_guid: 'app-1' } })).status, 200);
  assert.equal((await binding('PUT', name, { ...to, bind_resource: { app_guid: 'app-2' } })).status, 409);
  assert.equal((await binding('GET', name)).status, 200);
  assert.equal((await stand.ask(authorization, { path: `/v2/service_instances/${living}/service_bindings/${name}/last_operation` })).body['state'], 'succeeded');
  assert.equal((await binding('DELETE', name, undefined, `?service_id=${wiki.id}`)).status, 400);
  assert.equal((await binding('DELETE', name, undefined, `?plan_id=${plan?.id}`)).status, 400);
  assert.equal((await binding('DELETE', name, undefined, `?${named}`)).status, 200);
  assert.equal((await binding('DELETE', name, undefined, `?${named}`)).status, 410);
  assert.equal((await binding('GET', name)).status, 404);
});

test('deprovision: 422 without accepts_incomplete, 400 without service or plan, then 202, the data come back, 410', async () => {
  const name = await provisioned();
  const drop = (query: string) => stand.ask(authorization, { method: 'DELETE', path: `/v2/service_instances/${name}?${query}` });
  assert.equal((await drop(named)).body['error'], 'AsyncRequired');
  assert.equal((await drop(`service_id=${wiki.id}&accepts_incomplete=true`)).status, 400);
  assert.equal((await drop(`plan_id=${plan?.id}&accepts_incomplete=true`)).status, 400);
  const accepted = await drop(`${named}&accepts_incomplete=true`);
  assert.equal(accepted.status, 202);
  assert.equal((await drop(`${named}&accepts_incomplete=true`)).body['operation'], accepted.body['operation']);
  const poll = () => stand.ask(authorization, { path: `/v2/service_instances/${name}/last_operation?operation=${String(accepted.body['operation'])}` });
  assert.equal((await poll()).body['state'], 'in progress');
  await stand.run(stand.heilbronn);
  assert.equal((await poll()).body['state'], 'succeeded');
  assert.equal((await poll()).status, 410);
  assert.equal((await drop(`${named}&accepts_incomplete=true`)).status, 410);
  assert.equal((await stand.ask(authorization, { path: `/v2/service_instances/${name}` })).status, 404);
});

test('every answer was held against the published interface', { skip: stand.checked() === undefined && 'the interface of the specification does not lie beside the repository' }, () => {
  assert.ok((stand.checked() ?? 0) > 60, `${stand.checked()} answers`);
});
