import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { accessMigrations, NotPermitted, SignInNeeded, systemActor, type Actor } from '@allmende/access';
import { auditMigrations, listEntries } from '@allmende/audit';
import { newId, PLATFORM_TENANT } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { InvalidInput, NotFound } from '@allmende/errors';
import { eventsMigrations } from '@allmende/events';
import { testHouse } from '@allmende/house/testing';
import { buildAssets } from '@allmende/html';
import { createServer } from '@allmende/http';
import { jobsMigrations } from '@allmende/jobs';
import { membershipMigrations } from '@allmende/membership';
import { registerMigrations } from '@allmende/register';
import { secretsMigrations } from '@allmende/secrets';
import { plainDate } from '@allmende/time';
import { catalogMigrations, confirmStatement, registerOffers, StatementDecided, StatementWithdrawn, stateSustainability, sustainabilityOf, withdrawStatement, type SustainabilityInput } from '../index.ts';
import { createCatalogModule } from '../module.ts';
import { aPubliccodeFile } from '../testing/a-publiccode-file.ts';

const { database } = await testDatabase([jobsMigrations, eventsMigrations, secretsMigrations, auditMigrations, accessMigrations, registerMigrations, membershipMigrations, catalogMigrations]);
const house = testHouse(database);
const start = { ...house, actor: systemActor('start') };
for (const [appId, name] of [['muster-akte', 'Musterakte'], ['muster-post', 'Musterpost']] as const) {
  await registerOffers(start, { appId, publiccode: aPubliccodeFile({ name, repository: `https://example.org/${appId}.git` }), plans: [{ plan: 'standard', name, description: 'Alles drin.', inHouse: true, prices: [] }] });
}
const TOKEN = 'operator-token-000000000000';
const actor: Actor = { kind: 'staff', accountId: newId(), name: 'Otto Erfunden', grants: [{ tenant: PLATFORM_TENANT, role: 'operator' }] };
const operator = { ...house, actor, tenant: PLATFORM_TENANT, locale: 'de' as const };
const room = createCatalogModule();
const app = await createServer({ house, sessions: { findActor: async (token) => (token === TOKEN ? actor : undefined) }, assets: await buildAssets(), pages: room.pages ?? [], api: room.api ?? [], navigation: room.navigation ?? [] });
after(() => app.close());
const page = async (url: string) => (await app.inject({ url, headers: { cookie: `allmende-session=${TOKEN}` } })).body;
const post = async (url: string, fields: Record<string, string>) => {
  const csrf = /name="_csrf" value="([^"]+)"/.exec(await page(url))?.[1] ?? '';
  return app.inject({ method: 'POST', url, headers: { cookie: `allmende-session=${TOKEN}`, 'content-type': 'application/x-www-form-urlencoded', origin: 'http://allmende.test', host: 'allmende.test' }, payload: new URLSearchParams({ _csrf: csrf, ...fields }).toString() });
};
const row = (html: string, name: string) => new RegExp(`<th[^>]*>${name.replaceAll(/[()]/gu, String.raw`\$&`)}[\\s\\S]*?</tr>`).exec(html)?.[0] ?? '';

const pue: SustainabilityInput = { topic: 'pue', value: '1,25', source: 'Messbericht 2025 des Rechenzentrums (Beispiel)', link: 'https://example.org/messbericht', statedOn: plainDate('2026-03-01'), validUntil: null };
const compare = '/store/compare?solution=muster-akte,muster-post';

test('nobody has stated anything: the comparison says so and guesses nothing', async () => {
  assert.match(row(await page(compare), 'Nachhaltigkeit'), /Keine Angabe[\s\S]*Keine Angabe/);
  assert.match(await page('/store/muster-akte'), /Zu dieser Lösung gibt es keine Angabe/);
});

test('the operator states a figure with its source: it stands in the comparison beside what is unknown of the other', async () => {
  const bad = await post('/operator/sustainability/muster-akte', { act: 'state', topic: 'pue', value: '0,5', source: 'Messbericht', link: '', 'statedOn.day': '1', 'statedOn.month': '3', 'statedOn.year': '2026', 'validUntil.day': '', 'validUntil.month': '', 'validUntil.year': '' });
  assert.equal(bad.statusCode, 422);
  assert.match(bad.body, /value="0,5"/, 'what was typed stays');
  const good = await post('/operator/sustainability/muster-akte', { act: 'state', topic: 'pue', value: '1,25', source: pue.source, link: pue.link, 'statedOn.day': '1', 'statedOn.month': '3', 'statedOn.year': '2026', 'validUntil.day': '', 'validUntil.month': '', 'validUntil.year': '' });
  assert.equal(good.statusCode, 303);
  const shown = row(await page(compare), 'Nachhaltigkeit: Energieverbrauchseffektivität des Rechenzentrums (PUE)');
  assert.match(shown, /1,25[\s\S]*Stand 01\.03\.2026[\s\S]*Keine Angabe/);
  assert.match(await page('/store/muster-akte'), /<strong>1,25<\/strong>[\s\S]*Angabe der Betreiberin[\s\S]*href="https:\/\/example\.org\/messbericht"/);
});

