import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { accessMigrations, type Actor } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { newId, PLATFORM_TENANT } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { eventsMigrations } from '@allmende/events';
import { buildAssets } from '@allmende/html';
import { createServer } from '@allmende/http';
import { testHouse } from '@allmende/house/testing';
import { jobsMigrations } from '@allmende/jobs';
import { registerDirectory, registerMigrations } from '@allmende/register';
import { anEdition, importTestEdition } from '@allmende/register/testing';
import { secretsMigrations } from '@allmende/secrets';
import { membershipMigrations } from '../index.ts';
import { membershipModule } from '../module.ts';

const { database } = await testDatabase([jobsMigrations, eventsMigrations, secretsMigrations, auditMigrations, accessMigrations, registerMigrations, membershipMigrations]);
await importTestEdition(database, anEdition());
const house = testHouse(database, { directory: registerDirectory(database) });
const OPERATOR = 'operator-token-000000000000';
const operator: Actor = { kind: 'staff', accountId: newId(), name: 'Olga Operativ', grants: [{ tenant: PLATFORM_TENANT, role: 'operator' }] };
const app = await createServer({
  house, sessions: { findActor: async (token) => (token === OPERATOR ? operator : undefined) }, assets: await buildAssets(), pages: membershipModule.pages ?? [], api: membershipModule.api ?? [], navigation: membershipModule.navigation ?? [],
});
after(() => app.close());

const signedIn = { cookie: `allmende-session=${OPERATOR}` };
async function send(url: string, fields: Record<string, string>, visitor: Record<string, string> = signedIn, from = url) {
  const form = await app.inject({ url: from, headers: visitor });
  const fresh = [form.headers['set-cookie'] ?? []].flat().map((one) => one.split(';')[0]).join('; ');
  const csrf = /name="_csrf" value="([^"]+)"/u.exec(form.body)?.[1] ?? '';
  return app.inject({
    method: 'POST', url, payload: new URLSearchParams({ _csrf: csrf, ...fields }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://allmende.test', host: 'allmende.test', cookie: visitor['cookie'] ?? fresh },
  });
}

test('anybody finds their authority, sees what it costs, and applies', async () => {
  assert.match((await app.inject({ url: '/join?q=flein' })).body, /Gemeinde Flein/u);
  const form = '/join?authority=flein';
  assert.match((await app.inject({ url: form })).body, /noch nicht eingetragen/u);
  const wrong = await send('/join', { authority: 'flein', name: 'Erika Erfunden', position: 'Hauptamt', email: 'keine' }, {}, form);
  assert.equal(wrong.statusCode, 422);
  assert.match(wrong.body, /value="Erika Erfunden"[\s\S]*name@behoerde\.de|name@behoerde\.de[\s\S]*value="Erika Erfunden"/u);
  const sent = await send('/join', { authority: 'flein', name: 'Erika Erfunden', position: 'Hauptamt', email: 'erfunden@flein.example' }, {}, form);
  assert.equal(sent.statusCode, 303);
  assert.match((await app.inject({ url: sent.headers.location ?? '' })).body, /Ihr Antrag ist angekommen/u);
  assert.equal((await send('/join', { authority: 'flein', name: 'Erika Erfunden', position: 'Hauptamt', email: 'erfunden@flein.example' }, {}, form)).statusCode, 409);
});

test('the operator admits from the queue, and is told that statutes are missing', async () => {
  const queue = await app.inject({ url: '/operator/members', headers: signedIn });
  assert.match(queue.body, /Keine Satzung eingetragen[\s\S]*Gemeinde Flein/u);
  const application = /\/operator\/members\/applications\/[0-9a-f-]{36}/u.exec(queue.body)?.[0] ?? '';
  assert.match((await app.inject({ url: application, headers: signedIn })).body, /erfunden@flein\.example/u);
  const decision = { 'decidedOn.day': '21', 'decidedOn.month': '11', 'decidedOn.year': '2026', text: 'Aufnahme beschlossen' };
  assert.equal((await send(application, decision)).statusCode, 422);
  assert.equal((await send(application, { ...decision, verdict: 'admit', name: '' })).statusCode, 422);
  assert.equal((await send(application, { ...decision, verdict: 'admit', name: 'Vorstand 1/2026' })).statusCode, 303);
  assert.match((await app.inject({ url: '/operator/members', headers: signedIn })).body, /Vorstand 1\/2026/u);
});

test('the operator enters statutes and contribution classes, and the price shows at once', async () => {
  const day = (name: string, value: string) => ({ [`${name}.day`]: value.slice(8), [`${name}.month`]: value.slice(5, 7), [`${name}.year`]: value.slice(0, 4) });
  const statutes = { version: 'Fassung 1', organisation: 'Trägerverein (Beispiel)', ...day('dated', '2026-01-01'), ...day('validFrom', '2026-01-01'), source: 'Beispiel', label: 'Beispielwerte' };
  assert.equal((await send('/operator/statutes', { ...statutes, 'dated.day': '32' })).statusCode, 422);
  assert.equal((await send('/operator/statutes', statutes)).statusCode, 303);
  assert.equal((await send('/operator/statutes', statutes)).statusCode, 422);
  const classes = { ...day('validFrom', '2026-01-01'), label: 'Beispielwerte', source: 'Beispiel' };
  assert.match((await send('/operator/contributions', { ...classes, classes: 'A; 0; 500,00\nB; viele; 1' })).body, /Zeile 2 ist nicht lesbar/u);
  assert.equal((await send('/operator/contributions', { ...classes, classes: 'A; 0; 500,00\nB; 10.000; 1.500,00' })).statusCode, 303);
  assert.match((await app.inject({ url: '/join?authority=talheim' })).body, /500,00/u);
});

test('who is not the operator gets none of it', async () => {
  for (const url of ['/operator/members', '/operator/statutes', '/operator/contributions']) assert.notEqual((await app.inject({ url })).statusCode, 200);
  assert.equal((await app.inject({ url: '/api/v1/membership-applications' })).statusCode, 401);
  assert.deepEqual((await app.inject({ url: '/api/v1/members' })).json<{ members: { name: string }[] }>().members.map((one) => one.name), ['Gemeinde Flein']);
});
