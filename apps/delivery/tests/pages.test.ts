import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { accessMigrations, type Actor } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { newId, PLATFORM_TENANT, tenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { eventsMigrations } from '@allmende/events';
import { contextFor } from '@allmende/house';
import { testHouse } from '@allmende/house/testing';
import { buildAssets } from '@allmende/html';
import { createServer } from '@allmende/http';
import { jobsMigrations } from '@allmende/jobs';
import { secretsMigrations } from '@allmende/secrets';
import { acceptApplication } from '../actions/accept-application.ts';
import { deliverParcel } from '../actions/deliver-parcel.ts';
import { listParcels } from '../actions/list-parcels.ts';
import { saveDestination } from '../actions/manage-destinations.ts';
import { findOutgoing, insertOutgoing, saveOutgoing } from '../data/outgoing.ts';
import { insertParcelEvent } from '../data/parcel.ts';
import { DELIVERY_ATTEMPTS } from '../domain/parcel.ts';
import { signMessage } from '../domain/sign-message.ts';
import { deliveryMigrations, webhookTarget } from '../index.ts';
import { deliveryModule } from '../module.ts';
import { aParcel } from '../testing/a-parcel.ts';
import { fakeApplications, fakeTarget } from '../testing/index.ts';

const SECRET = 'geheim-0123456789-0123456789-0123456789';
const SERVICE = 'hundesteuer-anmelden';
const stand = await testDatabase([jobsMigrations, eventsMigrations, secretsMigrations, auditMigrations, accessMigrations, deliveryMigrations]);
const [tenant, other] = [tenantId(newId()), tenantId(newId())];
const authorities = [{ tenant, slug: 'musterstadt', name: 'Stadt Musterstadt', land: '08' }, { tenant: other, slug: 'nebenan', name: 'Stadt Nebenan', land: '08' }];
const house = testHouse(stand.database, { directory: { findAuthorityBySlug: async (slug) => authorities.find((one) => one.slug === slug), findPlaceBySlug: async () => undefined, namesOf: async (wanted) => authorities.filter((one) => wanted.includes(one.tenant)) } });
const { target, state } = fakeTarget('cases');
const { port } = fakeApplications((submission) => aParcel({ submission }));
const ports = { targets: [target, webhookTarget] as [typeof target, typeof target], applications: { ...port, listServices: async () => [{ id: SERVICE, name: { de: 'Hundesteuer anmelden', en: 'Register for dog tax' }, isOn: true }], sample: async () => aParcel({ isTest: true }) } };
const room = deliveryModule(ports);
const staff = (grants: Extract<Actor, { kind: 'staff' }>['grants']): Actor => ({ kind: 'staff', accountId: newId(), name: 'Probe Beispiel', grants });
const people: Record<string, Actor> = {
  'token-of-the-officer-0001': staff([{ tenant, role: 'digital-officer' }]), 'token-of-the-auditor-0001': staff([{ tenant, role: 'auditor' }]), 'token-of-a-stranger-00001': staff([{ tenant: other, role: 'digital-officer' }]), 'token-of-the-operator-001': staff([{ tenant: PLATFORM_TENANT, role: 'operator' }]),
};
const app = await createServer({ house, sessions: { findActor: async (token) => people[token] }, assets: await buildAssets(), pages: [...(room.pages ?? [])], api: [...(room.api ?? [])], protocols: [...(room.protocols ?? [])], navigation: [...(room.navigation ?? [])] });
after(() => app.close());
const officer = contextFor(house, people['token-of-the-officer-0001'] ?? assert.fail(), tenant);

const get = (who: string, url: string) => app.inject({ method: 'GET', url, cookies: { 'allmende-session': who } });
const api = (who: string, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object) => app.inject({ method, url: `/api/v1${url}`, headers: { authorization: `Bearer ${who}` }, ...(body === undefined ? {} : { payload: body }) });
async function post(who: string, url: string, fields: Readonly<Record<string, string>>, formOn: string) {
  const csrf = /name="_csrf" value="([^"]+)"/u.exec((await get(who, formOn)).body)?.[1] ?? '';
  return app.inject({ method: 'POST', url, cookies: { 'allmende-session': who }, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams({ _csrf: csrf, ...fields }).toString() });
}