test('repeating a statement, also at the same moment, changes nothing; its hash stands in the log', async () => {
  const ids = await Promise.all(Array.from({ length: 5 }, async () => (await stateSustainability(operator, { solution: 'muster-akte', statement: pue })).id));
  assert.equal(new Set(ids).size, 1);
  const [current] = (await sustainabilityOf(house, { solutions: ['muster-akte'] })).get('muster-akte') ?? [];
  const entries = (await database.inTenant(PLATFORM_TENANT, (tx) => listEntries(tx, {}))).map(({ entry }) => entry).filter(({ action }) => action === 'catalog/sustainability-stated');
  assert.deepEqual(entries.map(({ facts }) => facts['hash']), [current?.sha256]);
});

test('an expired statement is no longer a value: the comparison says unknown and since when', async () => {
  await stateSustainability(operator, { solution: 'muster-post', statement: { topic: 'data-centre-label', value: '4711', source: 'Urkunde der RAL gGmbH (Beispiel)', link: '', statedOn: plainDate('2026-01-01'), validUntil: plainDate('2026-12-31') } });
  const name = 'Nachhaltigkeit: Blauer Engel für Rechenzentren (DE-UZ 228)';
  assert.match(row(await page(compare), name), /Keine Angabe[\s\S]*ja, Nr\. 4711/);
  house.clock.set('2027-01-01T09:00:00Z');
  const later = row(await page(compare), name);
  assert.match(later, /Keine Angabe \(abgelaufen am 01\.01\.2027\)/);
  assert.doesNotMatch(later, /4711/);
  house.clock.set('2026-11-21T09:00:00Z');
});

test('a withdrawn statement counts no more, the earlier one does again, and it does not come back unchanged', async () => {
  const better = await stateSustainability(operator, { solution: 'muster-akte', statement: { ...pue, value: '1,1' } });
  const valueNow = async () => (await sustainabilityOf(house, { solutions: ['muster-akte'] })).get('muster-akte')?.find(({ topic }) => topic === 'pue')?.value;
  assert.equal(await valueNow(), '1.1');
  await assert.rejects(withdrawStatement(operator, { statement: better.id, reason: ' ' }), InvalidInput);
  const both = await Promise.allSettled([1, 2].map(() => withdrawStatement(operator, { statement: better.id, reason: 'Der Bericht nennt 1,25.' })));
  assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'], 'two at the same moment');
  assert.equal(await valueNow(), '1.25');
  await assert.rejects(stateSustainability(operator, { solution: 'muster-akte', statement: { ...pue, value: '1,1' } }), StatementWithdrawn);
  assert.match(await page('/operator/sustainability/muster-akte'), /Der Bericht nennt 1,25\./);
  await assert.rejects(confirmStatement(operator, { statement: better.id }), StatementDecided, 'what the operator stated itself needs no confirmation');
});

test('only the operator states for others, only of what stands in the store', async () => {
  await assert.rejects(stateSustainability({ ...operator, actor: { kind: 'anonymous' } }, { solution: 'muster-akte', statement: pue }), SignInNeeded);
  await assert.rejects(stateSustainability({ ...operator, actor: { kind: 'staff', accountId: newId(), name: 'Anna Audit', grants: [{ tenant: PLATFORM_TENANT, role: 'platform-auditor' }] } }, { solution: 'muster-akte', statement: pue }), NotPermitted);
  await assert.rejects(stateSustainability(operator, { solution: 'gibt-es-nicht', statement: pue }), NotFound);
  assert.equal((await app.inject({ url: '/operator/sustainability' })).statusCode, 303);
});

test('the database refuses to change, delete or empty what was stated and decided', async () => {
  for (const sql of ["update catalog.sustainability_statement set value = '1'", 'delete from catalog.sustainability_statement', 'truncate catalog.sustainability_statement cascade', "update catalog.sustainability_decision set reason = 'x'", 'delete from catalog.sustainability_decision']) {
    await assert.rejects(database.inTenant(PLATFORM_TENANT, (tx) => tx.client.query(sql)), /permission denied|never changed/u, sql);
  }
});

test('the API tells the same: what counts, until when, and who said it', async () => {
  const told = (await app.inject({ url: '/api/v1/solutions/muster-akte' })).json<{ sustainability: Record<string, unknown>[] }>();
  assert.deepEqual(told.sustainability.map(({ topic, value, author, lastDay, expired, confirmedOn }) => ({ topic, value, author, lastDay, expired, confirmedOn })), [{ topic: 'pue', value: '1.25', author: 'operator', lastDay: '2028-02-28', expired: false, confirmedOn: null }]);
});
