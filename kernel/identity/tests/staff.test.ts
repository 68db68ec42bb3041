import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { rolesIn, systemActor } from '@allmende/access';
import { listEntries } from '@allmende/audit';
import { newId, PLATFORM_TENANT } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import type { Role } from '@allmende/access';
import { addDays } from '@allmende/time';
import { createSessions, EmailTaken, endSupplierPeople, inviteSupplierPerson } from '../index.ts';
import { aStaffMember, Authenticator, type AskedOptions, type StaffMember } from '../testing/index.ts';
import { aWeb, HEILBRONN, TENGEN, Visitor } from './a-web.ts';
import { rooms } from './stand.ts';

const { database } = await testDatabase(rooms);
const PEOPLE = '/heilbronn/office/people';
const { app, house } = await aWeb(database, { sensitive: ['POST /:authority/office/people/:account', 'POST /:authority/office/people/new', 'GET /:authority/office/people', 'endRole'] });
after(() => app.close());
const sessions = createSessions(house);
const PASSWORD = 'Vier Birken am Weiher';
let addresses = 0;

function aVisitor(options: { token?: string } = {}) {
  addresses += 1;
  return new Visitor(app, { ...options, address: `198.19.${addresses >> 8}.${addresses & 255}` });
}
const aColleague = (roles: readonly Role[], name = 'Erika Beispiel', tenant = HEILBRONN.tenant) => aStaffMember(house, { tenant, roles, name, password: PASSWORD });
const visitorOf = (person: StaffMember) => aVisitor({ token: person.token });
const eventsOf = async (account: string) => (await database.inTenant(HEILBRONN.tenant, (tx) => tx.client.query<{ payload: { account: string; closed: boolean } }>(`select payload from events.event where tenant_id = $1 and type = 'identity/account-left' and aggregate = $2`, [HEILBRONN.tenant, account]))).rows.map((row) => row.payload);

async function roles(token: string) {
  const actor = await sessions.findActor(token);
  return actor === undefined ? undefined : [...rolesIn(actor, HEILBRONN.tenant)].toSorted();
}

const parts = (name: string, day: string) => { const [year = '', month = '', date = ''] = day.split('-'); return { [`${name}.day`]: date, [`${name}.month`]: month, [`${name}.year`]: year }; };

test('somebody who leaves is out at once, everywhere, and others are told', async () => {
  const officer = visitorOf(await aColleague(['digital-officer']));
  const leaving = await aColleague(['caseworker', 'approver'], 'Gerd Geht');
  assert.equal((await officer.post(`${PEOPLE}/${leaving.accountId}`, { act: 'leave' })).statusCode, 303);
  assert.equal(await roles(leaving.token), undefined);
  assert.equal((await aVisitor().post('/sign-in', { email: leaving.email, password: PASSWORD })).statusCode, 422);
  assert.deepEqual(await eventsOf(leaving.accountId), [{ account: leaving.accountId, closed: true }]);
  const elsewhere = await aColleague(['caseworker'], 'Zwei Behörden');
  await database.inTenant(TENGEN.tenant, (tx) => tx.client.query(`insert into access.role_grant (tenant_id, id, account_id, role, valid_from) values ($1, $2, $3, 'caseworker', '2020-01-01')`, [TENGEN.tenant, newId(), elsewhere.accountId]));
  assert.equal((await officer.post(`${PEOPLE}/${elsewhere.accountId}`, { act: 'leave' })).statusCode, 303);
  assert.deepEqual(await eventsOf(elsewhere.accountId), [{ account: elsewhere.accountId, closed: false }]);
  const still = aVisitor();
  assert.equal((await still.post('/sign-in', { email: elsewhere.email, password: PASSWORD })).headers.location, '/tengen/office', 'the other authority goes on');
  assert.deepEqual(await roles(still.token ?? ''), []);
});