const application = newId();
await acceptApplication(house, { tenant, application, service: SERVICE, target: 'cases' });
const parcel = (await listParcels(officer, {})).parcels[0]?.id ?? assert.fail('there is a parcel');
state.refuses = true;
for (let tries = 0; tries < DELIVERY_ATTEMPTS; tries += 1) await deliverParcel(house, ports, { tenant, parcel }).catch(() => undefined);
state.refuses = false;
const destination = await saveDestination(officer, ports, { target: 'webhook', name: 'Steuerverfahren', settings: { url: 'http://127.0.0.1:9/', secret: SECRET } });
const base = '/musterstadt/office/deliveries';

test('the list keeps its filters in the address, a parcel shows what happened, and nothing of an applicant is there', async () => {
  const list = await get('token-of-the-officer-0001', `${base}?state=failed&service=${SERVICE}&way=cases`);
  assert.equal(list.statusCode, 200);
  assert.match(list.body, /Eine Sendung kommt nicht an/u);
  assert.match(list.body, new RegExp(`href="${base}\\?service=${SERVICE}&amp;way=cases"[^>]*aria-current`, 'u'));
  assert.ok(!(await get('token-of-the-officer-0001', `${base}?state=delivered`)).body.includes(parcel));
  assert.equal((await get('token-of-the-officer-0001', `${base}?state=nonsense&way=..%2f&after=x`)).statusCode, 200);
  const one = await get('token-of-the-officer-0001', `${base}/${parcel}`);
  assert.match(one.body, /Aufgegeben/u);
  assert.match(one.body, /Noch einmal zustellen/u);
  assert.ok(!(await get('token-of-the-auditor-0001', `${base}/${parcel}`)).body.includes('Noch einmal zustellen'));
  const seen = await get('token-of-the-operator-001', `/operator/deliveries?state=failed&authority=${tenant}`);
  assert.match(seen.body, /Stadt Musterstadt/u);
  for (const { body } of [list, one, seen, await get('token-of-the-operator-001', `/operator/deliveries/${tenant}/${parcel}`)]) assert.ok(!body.includes('Musterfrau') && !body.includes(SECRET));
});

test('strangers, unknown parcels and destinations get the same 404 on every page and in the API', async () => {
  const nobody = newId();
  const missing = (await get('token-of-the-officer-0001', `${base}/${nobody}`)).statusCode;
  assert.equal(missing, 404);
  for (const path of [`/${parcel}`, '/targets', `/targets/destinations/${destination}`, '/targets/add/webhook', '']) {
    assert.equal((await get('token-of-a-stranger-00001', `${base}${path}`)).statusCode, 404, path);
    assert.equal((await get('token-of-the-operator-001', `${base}${path}`)).statusCode, 404, path);
  }
  for (const path of [`/nebenan/office/deliveries/${parcel}`, `/nebenan/office/deliveries/targets/destinations/${destination}`]) assert.equal((await get('token-of-a-stranger-00001', path)).statusCode, 404, path);
  assert.equal((await get('token-of-the-officer-0001', '/operator/deliveries')).statusCode, 404);
  assert.equal((await get('token-of-the-operator-001', `/operator/deliveries/${other}/${parcel}`)).statusCode, 404);
  const calls: [Parameters<typeof api>[1], string, object?][] = [
    ['GET', `/parcels/${parcel}`], ['POST', `/parcels/${parcel}/retries`], ['POST', `/parcels/${parcel}/redirections`, { to: 'cases' }], ['GET', `/delivery-destinations/${destination}`], ['PUT', `/delivery-destinations/${destination}`, { name: 'x', settings: {} }], ['DELETE', `/delivery-destinations/${destination}`],
  ];
  for (const [method, path, body] of calls) {
    assert.equal((await api('token-of-a-stranger-00001', method, `/authorities/nebenan${path}`, body)).statusCode, 404, path);
    assert.equal((await api('token-of-a-stranger-00001', method, `/authorities/musterstadt${path}`, body)).statusCode, 404, path);
  }
  for (const [who, status] of [['token-of-the-auditor-0001', 403], ['token-of-a-stranger-00001', 404]] as const) assert.equal((await api(who, 'GET', '/authorities/musterstadt/delivery-targets')).statusCode, status);
});

