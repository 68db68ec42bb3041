import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { insertGrant } from '@allmende/access';
import { listEntries } from '@allmende/audit';
import { newId, PLATFORM_TENANT } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { createSessions } from '../index.ts';
import { aStaffMember } from '../testing/index.ts';
import { aWeb, HEILBRONN, TENGEN, Visitor } from './a-web.ts';
import { rooms } from './stand.ts';

const { database } = await testDatabase(rooms);
const { app, house } = await aWeb(database);
after(() => app.close());
const PASSWORD = 'Vier Birken am Weiher';
let addresses = 0;
const anAddress = () => `198.51.100.${(addresses += 1)}`;
const aColleague = (roles: Parameters<typeof aStaffMember>[1]['roles'], more: Partial<Parameters<typeof aStaffMember>[1]> = {}) => aStaffMember(house, { tenant: HEILBRONN.tenant, roles, password: PASSWORD, ...more });
const signInAs = async (person: { email: string }, next = '') => {
  const visitor = new Visitor(app, { address: anAddress() });
  const answer = await visitor.post(`/sign-in${next === '' ? '' : `?next=${encodeURIComponent(next)}`}`, { email: person.email, password: PASSWORD });
  return { visitor, answer };
};
const passwordOn = (body: string) => /<code class="a-code">([^<]+)</u.exec(body)?.[1] ?? '';

test('after signing in somebody is in the only office, or may choose, or operates the platform', async () => {
  const { answer, visitor } = await signInAs(await aColleague(['caseworker']));
  assert.equal(answer.statusCode, 303);
  assert.equal(answer.headers.location, '/heilbronn/office');
  assert.match(String(answer.headers['set-cookie']), /allmende-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax/u);
  assert.equal((await visitor.get('/sign-in')).headers.location, '/heilbronn/office');

  assert.equal((await signInAs(await aColleague(['operator'], { tenant: PLATFORM_TENANT }))).answer.headers.location, '/operator');
  assert.equal((await signInAs(await aColleague([]))).answer.headers.location, '/account');
});

test('who works in two places chooses between them', async () => {
  const person = await aColleague(['auditor']);
  await database.inTenant(TENGEN.tenant, (tx) => insertGrant(tx, { accountId: person.accountId, role: 'caseworker', validFrom: house.clock.today() }));
  const { visitor, answer } = await signInAs(person);
  assert.equal(answer.headers.location, '/offices');
  const page = (await visitor.get('/offices')).body;
  assert.match(page, /href="\/heilbronn\/office"[\s\S]*Rechnungsprüfung[\s\S]*href="\/tengen\/office"[\s\S]*Sachbearbeitung/u);
});

test('the sign-in leads on to own addresses only', async () => {
  const person = await aColleague(['caseworker']);
  assert.equal((await signInAs(person, '/heilbronn/office/cases?state=open')).answer.headers.location, '/heilbronn/office/cases?state=open');
  for (const bad of ['https://evil.example/', '//evil.example', '/\\evil.example', '/.//evil.example', '/\t/evil.example']) assert.equal((await signInAs(person, bad)).answer.headers.location, '/heilbronn/office', bad);
});

test('a wrong password and an unknown account get the same page, with the typed address and without the password', async () => {
  const person = await aColleague(['caseworker']);
  const nobody = `${newId()}@beispiel.test`;
  const bodies = await Promise.all([person.email, nobody].map(async (email) => {
    const answer = await new Visitor(app, { address: anAddress() }).post('/sign-in', { email, password: 'falsches Passwort!' });
    assert.equal(answer.statusCode, 422);
    assert.ok(answer.body.includes(`value="${email}"`) && !answer.body.includes('falsches Passwort!'));
    return answer.body.replaceAll(email, '').replaceAll(/name="_csrf" value="[^"]+"|nonce="[^"]+"|&quot;challenge&quot;:&quot;[\w-]+/gu, '');
  }));
  assert.equal(bodies[0], bodies[1]);
});

test('after too many failures the page says how long to wait', async () => {
  const person = await aColleague(['caseworker']);
  for (let count = 0; count < 5; count += 1) await new Visitor(app, { address: anAddress() }).post('/sign-in', { email: person.email, password: 'falsches Passwort!' });
  const { answer } = await signInAs(person);
  assert.equal(answer.statusCode, 429);
  assert.match(answer.body, /Bitte warten Sie 15 Sekunden/u);
});

test('a form without its token, or sent from elsewhere, signs nobody in or out', async () => {
  const person = await aColleague(['caseworker']);
  const visitor = new Visitor(app, { address: anAddress() });
  assert.equal((await visitor.post('/sign-in', { email: person.email, password: PASSWORD }, { csrf: 'x'.repeat(32) })).statusCode, 403);
  assert.equal((await visitor.post('/sign-in', { email: person.email, password: PASSWORD }, { headers: { 'sec-fetch-site': 'cross-site' } })).statusCode, 403);
  assert.equal(visitor.token, undefined);
  const inside = new Visitor(app, { token: person.token });
  assert.equal((await inside.post('/sign-out', {}, { csrf: 'x'.repeat(32) })).statusCode, 403);
  assert.equal((await inside.get('/account')).statusCode, 200);
});

