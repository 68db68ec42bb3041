import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { newId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { aStaffMember } from '../testing/index.ts';
import { aWeb, HEILBRONN } from './a-web.ts';
import { rooms } from './stand.ts';

const { database } = await testDatabase(rooms);
const { app, house } = await aWeb(database);
after(() => app.close());
const PASSWORD = 'Vier Birken am Weiher';
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

test('a program signs in, asks who it is and signs out', async () => {
  const person = await aStaffMember(house, { tenant: HEILBRONN.tenant, roles: ['approver'], password: PASSWORD });
  const created = await app.inject({ method: 'POST', url: '/api/v1/sessions', payload: { email: person.email, password: PASSWORD } });
  assert.equal(created.statusCode, 201);
  const session = created.json<{ token: string; expiresAt: string; name: string }>();
  const grants = [{ role: 'approver', service: null, authority: { tenant: HEILBRONN.tenant, slug: 'heilbronn', name: 'Stadt Heilbronn' } }];
  assert.deepEqual(session, { token: session.token, expiresAt: '2026-11-21T21:00:00.000Z', name: 'Erika Beispiel', mustChangePassword: false, grants });
  const me = await app.inject({ method: 'GET', url: '/api/v1/me', headers: bearer(session.token) });
  assert.deepEqual(me.json(), { accountId: person.accountId, name: 'Erika Beispiel', email: person.email, mustChangePassword: false, grants });
  assert.equal((await app.inject({ method: 'DELETE', url: '/api/v1/sessions/current', headers: bearer(session.token) })).statusCode, 204);
  assert.equal((await app.inject({ method: 'GET', url: '/api/v1/me', headers: bearer(session.token) })).statusCode, 401);
});

test('refusals are Problem Details, and a pause says when to come back', async () => {
  const email = `${newId()}@beispiel.test`;
  const ask = (payload: object) => app.inject({ method: 'POST', url: '/api/v1/sessions', payload });
  for (let count = 0; count < 5; count += 1) {
    const refused = await ask({ email, password: PASSWORD });
    assert.equal(refused.statusCode, 401);
    assert.equal(refused.json<{ type: string }>().type, '/problems/identity/sign-in-refused');
  }
  const paused = await ask({ email, password: PASSWORD });
  assert.equal(paused.statusCode, 429);
  assert.equal(paused.headers['retry-after'], '15');
  const misshapen = await ask({ email });
  assert.equal(misshapen.statusCode, 422);
  assert.equal(misshapen.json<{ errors: { pointer: string }[] }>().errors[0]?.pointer, '/password');
});

test('a cookie is no key to the API', async () => {
  const { token } = await aStaffMember(house, { tenant: HEILBRONN.tenant, roles: ['digital-officer'] });
  assert.equal((await app.inject({ method: 'GET', url: '/api/v1/me', cookies: { 'allmende-session': token } })).statusCode, 401);
});

test('an officer manages people by program, within the same rules', async () => {
  const officer = await aStaffMember(house, { tenant: HEILBRONN.tenant, roles: ['digital-officer'] });
  const headers = bearer(officer.token);
  const people = '/api/v1/authorities/heilbronn/people';
  const email = `${newId()}@beispiel.test`;
  const invited = await app.inject({ method: 'POST', url: people, headers, payload: { email, name: 'Kim Muster', roles: ['caseworker'] } });
  assert.equal(invited.statusCode, 201);
  const { accountId } = invited.json<{ accountId: string }>();
  const given = await app.inject({ method: 'POST', url: `${people}/${accountId}/roles`, headers, payload: { role: 'approver' } });
  assert.equal(given.statusCode, 201);
  const { grant } = given.json<{ grant: string }>();
  const rolesOf = async () => (await app.inject({ method: 'GET', url: people, headers })).json<{ people: { accountId: string; roles: { role: string }[] }[] }>().people.find((one) => one.accountId === accountId)?.roles.map(({ role }) => role);
  assert.deepEqual(await rolesOf(), ['approver', 'caseworker']);
  assert.equal((await app.inject({ method: 'DELETE', url: `/api/v1/authorities/heilbronn/role-grants/${grant}`, headers })).statusCode, 204);
  assert.equal((await app.inject({ method: 'DELETE', url: `/api/v1/authorities/heilbronn/role-grants/${grant}`, headers })).statusCode, 404);
  assert.deepEqual(await rolesOf(), ['caseworker']);
  const own = await app.inject({ method: 'POST', url: `${people}/${officer.accountId}/roles`, headers, payload: { role: 'approver' } });
  assert.equal(own.statusCode, 403);
  assert.equal(own.json<{ type: string }>().type, '/problems/identity/own-rights');
  assert.equal((await app.inject({ method: 'GET', url: '/api/v1/authorities/tengen/people', headers })).statusCode, 404);
});