test('a destination with mistakes is shown again with everything that was typed but the secret', async () => {
  const where = `${base}/targets/add/webhook`;
  const answer = await post('token-of-the-officer-0001', where, { name: 'Neues Verfahren', url: 'http://steuer.example/#teil', secret: 'zu-kurz-und-geheim' }, where);
  assert.equal(answer.statusCode, 422);
  assert.match(answer.body, /value="Neues Verfahren"/u);
  assert.match(answer.body, /value="http:\/\/steuer\.example\/#teil"/u);
  assert.match(answer.body, /Lassen Sie den Teil nach dem Zeichen # weg/u);
  assert.ok(!answer.body.includes('zu-kurz-und-geheim'));
  assert.equal((await get('token-of-the-officer-0001', `${base}/targets/add/cases`)).statusCode, 404);
});

test('the API sets up, chooses, tries and removes as the pages do', async () => {
  const who = 'token-of-the-officer-0001';
  const made = await api(who, 'POST', '/authorities/musterstadt/delivery-destinations', { target: 'webhook', name: 'Zweites', settings: { url: 'http://127.0.0.1:9/', secret: SECRET } });
  assert.equal(made.statusCode, 201);
  const { id } = made.json<{ id: string }>();
  assert.deepEqual((await api(who, 'GET', `/authorities/musterstadt/delivery-destinations/${id}`)).json(), { id, target: 'webhook', name: 'Zweites', address: '127.0.0.1:9', settings: { url: 'http://127.0.0.1:9/' }, secrets: ['secret'] });
  assert.equal((await api(who, 'PUT', `/authorities/musterstadt/services/${SERVICE}/delivery-target`, { way: `webhook:${id}` })).statusCode, 204);
  const { trial } = (await api(who, 'POST', `/authorities/musterstadt/services/${SERVICE}/delivery-trials`)).json<{ trial: { state: string; problem: string; way: string } }>();
  assert.deepEqual([trial.state, trial.problem, trial.way], ['failed', 'delivery/target-unreachable', `webhook:${id}`]);
  assert.equal((await api(who, 'DELETE', `/authorities/musterstadt/delivery-destinations/${id}`)).statusCode, 409);
  assert.equal((await api(who, 'PUT', `/authorities/musterstadt/services/${SERVICE}/delivery-target`, { way: 'cases' })).statusCode, 204);
  assert.equal((await api(who, 'DELETE', `/authorities/musterstadt/delivery-destinations/${id}`)).statusCode, 204);
  assert.equal((await api(who, 'PUT', `/authorities/musterstadt/services/${SERVICE}/delivery-target`, { way: `webhook:${id}` })).statusCode, 422);
  assert.deepEqual((await api(who, 'GET', '/authorities/musterstadt/parcels?state=failed')).json<{ counts: object }>().counts, { waiting: 0, sent: 0, delivered: 0, failed: 1 });
  assert.equal((await api(who, 'POST', `/authorities/musterstadt/parcels/${parcel}/redirections`, { to: `webhook:${destination}` })).statusCode, 204);
  assert.equal((await api(who, 'POST', `/authorities/musterstadt/parcels/${parcel}/retries`)).statusCode, 409);
});

test('messages of specialist systems are taken at their address with a signature, and refused in its words without', async () => {
  const send = (payload: string | undefined, headers: Readonly<Record<string, string>>, where = `/hooks/${tenant}/${destination}`) => app.inject({ method: 'POST', url: where, headers: { 'content-type': 'application/json', ...headers }, ...(payload === undefined ? {} : { payload }) });
  const signed = (text: string) => { const timestamp = String(Math.floor(house.clock.now().getTime() / 1000)); return { 'callback-timestamp': timestamp, 'callback-authentication': signMessage(SECRET, timestamp, Buffer.from(text)) }; };
  const text = JSON.stringify({ id: newId(), submission: application, replies: [{ kind: 'note', text: 'Grüße' }] });
  const taken = await send(text, signed(text));
  assert.deepEqual([taken.statusCode, taken.json()], [200, { taken: true }]);
  for (const [what, status, answer] of [
    ['unsigned', 401, await send(text, {})], ['changed', 401, await send(`${text} `, signed(text))], ['another authority', 401, await send(text, signed(text), `/hooks/${other}/${destination}`)], ['no authority', 401, await send(text, signed(text), `/hooks/x/y`)],
    ['no JSON', 422, await send('{', signed('{'))], ['empty', 401, await send(undefined, {})], ['a list', 422, await send('[]', signed('[]'))],
  ] as const) assert.equal(answer.statusCode, status, what);
  assert.equal((await app.inject({ method: 'GET', url: `/hooks/${tenant}/${destination}` })).statusCode, 404);
});

test('late documents that their target refused stand on the list and on the parcel, and go again when the office or the operator says so', async () => {
  const sent = newId();
  await acceptApplication(house, { tenant, application: sent, service: SERVICE, target: 'cases' });
  const delivered = (await listParcels(officer, {})).parcels.find((one) => one.application === sent)?.id ?? assert.fail('there is a parcel');
  await deliverParcel(house, ports, { tenant, parcel: delivered });
  const refuse = () => stand.database.inTenant(tenant, async (tx) => {
    const [id, at] = [newId(), house.clock.now()];
    await insertOutgoing(tx, { id, follows: sent, destination, remoteDestination: newId(), submission: newId(), case: newId(), attachments: [], kid: null, announcedAt: at });
    const outgoing = (await findOutgoing(tx, id)) ?? assert.fail('it is there');
    await saveOutgoing(tx, { ...outgoing, state: 'rejected', endedAt: at });
    await insertParcelEvent(tx, sent, { kind: 'evidence-sent', detail: outgoing.submission, at });
    await insertParcelEvent(tx, sent, { kind: 'evidence-refused', detail: 'reject-submission malicious-attachment', verified: true, signedBy: 'a-key-of-a-receiver', at });
  });
  await refuse();
  const list = await get('token-of-the-officer-0001', base);
  assert.match(list.body, new RegExp(`Nachgereichte Unterlagen wurden nicht angenommen[\\s\\S]*href="${base}/${delivered}"`, 'u'));
  const page = await get('token-of-the-officer-0001', `${base}/${delivered}`);
  assert.match(page.body, /Nachgereichte Unterlagen noch einmal senden[\s\S]*Nachgereichte Unterlage vom Ziel abgelehnt[\s\S]*malicious-attachment/u);
  const audited = await get('token-of-the-auditor-0001', `${base}/${delivered}`);
  assert.match(audited.body, /Nachgereichte Unterlage vom Ziel abgelehnt/u);
  assert.ok(!audited.body.includes('noch einmal senden'));
  assert.equal(((await api('token-of-the-officer-0001', 'GET', `/authorities/musterstadt/parcels/${delivered}`)).json() as { hasRefusedEvidence: boolean }).hasRefusedEvidence, true);
  assert.equal((await api('token-of-the-officer-0001', 'POST', `/authorities/musterstadt/parcels/${delivered}/redirections`, { to: 'cases' })).statusCode, 409, 'documents go where their application is');
  assert.equal((await post('token-of-the-officer-0001', `${base}/${delivered}/retry`, {}, `${base}/${delivered}`)).statusCode, 303);
  const after = await get('token-of-the-officer-0001', `${base}/${delivered}`);
  assert.match(after.body, /Nachgereichte Unterlage noch einmal losgeschickt/u);
  assert.ok(!after.body.includes('Nachgereichte Unterlagen noch einmal senden'));
  assert.equal((await api('token-of-the-officer-0001', 'POST', `/authorities/musterstadt/parcels/${delivered}/retries`)).statusCode, 409, 'there is nothing to send again');
  await refuse();
  const operator = `/operator/deliveries/${tenant}/${delivered}`;
  assert.equal((await post('token-of-the-operator-001', `${operator}/retry`, {}, operator)).statusCode, 303);
  assert.ok(!(await get('token-of-the-operator-001', operator)).body.includes('Nachgereichte Unterlagen noch einmal senden'));
});