test('who signs out is out, also with a copy of the cookie', async () => {
  const person = await aColleague(['caseworker']);
  const visitor = new Visitor(app, { token: person.token });
  const copy = new Visitor(app, { token: person.token });
  assert.equal((await visitor.post('/sign-out', {}, { formOn: '/account' })).statusCode, 303);
  assert.equal(visitor.token, undefined);
  assert.equal((await copy.get('/account')).headers.location, '/sign-in?next=%2Faccount');
});

test('an officer invites somebody, who must choose a password before anything opens', async () => {
  const officer = new Visitor(app, { token: (await aColleague(['digital-officer'])).token });
  const email = `${newId()}@beispiel.test`;
  const answer = await officer.post('/heilbronn/office/people/new', { email: email.toUpperCase(), name: '  Kim   Muster ', roles: ['caseworker', 'approver'] });
  assert.equal(answer.statusCode, 200);
  const oneTime = passwordOn(answer.body);
  assert.match(oneTime, /^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/u);

  const visitor = new Visitor(app, { address: anAddress() });
  const first = await visitor.post('/sign-in?next=%2Fheilbronn%2Foffice%2Fpeople', { email, password: oneTime });
  assert.equal(first.headers.location, '/account/password?next=%2Fheilbronn%2Foffice%2Fpeople');
  assert.equal((await visitor.get('/heilbronn/office/people')).statusCode, 404, 'nothing is open yet');
  assert.equal((await visitor.post('/account/password', { current: oneTime, password: 'zu kurz', repeat: 'zu kurz' })).statusCode, 422);
  assert.equal((await visitor.post('/account/password', { current: oneTime, password: PASSWORD, repeat: 'etwas anderes!' })).statusCode, 422);
  assert.equal((await visitor.post('/account/password', { current: 'falsches Passwort!', password: PASSWORD, repeat: PASSWORD })).statusCode, 422);
  const before = visitor.token;
  const changed = await visitor.post('/account/password?next=%2Faccount', { current: oneTime, password: PASSWORD, repeat: PASSWORD });
  assert.equal(changed.headers.location, '/account');
  assert.notEqual(visitor.token, before, 'a session that gains rights gets a new token');
  const account = (await visitor.get('/account')).body;
  assert.ok(account.includes('Kim Muster') && account.includes('Sachbearbeitung') && account.includes('Freigabe'));
  assert.equal((await new Visitor(app, { address: anAddress() }).post('/sign-in', { email, password: oneTime })).statusCode, 422, 'the one-time password is spent');
});

test('a one-time password that nobody used in time has expired', async () => {
  const person = await aColleague(['caseworker'], { mustChange: true });
  await database.withoutTenant((tx) => tx.client.query(`update identity.account set password_set_at = password_set_at - interval '15 days' where id = $1`, [person.accountId]));
  const { answer } = await signInAs(person);
  assert.equal(answer.statusCode, 422);
  assert.match(answer.body, /abgelaufen/u);
});

test('nothing typed is lost when an invitation has mistakes', async () => {
  const officer = new Visitor(app, { token: (await aColleague(['digital-officer'])).token });
  const answer = await officer.post('/heilbronn/office/people/new', { email: 'keine Adresse', name: '', roles: 'auditor' });
  assert.equal(answer.statusCode, 422);
  assert.match(answer.body, /value="keine Adresse"/u);
  assert.match(answer.body, /value="auditor" checked/u);
  assert.match(answer.body, /Bitte geben Sie den Namen ein/u);
  const platformRole = await officer.post('/heilbronn/office/people/new', { email: 'a@beispiel.test', name: 'Kim Muster', roles: 'operator' });
  assert.equal(platformRole.statusCode, 403);
});

test('a role that is taken away acts at the next request', async () => {
  const officer = new Visitor(app, { token: (await aColleague(['digital-officer'])).token });
  const head = await aColleague(['head-of-office']);
  const visitor = new Visitor(app, { token: head.token });
  assert.equal((await visitor.get('/heilbronn/office/people')).statusCode, 200);
  const address = `/heilbronn/office/people/${head.accountId}`;
  const grant = /name="end-role" value="([^"]+)"/u.exec((await officer.get(address)).body)?.[1] ?? '';
  assert.equal((await officer.post(address, { 'end-role': grant })).statusCode, 303);
  assert.equal((await visitor.get('/heilbronn/office/people')).statusCode, 404);
});

