import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { contextFor } from '@allmende/house';
import { buildAssets } from '@allmende/html';
import { createServer } from '@allmende/http';
import { closeReader } from '@allmende/uploads';
import { aPdf, anActivePdf, anImage } from '@allmende/uploads/testing';
import { publishPackages } from '../index.ts';
import { onlineServicesModule } from '../module.ts';
import { checkEvidence } from '../actions/check-evidence.ts';
import { readEvidence } from '../actions/read-evidence.ts';
import { inputValuesOf } from '../domain/parse-field.ts';
import { aFolderWithEvidence, completeAnswers, theDogTaxPackage } from '../testing/index.ts';
import { offerDogTax, openStand, placeAndTenant, SERVICE } from './stand.ts';

const stand = await openStand();
const { house } = stand;
const heilbronn = await placeAndTenant(stand, 'heilbronn');
await publishPackages(contextFor(house, { kind: 'system', name: 'operator-command' }, heilbronn.tenant), { folder: aFolderWithEvidence() });
await offerDogTax(stand, heilbronn.tenant);
const system = contextFor(house, { kind: 'system', name: 'online-services' }, heilbronn.tenant);
const app = await createServer({ house, sessions: { findActor: async () => undefined }, assets: await buildAssets(), pages: [], api: onlineServicesModule.api ?? [], navigation: [] });
after(() => app.close());
after(closeReader);

type Answer = { readonly status: number; readonly type: string; readonly json: Record<string, never>; readonly bytes: Buffer; readonly retryAfter: string };
type Options = { readonly secret?: string; readonly body?: object; readonly files?: readonly (readonly [string, Uint8Array])[]; readonly puzzle?: string; readonly from?: string };

/** A program behind the API, from an address of its own unless told. */
async function call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, options: Options = {}): Promise<Answer> {
  const form = options.files && new FormData();
  for (const [name, bytes] of options.files ?? []) form?.append('files', new Blob([new Uint8Array(bytes)]), name);
  const encoded = form && new Response(form);
  const response = await app.inject({
    method, url: `/api/v1${url}`, remoteAddress: options.from ?? '10.0.0.1',
    headers: { ...(options.secret ? { 'allmende-secret': options.secret } : {}), ...(options.puzzle ? { 'allmende-puzzle': options.puzzle } : {}), ...(encoded ? { 'content-type': encoded.headers.get('content-type') ?? '' } : {}) },
    ...(encoded ? { payload: Buffer.from(await encoded.arrayBuffer()) } : options.body ? { payload: options.body } : {}),
  });
  const type = String(response.headers['content-type']);
  return { status: response.statusCode, type, json: type.includes('json') ? response.json() : {}, bytes: response.rawPayload, retryAfter: String(response.headers['retry-after'] ?? '') } as Answer;
}

const answers = completeAnswers({ 'tax.reduction': 'other', 'reduction.reason': 'Er sucht Vermisste.' });

function typedFor(page: string): Record<string, string> {
  const ids = theDogTaxPackage().flow.pages.find(({ id }) => id === page)?.fields ?? [];
  return Object.assign({}, ...ids.map((id) => inputValuesOf(theDogTaxPackage().fields.find((field) => field.id === id)!, answers[id]))) as Record<string, string>;
}

type Started = { draft: string; secret: string; firstPage: string; puzzle: { stamp: string; bits: number } };

/** A draft with every page filled in. */
async function aDraft(from = '10.0.0.1'): Promise<Started & { at: string }> {
  const started = (await call('POST', `/places/heilbronn/services/${SERVICE}/drafts`, { from })).json as unknown as Started;
  const at = `/drafts/${started.draft}`;
  for (let page = started.firstPage; page !== 'check';) page = String((await call('PUT', `${at}/pages/${page}`, { secret: started.secret, body: typedFor(page), from })).json['next']);
  return { ...started, at };
}

type Item = { key: string; status: string; isRequired: boolean; ways: string[]; files: { id: string; state: string; name: string; reason: string | null; hints: { kind: string; outcome: string; text: string }[] }[] };
const itemsOf = (answer: Answer) => answer.json['items'] as unknown as Item[];
const scoreOf = (answer: Answer) => (answer.json['completeness'] as unknown as { score: number }).score;

async function checkAll(answer: Answer): Promise<void> {
  for (const { id } of itemsOf(answer).flatMap(({ files }) => files)) {
    await checkEvidence(system, { evidence: id });
    await readEvidence(system, { evidence: id });
  }
}