test('who works for a supplier signs in like everybody, is an actor of their own, and never gets a role', async () => {
  const supplier = newId();
  const { accountId, invitation } = await database.inTenant(PLATFORM_TENANT, (tx) => inviteSupplierPerson(tx, { actor: systemActor('start'), at: house.clock.now() }, { supplier, email: 'lena@anbieter.test', name: 'Lena Liefert' }));
  const lena = aVisitor();
  assert.equal((await lena.post(`/invitation/${invitation}`, { password: PASSWORD, repeat: PASSWORD })).headers.location, '/supplier');
  assert.deepEqual(await sessions.findActor(lena.token ?? ''), { kind: 'supplier', accountId, name: 'Lena Liefert', supplier });
  assert.equal((await lena.get('/account')).statusCode, 200);
  assert.equal((await lena.get(PEOPLE)).statusCode, 404, 'a stranger to the authority');
  const officer = visitorOf(await aColleague(['digital-officer']));
  assert.match((await officer.post(`${PEOPLE}/new`, { email: 'lena@anbieter.test', name: 'Lena Liefert', roles: 'caseworker' })).body, /für einen Anbieter arbeitet/u);
  await assert.rejects(database.inTenant(PLATFORM_TENANT, (tx) => inviteSupplierPerson(tx, { actor: systemActor('start'), at: house.clock.now() }, { supplier: newId(), email: 'lena@anbieter.test', name: 'Lena Liefert' })), EmailTaken);
  assert.equal(await database.inTenant(PLATFORM_TENANT, (tx) => endSupplierPeople(tx, { actor: systemActor('start'), at: house.clock.now() }, supplier)), 1);
  assert.equal(await sessions.findActor(lena.token ?? ''), undefined);
});

test('the last role that ends tells others too, and nobody ends the own work', async () => {
  const own = await aColleague(['digital-officer']);
  const officer = visitorOf(own);
  const colleague = await aColleague(['caseworker', 'approver']);
  for (const expected of [[], [{ account: colleague.accountId, closed: false }]]) {
    const [, grant = ''] = /name="end-role" value="([^"]+)"/u.exec((await officer.get(`${PEOPLE}/${colleague.accountId}`)).body) ?? [];
    assert.equal((await officer.post(`${PEOPLE}/${colleague.accountId}`, { 'end-role': grant })).statusCode, 303);
    assert.deepEqual(await eventsOf(colleague.accountId), expected);
  }
  assert.equal((await officer.post(`${PEOPLE}/${own.accountId}`, { act: 'leave' }, { formOn: `${PEOPLE}/new` })).statusCode, 403);
  assert.deepEqual(await roles(own.token), ['digital-officer']);
});