test('an officer gives a role to a colleague, never to the own account', async () => {
  const own = await aColleague(['digital-officer']);
  const officer = new Visitor(app, { token: own.token });
  const colleague = await aColleague(['caseworker']);
  assert.equal((await officer.post(`/heilbronn/office/people/${colleague.accountId}`, { act: 'give-role', role: 'approver' })).statusCode, 303);
  assert.match((await new Visitor(app, { token: colleague.token }).get('/account')).body, /Freigabe/u);
  assert.equal((await officer.post(`/heilbronn/office/people/${own.accountId}`, { act: 'give-role', role: 'approver' }, { formOn: '/account' })).statusCode, 403);
  assert.equal((await officer.post('/heilbronn/office/people/new', { email: own.email, name: 'Kim Muster', roles: 'approver' })).statusCode, 422);
  assert.doesNotMatch((await officer.get('/account')).body, /Freigabe/u);
});

test('a caseworker is limited to one service, which the pages name; a service that is not offered, and one with another role, is refused', async () => {
  const officer = new Visitor(app, { token: (await aColleague(['digital-officer'])).token });
  const colleague = await aColleague(['approver']);
  const address = `/heilbronn/office/people/${colleague.accountId}`;
  for (const role of ['caseworker/bibliothek', 'approver/hundesteuer', 'caseworker/', 'caseworker/../x']) assert.equal((await officer.post(address, { act: 'give-role', role })).statusCode, 422, role);
  assert.equal((await officer.post(address, { act: 'give-role', role: 'caseworker/hundesteuer' })).statusCode, 303);
  const page = await officer.get(address);
  assert.match(page.body, /Sachbearbeitung, nur Hundesteuer/u);
  assert.doesNotMatch(page.body, /value="caseworker\/hundesteuer"/u, 'not offered twice');
  assert.match(page.body, /value="caseworker"/u, 'the whole role still is');
  const actor = await createSessions(house).findActor(colleague.token);
  assert.deepEqual(actor?.kind === 'staff' && actor.grants.find(({ role }) => role === 'caseworker'), { tenant: HEILBRONN.tenant, role: 'caseworker', service: 'hundesteuer' });
  const invited = await officer.post('/heilbronn/office/people/new', { email: 'nur.hunde@beispiel.test', name: 'Kim Muster', roles: 'caseworker/hundesteuer' });
  assert.equal(invited.statusCode, 200);
  assert.match((await officer.get('/heilbronn/office/people')).body, /Kim Muster[\s\S]{0,300}nur Hundesteuer/u);
  for (const [, held = ''] of page.body.matchAll(/name="end-role" value="([^"]+)"/gu)) assert.equal((await officer.post(address, { 'end-role': held })).statusCode, 303);
  assert.equal((await officer.get(address)).statusCode, 404, 'all roles ended, nobody of ours any more');
});

test('head of office and auditor see people and change nothing; caseworkers see nothing; strangers find nothing', async () => {
  const colleague = await aColleague(['approver']);
  for (const role of ['head-of-office', 'auditor'] as const) {
    const visitor = new Visitor(app, { token: (await aColleague([role])).token });
    const page = await visitor.get('/heilbronn/office/people');
    assert.equal(page.statusCode, 200);
    assert.ok(page.body.includes(colleague.email) && !page.body.includes('/people/new'));
    assert.equal((await visitor.get('/heilbronn/office/people/new')).statusCode, 403);
    assert.equal((await visitor.post(`/heilbronn/office/people/${colleague.accountId}`, { act: 'disable' }, { formOn: '/account' })).statusCode, 403);
  }
  assert.equal((await new Visitor(app, { token: (await aColleague(['caseworker'])).token }).get('/heilbronn/office/people')).statusCode, 403);
  const stranger = new Visitor(app, { token: (await aColleague(['digital-officer'], { tenant: TENGEN.tenant })).token });
  const hidden = await stranger.get('/heilbronn/office/people');
  assert.equal(hidden.statusCode, 404);
  assert.equal(hidden.body, (await stranger.get('/there-is-no-such-town/office/people')).body);
  assert.equal((await stranger.get(`/tengen/office/people/${colleague.accountId}`)).statusCode, 404, 'a person of another authority');
});

test('a new one-time password ends the sessions of the person and is no way into another authority', async () => {
  const officer = new Visitor(app, { token: (await aColleague(['digital-officer'])).token });
  const colleague = await aColleague(['caseworker']);
  const address = `/heilbronn/office/people/${colleague.accountId}`;
  const answer = await officer.post(address, { act: 'reset-password' });
  assert.match(passwordOn(answer.body), /^[a-z2-9-]{19}$/u);
  assert.equal((await new Visitor(app, { token: colleague.token }).get('/account')).statusCode, 303);

  const shared = await aColleague(['caseworker']);
  const officerNextDoor = new Visitor(app, { token: (await aColleague(['digital-officer'], { tenant: TENGEN.tenant })).token });
  const known = await officerNextDoor.post('/tengen/office/people/new', { email: shared.email, name: 'Ein anderer Name', roles: 'caseworker' });
  assert.match(known.body, /hat schon ein Konto/u);
  for (const act of ['reset-password', 'disable']) assert.equal((await officerNextDoor.post(`/tengen/office/people/${shared.accountId}`, { act })).statusCode, 422);
  assert.match((await new Visitor(app, { token: shared.token }).get('/account')).body, /Erika Beispiel/u);
});