test('a program uploads evidence, sees it in quarantine, then clean with hints, fetches and removes it', async () => {
  const { at, secret } = await aDraft('10.0.1.1');
  const before = await call('GET', `${at}/evidence`, { secret });
  assert.deepEqual(itemsOf(before).map(({ key, status, isRequired, ways }) => [key, status, isRequired, ways]), [['reduction', 'open', true, ['upload', 'later', 'office']]]);
  const up = await call('POST', `${at}/evidence/reduction/files`, { secret, files: [['Nach\u202Eweis.pdf', await anActivePdf('Bescheinigung vom 3. Mai 2026 fuer Ilvy Musterfrau-Beispiel')]] });
  assert.deepEqual([up.status, up.json['taken']], [202, 1]);
  const waiting = await call('GET', `${at}/evidence`, { secret });
  const [file] = itemsOf(waiting)[0]?.files ?? [];
  assert.deepEqual([file?.state, file?.name], ['checking', 'Nachweis.pdf']);
  assert.equal((await call('GET', `${at}/evidence-files/${file?.id}`, { secret })).status, 404, 'nobody fetches what is in quarantine');
  await checkAll(waiting);
  const clean = await call('GET', `${at}/evidence`, { secret });
  const checked = itemsOf(clean)[0]?.files[0];
  assert.deepEqual([itemsOf(clean)[0]?.status, checked?.state], ['there', 'clean']);
  assert.deepEqual(checked?.hints.map(({ kind, outcome }) => [kind, outcome]), [['kind', 'fits'], ['name', 'fits'], ['period', 'fits']]);
  assert.ok(checked?.hints.every(({ text }) => text.length > 10));
  assert.ok(scoreOf(clean) > scoreOf(before));
  const fetched = await call('GET', `${at}/evidence-files/${file?.id}`, { secret });
  assert.equal(fetched.type, 'application/pdf');
  assert.ok(fetched.bytes.subarray(0, 5).equals(Buffer.from('%PDF-')) && !fetched.bytes.includes('JavaScript'), 'what was active in it is gone');
  assert.equal((await call('DELETE', `${at}/evidence-files/${file?.id}`, { secret })).status, 204);
  assert.equal((await call('DELETE', `${at}/evidence-files/${file?.id}`, { secret })).status, 404);
  assert.deepEqual(itemsOf(await call('GET', `${at}/evidence`, { secret }))[0]?.files, []);
});

test('what is wrong with an upload is said in words, and the rest is kept', async () => {
  const { at, secret } = await aDraft('10.0.1.2');
  const files = `${at}/evidence/reduction/files`;
  const mixed = await call('POST', files, { secret, files: [['leer.pdf', new Uint8Array()], ['bild.png', Buffer.from('<svg onload="x"/>')], ['gross.png', Buffer.alloc(1_200_000)], ['gut.png', await anImage('png')]] });
  assert.deepEqual([mixed.status, mixed.json['taken'], (mixed.json['problems'] as unknown as { code: string }[]).map(({ code }) => code)], [202, 1, ['empty', 'not-accepted', 'too-large']]);
  const polyglot = await call('POST', files, { secret, files: [['zwei.pdf', Buffer.concat([await aPdf(['Bescheinigung']), Buffer.from('PK\u0003\u0004', 'latin1'), Buffer.alloc(50)])]] });
  assert.deepEqual([polyglot.status, polyglot.type], [422, 'application/problem+json; charset=utf-8']);
  assert.match(JSON.stringify(polyglot.json), /zweite Datei/u);
  const none = await call('POST', files, { secret, files: [] });
  assert.equal(none.status, 422);
  assert.equal((await call('POST', files, { secret, body: { files: ['x'] } })).status, 422, 'no JSON here');
  const huge = await call('POST', files, { secret, files: [['x.png', Buffer.alloc(21_000_000)]] });
  assert.equal(huge.status, 422);
  assert.match(JSON.stringify(huge.json), /zu groß/u);
  for (const item of ['nonsense', '__proto__', 'x'.repeat(190), 'reduction.9']) assert.equal((await call('POST', `${at}/evidence/${item}/files`, { secret, files: [['x.pdf', await aPdf(['x'])]] })).status, 404, item);
  assert.equal(itemsOf(await call('GET', `${at}/evidence`, { secret }))[0]?.files.length, 1, 'nothing was lost');
});

test('a word about how it will come counts as open, and is taken back by an upload', async () => {
  const { at, secret } = await aDraft('10.0.1.3');
  assert.equal((await call('PUT', `${at}/evidence/reduction/way`, { secret, body: { way: 'office' } })).status, 204);
  assert.equal(itemsOf(await call('GET', `${at}/evidence`, { secret }))[0]?.status, 'office');
  assert.equal((await call('PUT', `${at}/evidence/reduction/way`, { secret, body: { way: 'register' } })).status, 422);
  await call('POST', `${at}/evidence/reduction/files`, { secret, files: [['x.png', await anImage('png')]] });
  assert.equal(itemsOf(await call('GET', `${at}/evidence`, { secret }))[0]?.status, 'checking');
});