test('a deputy has the roles from the first to the last day, and loses them with the role of the other', async () => {
  const officer = visitorOf(await aColleague(['digital-officer']));
  const away = await aColleague(['approver', 'caseworker'], 'Wanda Weg');
  const deputy = await aColleague(['caseworker'], 'Viktor Vertritt');
  const today = house.clock.today();
  const form = { act: 'name-deputy', deputy: deputy.accountId, ...parts('from', addDays(today, 1)), ...parts('until', addDays(today, 2)) };
  const address = `${PEOPLE}/${away.accountId}`;
  for (const [what, wrong] of Object.entries<Record<string, string>>({
    'no person': { deputy: '' }, 'a stranger': { deputy: newId() }, themselves: { deputy: away.accountId }, 'no such day': { 'from.day': '31', 'from.month': '2' }, 'a day in the past': parts('from', addDays(today, -1)), 'an end before the beginning': parts('until', today), 'two years': parts('until', addDays(today, 800)),
  })) {
    const answer = await officer.post(address, { ...form, ...wrong });
    assert.equal(answer.statusCode, 422, what);
    assert.ok(answer.body.includes(`value="${wrong['until.year'] ?? addDays(today, 2).slice(0, 4)}"`), `${what}: the typed days stay`);
  }
  assert.equal((await officer.post(address, form)).statusCode, 303);
  assert.match((await officer.get(`${PEOPLE}/${deputy.accountId}`)).body, /in Vertretung für Wanda Weg/u);
  const on = async () => { const entering = aVisitor(); await entering.post('/sign-in', { email: deputy.email, password: PASSWORD }); return roles(entering.token ?? ''); };
  assert.deepEqual(await on(), ['caseworker'], 'not yet');
  house.clock.advanceMs(86_400_000);
  assert.deepEqual(await on(), ['approver', 'caseworker']);
  house.clock.advanceMs(2 * 86_400_000);
  assert.deepEqual(await on(), ['caseworker'], 'over by itself');
  const fresh = visitorOf(await aColleague(['digital-officer']));
  const again = house.clock.today();
  assert.equal((await fresh.post(address, { ...form, ...parts('from', again), ...parts('until', addDays(again, 5)) })).statusCode, 303);
  assert.deepEqual(await on(), ['approver', 'caseworker']);
  for (const grant of [...(await fresh.get(address)).body.matchAll(/name="end-role" value="([^"]+)"/gu)].map(([, id = '']) => id)) await fresh.post(address, { 'end-role': grant });
  assert.deepEqual(await on(), ['caseworker'], 'the role of the other has ended');
});

test('nobody becomes a deputy by the own hand', async () => {
  const own = await aColleague(['digital-officer']);
  const away = await aColleague(['approver']);
  const today = house.clock.today();
  const answer = await visitorOf(own).post(`${PEOPLE}/${away.accountId}`, { act: 'name-deputy', deputy: own.accountId, ...parts('from', today), ...parts('until', today) });
  assert.equal(answer.statusCode, 403);
  assert.deepEqual(await roles(own.token), ['digital-officer']);
});

test('an invitation by link leads to a password and in, once', async () => {
  const officer = visitorOf(await aColleague(['digital-officer']));
  const email = `${newId()}@beispiel.test`;
  const shown = await officer.post(`${PEOPLE}/new`, { email, name: 'Neu Hier', roles: 'caseworker' });
  const [link = ''] = /\/invitation\/[\w.-]+/u.exec(shown.body) ?? [];
  const visitor = aVisitor();
  assert.match((await visitor.get(link)).body, /Neu Hier/u);
  assert.equal((await visitor.post(link, { password: 'kurz', repeat: 'kurz' })).statusCode, 422);
  assert.equal((await visitor.post(link, { password: PASSWORD, repeat: 'anders' })).statusCode, 422);
  for (const wrong of [`${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`, `/invitation/${newId()}.${'x'.repeat(43)}`, '/invitation/unfug']) assert.equal((await aVisitor().get(wrong)).statusCode, 410, wrong);
  assert.equal((await visitor.post(link, { password: 'Sieben Schwäne am See', repeat: 'Sieben Schwäne am See' })).headers.location, '/heilbronn/office');
  assert.deepEqual(await roles(visitor.token ?? ''), ['caseworker']);
  assert.equal((await aVisitor().get(link)).statusCode, 410, 'used up');
  const other = await officer.post(`${PEOPLE}/new`, { email: `${newId()}@beispiel.test`, name: 'Zu Spät', roles: 'caseworker' });
  const [late = ''] = /\/invitation\/[\w.-]+/u.exec(other.body) ?? [];
  house.clock.advanceMs(14 * 86_400_000);
  assert.equal((await aVisitor().get(late)).statusCode, 410, 'too old');
  const { rows } = await database.withoutTenant((tx) => tx.client.query<{ row: string }>('select invitation::text as row from identity.invitation'));
  for (const { row } of rows) assert.ok(!row.includes(late.split('.')[1] ?? '-'));
});

test('lost second factors go only when two people agree, and neither is the person', async () => {
  const lost = await aColleague(['caseworker', 'approver'], 'Vera Verloren');
  const [one, other] = [await aColleague(['digital-officer'], 'Erste Person'), await aColleague(['mayor'], 'Zweite Person')];
  const own = visitorOf(lost);
  const authenticator = new Authenticator(new URL(house.config.publicAddress).origin);
  const [, options = '{}'] = /data-options="([^"]+)"/u.exec((await own.get('/account/factors')).body) ?? [];
  await own.post('/account/factors', { credential: authenticator.create(JSON.parse(options.replaceAll('&quot;', '"')) as AskedOptions), name: '' });
  const asking = visitorOf(one);
  assert.equal((await asking.post(`${PEOPLE}/${lost.accountId}`, { act: 'reset-factors' })).statusCode, 303);
  assert.equal((await asking.post(`${PEOPLE}/${lost.accountId}`, { act: 'reset-factors' })).statusCode, 422, 'asked for once');
  const list = await visitorOf(other).get(`${PEOPLE}/resets`);
  const [, reset = ''] = /name="approve" value="([^"]+)"/u.exec(list.body) ?? [];
  assert.match(list.body, /Vera Verloren/u);
  for (const person of [one, lost]) {
    const there = visitorOf(person);
    assert.doesNotMatch((await there.get(`${PEOPLE}/resets`)).body, /name="approve"/u);
    assert.equal((await there.post(`${PEOPLE}/resets`, { approve: reset }, { formOn: '/account' })).statusCode, 422);
  }
  assert.deepEqual(await roles(lost.token), ['approver', 'caseworker'], 'nothing has happened so far');
  const done = await visitorOf(other).post(`${PEOPLE}/resets`, { approve: reset }, { formOn: `${PEOPLE}/resets` });
  const [link = ''] = /\/invitation\/[\w.-]+/u.exec(done.body) ?? [];
  assert.equal(await roles(lost.token), undefined);
  assert.equal((await aVisitor().post('/sign-in', { email: lost.email, password: PASSWORD })).statusCode, 422);
  const back = aVisitor();
  assert.equal((await back.post(link, { password: 'Sieben Schwäne am See', repeat: 'Sieben Schwäne am See' })).statusCode, 303);
  assert.equal((await visitorOf(other).post(`${PEOPLE}/resets`, { approve: reset }, { formOn: '/account' })).statusCode, 404, 'decided once');
  const log = await database.inTenant(HEILBRONN.tenant, (tx) => listEntries(tx, {}));
  for (const action of ['identity/reset-requested', 'identity/reset-approved']) assert.ok(log.some(({ entry }) => entry.action === action), action);
});