test('a closed account lets nobody in and opens again with an invitation', async () => {
  const officer = new Visitor(app, { token: (await aColleague(['digital-officer'])).token });
  const colleague = await aColleague(['caseworker']);
  assert.equal((await officer.post(`/heilbronn/office/people/${colleague.accountId}`, { act: 'disable' })).statusCode, 303);
  assert.equal((await new Visitor(app, { token: colleague.token }).get('/account')).statusCode, 303);
  assert.equal((await signInAs(colleague)).answer.statusCode, 422);
  const again = await officer.post('/heilbronn/office/people/new', { email: colleague.email, name: 'Erika Beispiel', roles: 'approver' });
  const visitor = new Visitor(app, { address: anAddress() });
  assert.equal((await visitor.post('/sign-in', { email: colleague.email, password: passwordOn(again.body) })).headers.location, '/account/password');
});

test('the operator sets up the first digital officer of an authority, and only the first', async () => {
  const operator = new Visitor(app, { token: (await aColleague(['operator'], { tenant: PLATFORM_TENANT })).token });
  const address = '/operator/people/first-officer';
  assert.equal((await operator.get('/operator/people')).statusCode, 200);
  assert.equal((await operator.post(address, { slug: 'nirgendwo', email: 'a@beispiel.test', name: 'Kim Muster' })).statusCode, 422);
  await database.inTenant(TENGEN.tenant, (tx) => tx.client.query('update access.role_grant set revoked_at = now() where tenant_id = $1', [TENGEN.tenant]));
  const email = `${newId()}@beispiel.test`;
  assert.notEqual(passwordOn((await operator.post(address, { slug: ' Tengen', email, name: 'Kim Muster' })).body), '');
  const second = await operator.post(address, { slug: 'tengen', email: `${newId()}@beispiel.test`, name: 'Kim Muster' });
  assert.equal(second.statusCode, 422);
  assert.match(second.body, /hat schon Digitalbeauftragte/u);
  const both = await Promise.all([TENGEN.tenant, PLATFORM_TENANT].map((tenant) => database.inTenant(tenant, (tx) => listEntries(tx, {}))));
  for (const log of both) assert.ok(log.some(({ entry }) => entry.action === 'identity/role-given' && entry.facts['authority'] === TENGEN.tenant));
  assert.ok(!JSON.stringify(both).includes('beispiel.test') && !JSON.stringify(both).includes('Muster'));
});

test('other devices can be signed out', async () => {
  const person = await aColleague(['caseworker']);
  const { visitor } = await signInAs(person);
  assert.equal((await visitor.post('/account/end-sessions', {}, { formOn: '/account' })).statusCode, 303);
  assert.equal((await new Visitor(app, { token: person.token }).get('/account')).statusCode, 303);
  assert.equal((await visitor.get('/account')).statusCode, 200);
});

test('the pages speak English', async () => {
  const visitor = new Visitor(app, { address: anAddress() });
  assert.match((await visitor.get('/sign-in?lang=en')).body, /<h1[^>]*>Sign in</u);
  assert.match((await visitor.post('/sign-in', { email: 'a@beispiel.test', password: 'x' })).body, /is not right/u);
});

test('a password that was stolen elsewhere is refused where the operator named a list; a list that is gone keeps nobody out', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'allmende-list-'));
  const file = join(folder, 'breached.txt');
  const stolen = 'Sieben Eulen im Turm';
  writeFileSync(file, [stolen, 'etwas anderes', 'noch etwas'].map((text) => createHash('sha1').update(text).digest('hex').toUpperCase()).toSorted().map((hash) => `${hash}:12\n`).join(''));
  const guarded = await aWeb(database, { breachedPasswords: file });
  const colleague = await aColleague(['caseworker']);
  const visitor = new Visitor(guarded.app, { token: colleague.token });
  const refused = await visitor.post('/account/password', { current: PASSWORD, password: stolen, repeat: stolen });
  assert.equal(refused.statusCode, 422);
  assert.match(refused.body, /anderswo gestohlen/u);
  rmSync(folder, { recursive: true });
  assert.equal((await visitor.post('/account/password', { current: PASSWORD, password: stolen, repeat: stolen })).statusCode, 303);
  await guarded.app.close();
});
