import assert from 'node:assert/strict';
import { chmod, mkdir } from 'node:fs/promises';
import { after, test } from 'node:test';
import type { Actor, Role } from '@allmende/access';
import { newId, PLATFORM_TENANT, type TenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { testHouse } from '@allmende/house/testing';
import { buildAssets } from '@allmende/html';
import { createServer } from '@allmende/http';
import { auditMigrations, checkpointKeyFromText, integrate, leafHash, openCheckpoint, record, verifyConsistency, verifyInclusion, writeCheckpoints } from '../index.ts';
import { createAuditModule } from '../module.ts';
import { anAct, anyTenant, asAdministrator } from './stand.ts';

const { database, ownerUrl } = await testDatabase([auditMigrations]);
const tenants = { heilbronn: anyTenant(), tengen: anyTenant() };
const refs = Object.entries(tenants).map(([slug, tenant]) => ({ tenant, slug, name: `Stadt ${slug}`, land: '08' }));
const house = testHouse(database, { directory: { findAuthorityBySlug: async (slug) => refs.find((one) => one.slug === slug), findPlaceBySlug: async () => undefined, namesOf: async () => [] } });
const rainer = newId();
const module = createAuditModule({
  namesOf: async (_ctx, ids) => new Map(ids.filter((id) => id === rainer).map((id) => [id, 'Rainer Erdacht'])),
  words: {
    procurement: {
      room: { de: 'Bestellungen', en: 'Orders' }, subjects: { order: { de: 'Bestellung', en: 'Order' } }, actions: { 'order-approved': { de: 'Eine Bestellung wurde freigegeben.', en: 'An order was approved.' } },
      facts: {
        ground: { de: 'Vergabegrund', en: 'Ground', values: { 'in-house': { de: 'Inhouse-Vergabe', en: 'in-house award' } } }, centsPerYear: { de: 'Preis im Jahr', en: 'Price per year', format: 'euro' }, bytes: { de: 'Größe', en: 'Size', format: 'bytes' },
        provenOn: { de: 'Nachgewiesen am', en: 'Proven on' }, document: { de: 'Unterlage', en: 'Document' }, applicant: { de: 'Name', en: 'Name' },
      },
    },
  },
});

// The token says who somebody is: `heilbronn.auditor`.
const actorOf = (token: string): Actor => {
  const [slug = '', role = ''] = token.split('_');
  const tenant = slug === 'platform' ? PLATFORM_TENANT : tenants[slug as keyof typeof tenants];
  return { kind: 'staff', accountId: rainer, name: 'Rainer Erdacht', grants: [{ tenant, role: role as Role }] };
};
const app = await createServer({
  house, sessions: { findActor: async (token: string) => actorOf(token) }, assets: await buildAssets(), pages: module.pages ?? [], api: module.api ?? [], navigation: module.navigation ?? [],
});
after(() => app.close());
const get = (who: string, url: string) => app.inject({ url, headers: url.startsWith('/api/') ? { authorization: `Bearer ${who}` } : { cookie: `allmende-session=${who}` } });
const act = (tenant: TenantId, more: Parameters<typeof anAct>[0] = {}) => database.inTenant(tenant, (tx) => record(tx, anAct(more)));
const auditor = 'heilbronn_auditor_token_of_a_test';

test('the log says in words what happened, who did it and where it stands in the tree', async () => {
  const order = newId();
  await act(tenants.heilbronn, { actor: { kind: 'staff', accountId: rainer }, subject: { kind: 'order', id: order }, facts: { ground: 'in-house' }, at: house.clock.now() });
  const waiting = (await get(auditor, '/heilbronn/office/audit')).body;
  assert.match(waiting, /Eine Bestellung wurde freigegeben\./u);
  assert.match(waiting, /Vergabegrund: Inhouse-Vergabe/u);
  assert.match(waiting, /Rainer Erdacht/u);
  assert.match(waiting, /wartet auf seinen Platz/u);
  await integrate(database);
  const placed = (await get(auditor, '/heilbronn/office/audit?lang=en')).body;
  assert.match(placed, /An order was approved\./u);
  assert.match(placed, /Place 0/u);
});

test('a sample is drawn by a word and drawn again the same, each entry with its proof, and the register of data sets names tables without content', async () => {
  for (let more = 0; more < 8; more += 1) await act(tenants.heilbronn);
  await integrate(database);
  const drawn = async (word: string) => (await get(auditor, `/api/v1/authorities/heilbronn/audit/sample?word=${word}&count=3`)).json() as { size: number; entries: { id: string; holds: boolean }[] };
  const first = await drawn('Herbst');
  assert.deepEqual([first.entries.length, first.entries.every(({ holds }) => holds), first], [3, true, await drawn('Herbst')]);
  const { body } = await get(auditor, '/heilbronn/office/audit/workspace?word=Herbst&count=3');
  assert.equal(body.match(/steht im Protokoll/gu)?.length, 3);
  const wrong = await get(auditor, '/heilbronn/office/audit/workspace?word=Herbst&count=900');
  assert.equal(wrong.statusCode, 422);
  assert.match(wrong.body, /value="900"/u);
  assert.equal((await get('tengen_auditor_token_of_a_test', '/heilbronn/office/audit/workspace')).statusCode, 404);
  const register = (await get(auditor, '/heilbronn/office/audit/data-sets')).body;
  assert.match(register, /audit[\s\S]*entry[\s\S]*tenant_id/u);
  const { sets } = (await get(auditor, '/api/v1/authorities/heilbronn/audit/data-sets')).json() as { sets: { room: string; name: string; about: string; columns: unknown[] }[] };
  assert.ok(sets.some(({ room, name, about, columns }) => room === 'audit' && name === 'entry' && about !== '' && columns.length > 3));
});

test('the list is narrowed by area, day and subject, and turned page by page', async () => {
  const order = newId();
  await act(tenants.tengen, { action: 'procurement/order-approved', subject: { kind: 'order', id: order }, facts: { which: 'this-one' }, at: new Date('2026-11-20T23:30:00Z') });
  await act(tenants.tengen, { action: 'cases/case-viewed', subject: { kind: 'case', id: newId() }, facts: { which: 'other-one' }, at: new Date('2026-11-20T22:30:00Z') });
  const who = 'tengen_head-of-office_token_of_a_test';
  for (const query of ['room=procurement', 'day=2026-11-21', `subject=order%3A${order}`]) {
    const { body } = await get(who, `/tengen/office/audit?${query}`);
    assert.ok(body.includes('this-one') && !body.includes('other-one'), query);
    assert.match(body, /aria-current="true"/u, query);
  }
  assert.match((await get(who, '/tengen/office/audit?day=2026-11-20')).body, /other-one/u);
  assert.match((await get(who, '/tengen/office/audit?day=1999-01-01')).body, /Dazu gibt es keinen Eintrag/u);
  const first = (await get(who, '/api/v1/authorities/tengen/audit/entries?limit=1')).json() as { entries: { id: string }[]; next: string };
  const second = (await get(who, `/api/v1/authorities/tengen/audit/entries?limit=1&before=${first.next}`)).json() as { entries: { id: string }[]; next: string | null };
  assert.equal(first.entries[0]?.id, first.next);
  assert.notEqual(second.entries[0]?.id, first.next);
  assert.equal(second.next, null);
});

test('an entry comes with a proof that leads to the root, on its page and in the API', async () => {
  const id = await act(tenants.heilbronn, { personal: { applicant: 'Erika Beispiel' } });
  assert.equal((await get(auditor, `/api/v1/authorities/heilbronn/audit/entries/${id}/proof`)).statusCode, 409);
  assert.match((await get(auditor, `/heilbronn/office/audit/${id}`)).body, /wartet auf seinen Platz/u);
  await integrate(database);
  const page = (await get(auditor, `/heilbronn/office/audit/${id}`)).body;
  assert.match(page, /Geprüft: Der Eintrag steht im Protokoll/u);
  assert.ok(page.includes('allmende-audit-proof/1') && page.includes('applicant') && !page.includes('Erika Beispiel'));
  const proof = (await get(auditor, `/api/v1/authorities/heilbronn/audit/entries/${id}/proof`)).json() as { body: string; index: number; size: number; root: string; path: string[] };
  const bytes = (text: string) => Buffer.from(text, 'base64');
  assert.ok(verifyInclusion({ index: proof.index, size: proof.size, leaf: leafHash(Buffer.from(proof.body)), root: bytes(proof.root), path: proof.path.map(bytes) }));
  assert.equal((await get(auditor, `/heilbronn/office/audit/${newId()}`)).statusCode, 404);
});

test('facts are told in words, amounts, days and sizes as people write them, and ids short with the whole beside them', async () => {
  const document = newId();
  const id = await act(tenants.heilbronn, { facts: { ground: 'in-house', centsPerYear: 123_456, provenOn: '2026-11-01', bytes: 20_480, document, unheard: 'as-recorded', large: 12_345, done: true } });
  const text = async (language: string) => (await get(auditor, `/heilbronn/office/audit/${id}?lang=${language}`)).body.replaceAll(/<[^>]+>/gu, '|').replaceAll(/[\s|]+/gu, ' ');
  const german = await text('de');
  for (const shown of ['Vergabegrund Inhouse-Vergabe', 'Preis im Jahr 1.234,56 €', 'Nachgewiesen am 1. November 2026', 'Größe 20,5 kB', 'unheard as-recorded', 'large 12.345', 'done ja']) assert.ok(german.includes(shown), shown);
  assert.ok(german.includes(`Unterlage ${document.slice(0, 8)}…${document.slice(-4)}`) && german.includes(`Unterlage ${document} `));
  const english = await text('en');
  for (const shown of ['Ground in-house award', 'Price per year €1,234.56', 'Proven on 1 November 2026', 'done yes']) assert.ok(english.includes(shown), shown);
});

test('the log is taken away whole, and that is recorded', async () => {
  const lines = (await get(auditor, '/heilbronn/office/audit/export')).body.trimEnd().split('\n').map((line) => JSON.parse(line) as { format?: string; size?: number; index?: number });
  assert.equal(lines[0]?.format, 'allmende-audit-export/1');
  assert.equal(lines.length - 1, lines[0]?.size);
  assert.match((await get(auditor, '/heilbronn/office/audit')).body, /audit: log exported/u);
  const file = await get(auditor, '/api/v1/authorities/heilbronn/audit/export');
  assert.equal(file.headers['content-type'], 'application/jsonl');
  assert.equal(file.body.split('\n')[0], JSON.stringify(lines[0]));
});

test('the bundle is taken away from the page and by programs, and the log remembers', async () => {
  assert.match((await get(auditor, '/heilbronn/office/audit')).body, /href="\/heilbronn\/office\/audit\/bundle"/u);
  const page = await get(auditor, '/heilbronn/office/audit/bundle');
  assert.match(String(page.headers['content-disposition']), /audit-bundle-heilbronn\.jsonl/u);
  const lines = page.body.trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
  assert.equal(lines[0]?.['format'], 'allmende-audit-bundle/1');
  assert.ok('end' in (lines.at(-1) ?? {}));
  const api = await get(auditor, '/api/v1/authorities/heilbronn/audit/bundle');
  assert.equal(api.body.split('\n')[0], page.body.split('\n')[0]);
  assert.match((await get(auditor, '/heilbronn/office/audit')).body, /audit: bundle exported/u);
  for (const who of ['heilbronn_caseworker_token_of_a_test', 'tengen_auditor_token_of_a_test']) assert.notEqual((await get(who, '/heilbronn/office/audit/bundle')).statusCode, 200);
});

test('operators and platform auditors see the log of the platform and of no authority', async () => {
  const id = await act(PLATFORM_TENANT, { action: 'membership/member-admitted' });
  for (const role of ['operator', 'platform-auditor']) {
    const who = `platform_${role}_token_of_a_test`;
    assert.match((await get(who, '/operator/audit')).body, /membership: member admitted/u);
    assert.equal((await get(who, `/operator/audit/${id}`)).statusCode, 200);
    assert.equal((await get(who, '/api/v1/platform/audit/entries')).statusCode, 200);
    for (const hidden of ['/heilbronn/office/audit', '/heilbronn/office/audit/export', '/api/v1/authorities/heilbronn/audit/entries']) assert.equal((await get(who, hidden)).statusCode, 404, hidden);
  }
  assert.equal((await get(auditor, '/operator/audit')).statusCode, 404);
  assert.equal((await get(auditor, '/tengen/office/audit')).statusCode, 404);
});

test('a caseworker is told that the role does not suffice', async () => {
  assert.equal((await get('heilbronn_caseworker_token_of_a_test', '/heilbronn/office/audit')).statusCode, 403);
});

test('the page says how far the last checkpoint outside reaches, and raises the alarm when the tree no longer continues it', async () => {
  assert.match((await get(auditor, '/heilbronn/office/audit')).body, /Von hier aus ist keiner zu sehen/u);
  assert.deepEqual((await writeCheckpoints(house)).refused, []);
  const sound = (await get(auditor, '/heilbronn/office/audit')).body;
  assert.match(sound, /Baum setzt ihn fort/u);
  assert.ok(!sound.includes('passt nicht zu seinem letzten Prüfpunkt'));

  await asAdministrator(ownerUrl, `update audit.leaf set leaf_hash = sha256('tampered') where tenant_id = '${tenants.heilbronn}' and tree_index = 0`);
  assert.match((await get(auditor, '/heilbronn/office/audit')).body, /passt nicht zu seinem letzten Prüfpunkt/u);
});

test('an outside witness keeps a checkpoint and sees in the API and on the page that the log continues it', async () => {
  await act(tenants.tengen);
  await writeCheckpoints(house);
  const who = 'tengen_auditor_token_of_a_test';
  const kept = (await get(who, '/api/v1/authorities/tengen/audit/checkpoint')).json() as { size: number; note: string; key: string };
  const { root } = openCheckpoint(kept.note, checkpointKeyFromText(kept.key));
  await act(tenants.tengen);
  await act(tenants.tengen);
  await integrate(database);
  const proof = (await get(who, `/api/v1/authorities/tengen/audit/consistency?from=${kept.size}`)).json() as { size1: number; size2: number; root1: string; root2: string; path: string[] };
  const bytes = (text: string) => Buffer.from(text, 'base64');
  assert.equal(proof.size2, kept.size + 2);
  assert.equal(proof.root1, Buffer.from(root).toString('base64'));
  assert.ok(verifyConsistency({ ...proof, root1: root, root2: bytes(proof.root2), path: proof.path.map(bytes) }));
  for (const wrong of ['from=0', 'from=999', 'from=2&to=1', 'to=1']) assert.equal((await get(who, `/api/v1/authorities/tengen/audit/consistency?${wrong}`)).statusCode, 422, wrong);
  assert.equal((await get(auditor, `/api/v1/authorities/tengen/audit/consistency?from=1`)).statusCode, 404);

  const url = '/tengen/office/audit/consistency';
  const form = (await get(who, url)).body;
  const csrf = /name="_csrf" value="(?<token>[^"]+)"/u.exec(form)?.groups?.['token'] ?? '';
  const post = (checkpoint: string) => app.inject({ method: 'POST', url, headers: { cookie: `allmende-session=${who}`, 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams({ _csrf: csrf, checkpoint }).toString() });
  assert.match((await post(kept.note.replaceAll('\n', '\r\n'))).body, /Das Protokoll setzt Ihren Prüfpunkt fort/u);
  assert.match((await post(kept.note.replace(`\n${kept.size}\n`, '\n99999\n'))).body, /So viele hat das Protokoll nicht mehr/u);
  const other = Buffer.from(root).map((byte, place) => (place === 0 ? byte ^ 1 : byte));
  assert.match((await post(kept.note.replace(Buffer.from(root).toString('base64'), Buffer.from(other).toString('base64')))).body, /Das Protokoll setzt Ihren Prüfpunkt nicht fort/u);
  assert.match((await post(kept.note.replace(tenants.tengen, tenants.heilbronn))).body, /gehört zu einem anderen Protokoll/u);
  const refused = await post('kein Prüfpunkt <b>');
  assert.deepEqual([refused.statusCode, refused.body.includes('kein Prüfpunkt &lt;b&gt;')], [422, true]);
});

test('a folder of checkpoints that belongs to others is no fault of the page', { skip: process.getuid?.() === 0 ? 'root reads every folder' : false }, async () => {
  const elsewhere = testHouse(database);
  await mkdir(elsewhere.config.checkpointsDir, { recursive: true });
  await chmod(elsewhere.config.checkpointsDir, 0o000);
  const { lastCheckpoint } = await import('../actions/last-checkpoint.ts');
  assert.equal(await lastCheckpoint({ ...elsewhere, actor: actorOf(auditor), tenant: tenants.tengen }), undefined);
});

test('checkpoints go on under the name of their key when the platform moves to another address', async () => {
  const moved = { ...house, config: { ...house.config, publicAddress: 'https://elsewhere.example' } };
  await act(tenants.tengen);
  const { written, refused } = await writeCheckpoints(moved);
  assert.ok(written >= 1);
  assert.deepEqual(refused, []);
  assert.match((await get('tengen_auditor_token_of_a_test', '/tengen/office/audit')).body, /Baum setzt ihn fort/u);
});