test('a sensitive act asks again after a quarter of an hour, and nothing typed is lost', async () => {
  const own = await aColleague(['digital-officer']);
  const officer = visitorOf(own);
  const email = `${newId()}@beispiel.test`;
  house.clock.advanceMs(15 * 60_000 + 1);
  const typed = { email, name: 'Neu Hier', roles: ['caseworker', 'auditor'] };
  const asked = await officer.post(`${PEOPLE}/new`, typed);
  assert.equal(asked.statusCode, 403);
  assert.match(asked.body, /Sind Sie es\?/u);
  for (const kept of [`name="email" value="${email}"`, 'name="name" value="Neu Hier"', 'name="roles" value="caseworker"', 'name="roles" value="auditor"']) assert.ok(asked.body.includes(kept), kept);
  const wrong = await officer.post(`${PEOPLE}/new`, { ...typed, '_confirm-password': 'falsches Passwort!' });
  assert.equal(wrong.statusCode, 403);
  assert.ok(wrong.body.includes('Das Passwort stimmt nicht') && wrong.body.includes('value="Neu Hier"'));
  const done = await officer.post(`${PEOPLE}/new`, { ...typed, '_confirm-password': PASSWORD });
  assert.equal(done.statusCode, 200);
  assert.match(done.body, /\/invitation\//u);
  assert.notEqual(officer.token, own.token, 'the session has a new id');
  assert.equal(await roles(own.token), undefined, 'and the former one is over');
  assert.equal((await officer.post(`${PEOPLE}/new`, { ...typed, email: `${newId()}@beispiel.test` })).statusCode, 200, 'nobody asks again at once');
});

test('a page that only sends something asks on a page of its own and leads back', async () => {
  const officer = visitorOf(await aColleague(['digital-officer']));
  house.clock.advanceMs(16 * 60_000);
  const led = await officer.get(PEOPLE);
  assert.equal(led.statusCode, 303);
  const address = String(led.headers.location);
  assert.equal(address, `/account/confirm?next=${encodeURIComponent(PEOPLE)}`);
  assert.equal((await officer.post(address, { '_confirm-password': 'falsches Passwort!' })).statusCode, 422);
  assert.equal((await officer.post(address, { '_confirm-password': PASSWORD })).headers.location, PEOPLE);
  assert.equal((await officer.get(PEOPLE)).statusCode, 200);
});

test('the API refuses a sensitive act of an old sign-in', async () => {
  const own = await aColleague(['digital-officer']);
  const end = () => app.inject({ method: 'DELETE', url: `/api/v1/authorities/heilbronn/role-grants/${newId()}`, headers: { authorization: `Bearer ${own.token}` } });
  assert.equal((await end()).statusCode, 404);
  house.clock.advanceMs(16 * 60_000);
  const late = await end();
  assert.equal(late.statusCode, 401);
  assert.equal(late.json<{ title: string }>().title, 'access/confirmation-needed');
});

test('people see their sessions and end a single one, and nobody ends those of others', async () => {
  const person = await aColleague(['caseworker']);
  const here = aVisitor();
  await here.post('/sign-in', { email: person.email, password: PASSWORD });
  const [, other = ''] = /name="session" value="([^"]+)"/u.exec((await here.get('/account')).body) ?? [];
  const stranger = visitorOf(await aColleague(['caseworker']));
  assert.equal((await stranger.post('/account/end-sessions', { session: other }, { formOn: '/account' })).statusCode, 404);
  assert.deepEqual(await roles(person.token), ['caseworker']);
  assert.equal((await here.post('/account/end-sessions', { session: other }, { formOn: '/account' })).statusCode, 303);
  assert.equal(await roles(person.token), undefined);
  assert.equal((await here.post('/account/end-sessions', { session: 'x' }, { formOn: '/account' })).statusCode, 404);
});