test('late evidence comes by reference and access code, and strangers get the same 404 as for what never was', async () => {
  const { at, secret } = await aDraft('10.0.1.4');
  const other = await aDraft('10.0.1.5');
  await call('POST', `${at}/evidence/reduction/files`, { secret, files: [['x.pdf', await aPdf(['Bescheinigung'])]] });
  const [file] = itemsOf(await call('GET', `${at}/evidence`, { secret }))[0]?.files ?? [];
  const sent = (await call('POST', `${at}/submission`, { secret, body: { 'declaration.truth': 'yes' } })).json as unknown as { reference: string; secret: string };
  const mine = `/applications/${sent.reference}`;
  for (const answer of [await call('GET', `${at}/evidence`, { secret }), await call('DELETE', `${at}/evidence-files/${file?.id}`, { secret })]) assert.equal(answer.status, 409, 'it was sent');
  const late = await call('POST', `${mine}/evidence/reduction/files`, { secret: sent.secret, files: [['spaet.png', await anImage('png')]] });
  assert.equal(late.status, 202);
  await checkAll(await call('GET', `${mine}/evidence`, { secret: sent.secret }));
  const shown = await call('GET', `${mine}/evidence`, { secret: sent.secret });
  assert.deepEqual(itemsOf(shown)[0]?.files.map(({ name, state }) => [name, state]), [['x.pdf', 'clean'], ['spaet.png', 'clean']]);
  assert.match(JSON.stringify(shown.json['completeness']), /"score":100/u);
  assert.equal((await call('GET', `${mine}/evidence-files/${file?.id}`, { secret: sent.secret })).status, 200);
  assert.equal((await call('PUT', `${mine}/evidence/reduction/way`, { secret: sent.secret, body: { way: 'later' } })).status, 204);

  const strange = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, options: Options) => {
    const { status, json } = await call(method, url, options);
    return [status, json['title'], json['detail']];
  };
  const missing = await strange('GET', '/drafts/0190a000-0000-7000-8000-000000000000/evidence', { secret });
  assert.equal(missing[0], 404);
  const pdf = await aPdf(['x']);
  for (const asked of [{}, { secret: 'x' }, { secret: `${heilbronn.tenant}.wrong` }, { secret }] as Options[]) {
    assert.deepEqual(await strange('GET', `${other.at}/evidence`, asked), missing);
    assert.deepEqual(await strange('POST', `${other.at}/evidence/reduction/files`, { ...asked, files: [['x.pdf', pdf]] }), missing);
    assert.deepEqual(await strange('PUT', `${other.at}/evidence/reduction/way`, { ...asked, body: { way: 'later' } }), missing);
    assert.deepEqual(await strange('GET', `${other.at}/evidence-files/${file?.id}`, asked), missing);
    assert.deepEqual(await strange('DELETE', `${other.at}/evidence-files/${file?.id}`, asked), missing);
    assert.deepEqual(await strange('GET', `${mine}/evidence`, asked), missing);
    assert.deepEqual(await strange('POST', `${mine}/evidence/reduction/files`, { ...asked, files: [['x.pdf', pdf]] }), missing);
    assert.deepEqual(await strange('PUT', `${mine}/evidence/reduction/way`, { ...asked, body: { way: 'later' } }), missing);
    assert.deepEqual(await strange('GET', `${mine}/evidence-files/${file?.id}`, asked), missing);
  }
  assert.deepEqual(await strange('GET', `${other.at}/evidence-files/${file?.id}`, { secret: other.secret }), missing, 'a file of another draft through one\'s own');
});

function solve({ stamp, bits }: { stamp: string; bits: number }): string {
  for (let number = 0; ; number += 1) if (Math.clz32(createHash('sha256').update(`${stamp}:${number}`).digest().readUInt32BE()) >= bits) return `${stamp}:${number}`;
}

test('programs meet the same limits as forms, a solved puzzle lifts them, and waiting is always enough', async () => {
  const from = '10.0.9.9';
  const draft = await aDraft(from);
  const other = await aDraft('10.0.9.10');
  const save = (puzzle?: string, at = draft) => call('PUT', `${at.at}/pages/person`, { secret: at.secret, body: typedFor('person'), from, ...(puzzle ? { puzzle } : {}) });
  let answer = await save();
  for (let tries = 0; tries < 130 && answer.status === 200; tries += 1) answer = await save();
  assert.equal(answer.status, 429);
  assert.equal(answer.json['title'], 'http/too-many-requests');
  assert.ok(Number(answer.retryAfter) > 0 && Number(answer.retryAfter) <= 60);
  assert.equal((await call('GET', draft.at, { secret: draft.secret, from })).status, 200, 'looking is not held back');
  const solved = solve(draft.puzzle);
  assert.equal((await save(solved)).status, 200, 'who solves the puzzle goes on');
  assert.equal((await save(solved, other)).status, 429, 'it counts for its own draft only');
  for (const wrong of ['', 'x', ':', `${draft.puzzle.stamp}:x`, `${draft.puzzle.stamp}:`, 'x'.repeat(5_000)]) assert.equal((await save(wrong)).status, 429, wrong);
  house.clock.advanceMs(61_000);
  assert.equal((await save()).status, 200, 'who waits goes on');

  const send = (puzzle?: string) => call('POST', `${draft.at}/submission`, { secret: draft.secret, body: { 'declaration.truth': 'yes' }, from, ...(puzzle ? { puzzle } : {}) });
  let sent = await send();
  for (let tries = 0; tries < 25 && sent.status === 200; tries += 1) sent = await send();
  assert.equal(sent.status, 429);
  assert.equal((await send(solved)).status, 200);
});
