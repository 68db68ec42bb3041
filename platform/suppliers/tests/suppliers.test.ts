import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { accessMigrations, NotPermitted, SignInNeeded, type Actor } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { newId, PLATFORM_TENANT } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { NotFound } from '@allmende/errors';
import { eventsMigrations } from '@allmende/events';
import { buildAssets } from '@allmende/html';
import { createServer } from '@allmende/http';
import { testHouse } from '@allmende/house/testing';
import { identityMigrations } from '@allmende/identity';
import { jobsMigrations } from '@allmende/jobs';
import { secretsMigrations } from '@allmende/secrets';
import { admitSupplier, AlreadyDecidedOnSupplier, applyAsSupplier, listSuppliers, namesOfSuppliers, ownSupplier, suppliersMigrations } from '../index.ts';
import { createSuppliersModule } from '../module.ts';
import { anApplication, aSupplier } from '../testing/index.ts';

const { database } = await testDatabase([jobsMigrations, eventsMigrations, secretsMigrations, auditMigrations, accessMigrations, identityMigrations, suppliersMigrations]);
const house = testHouse(database);
const operator: Actor = { kind: 'staff', accountId: newId(), name: 'Olga Operativ', grants: [{ tenant: PLATFORM_TENANT, role: 'operator' }] };
const officer: Actor = { kind: 'staff', accountId: newId(), name: 'Erika Erfunden', grants: [{ tenant: PLATFORM_TENANT, role: 'platform-auditor' }] };
const tokens = new Map<string, Actor>([['operator-token-000000000000', operator]]);
const module = createSuppliersModule({ navigation: () => [] });
const app = await createServer({ house, sessions: { findActor: async (token) => tokens.get(token) }, assets: await buildAssets(), pages: module.pages ?? [], api: module.api ?? [], navigation: module.navigation ?? [] });
after(() => app.close());
const as = (actor: Actor) => ({ ...house, actor, tenant: PLATFORM_TENANT, locale: 'de' as const });

async function send(url: string, fields: Record<string, string>, cookie = '') {
  const form = await app.inject({ url, headers: { cookie } });
  const fresh = [form.headers['set-cookie'] ?? []].flat().map((one) => one.split(';')[0]).join('; ');
  const csrf = /name="_csrf" value="([^"]+)"/u.exec(form.body)?.[1] ?? '';
  return app.inject({
    method: 'POST', url, payload: new URLSearchParams({ _csrf: csrf, ...fields }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://allmende.test', host: 'allmende.test', cookie: cookie === '' ? fresh : cookie },
  });
}

test('anybody applies, nothing typed is lost, and only the operator sees who it is', async () => {
  const typed = { name: 'Musterwerk eG', seat: 'Musterstadt', register: 'GnR 123', website: 'musterwerk.example', contactName: 'Lena Liefert', email: 'lena@musterwerk.example' };
  const wrong = await send('/supplier/apply', typed);
  assert.equal(wrong.statusCode, 422);
  assert.match(wrong.body, /value="Musterwerk eG"/u);
  assert.match(wrong.body, /beginnt mit https/u);
  assert.equal((await send('/supplier/apply', { ...typed, website: 'https://musterwerk.example/' })).headers.location, '/supplier/apply/received');
  const stored = await database.inTenant(PLATFORM_TENANT, (tx) => tx.client.query('select * from suppliers.supplier'));
  assert.doesNotMatch(JSON.stringify(stored.rows), /Liefert|lena@/u);
  await assert.rejects(listSuppliers(as({ kind: 'anonymous' }), { state: 'waiting' }), SignInNeeded);
});

test('the operator admits once, the contact gets a link, and the supplier is nobody else', async () => {
  const cookie = 'allmende-session=operator-token-000000000000';
  const queue = await app.inject({ url: '/operator/suppliers', headers: { cookie } });
  const address = /\/operator\/suppliers\/[0-9a-f-]{36}/u.exec(queue.body)?.[0] ?? '';
  assert.match((await app.inject({ url: address, headers: { cookie } })).body, /lena@musterwerk\.example/u);
  assert.equal((await send(address, { act: 'refuse', reason: '' }, cookie)).statusCode, 422);
  const admitted = await send(address, { act: 'admit' }, cookie);
  assert.match(admitted.body, /\/invitation\/[0-9a-f-]{36}\.[\w-]{43}/u);
  const supplier = address.split('/').at(-1) ?? '';
  await assert.rejects(admitSupplier(as(operator), { supplier }), AlreadyDecidedOnSupplier);
  assert.deepEqual([...(await namesOfSuppliers(house, [supplier, newId()]))], [[supplier, 'Musterwerk eG']]);
  const lena: Actor = { kind: 'supplier', accountId: newId(), name: 'Lena Liefert', supplier };
  tokens.set('supplier-token-000000000000', lena);
  assert.match((await app.inject({ url: '/supplier', headers: { cookie: 'allmende-session=supplier-token-000000000000' } })).body, /Musterwerk eG/u);
  assert.equal((await app.inject({ url: '/operator/suppliers', headers: { cookie: 'allmende-session=supplier-token-000000000000' } })).statusCode, 404);
  assert.match((await app.inject({ url: '/supplier' })).body, /Als Anbieter bewerben/u);
  await assert.rejects(ownSupplier(as(operator)), NotFound);
  await assert.rejects(ownSupplier(as({ kind: 'anonymous' })), SignInNeeded);
});

test('an end signs everybody out, and who only audits decides nothing', async () => {
  const { supplier, actor } = await aSupplier(house);
  assert.equal((await ownSupplier(as(actor))).id, supplier);
  await assert.rejects(admitSupplier(as(officer), { supplier }), NotPermitted);
  const cookie = 'allmende-session=operator-token-000000000000';
  assert.equal((await send(`/operator/suppliers/${supplier}`, { act: 'end', reason: 'Vertrag beendet' }, cookie)).statusCode, 303);
  await assert.rejects(ownSupplier(as(actor)), NotFound);
  const { rows: open } = await database.withoutTenant((tx) => tx.client.query('select id from identity.account where supplier_id = $1 and disabled_at is null', [supplier]));
  assert.deepEqual(open, []);
});

test('an address that has an account gets no second one, and the admission is not half done', async () => {
  const { id } = await applyAsSupplier(as({ kind: 'anonymous' }), anApplication({ contact: { name: 'Lena Liefert', email: 'lena@musterwerk.example', phone: '', message: '' } }));
  const answer = await send(`/operator/suppliers/${id}`, { act: 'admit' }, 'allmende-session=operator-token-000000000000');
  assert.equal(answer.statusCode, 409);
  assert.match(answer.body, /schon ein Konto/u);
  assert.ok((await listSuppliers(as(operator), { state: 'waiting' })).some((one) => one.id === id));
});
