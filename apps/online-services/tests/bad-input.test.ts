import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { contextFor } from '@allmende/house';
import { buildAssets } from '@allmende/html';
import { createServer } from '@allmende/http';
import { aBombPdf, aBombPng, aPdf, anImage } from '@allmende/uploads/testing';
import { publishPackages } from '../index.ts';
import { checkEvidence } from '../actions/check-evidence.ts';
import { viewEvidence } from '../actions/evidence-holder.ts';
import { inputValuesOf } from '../domain/parse-field.ts';
import { onlineServicesModule } from '../module.ts';
import { aFolderWithEvidence, completeAnswers, theDogTaxPackage } from '../testing/index.ts';
import { offerDogTax, openStand, placeAndTenant, SERVICE } from './stand.ts';

// Each item of the bad-input bar, by form and by API: a clear message, nothing lost, no fault of ours.
const stand = await openStand();
const { house } = stand;
const heilbronn = await placeAndTenant(stand, 'heilbronn');
await publishPackages(contextFor(house, { kind: 'system', name: 'operator-command' }, heilbronn.tenant), { folder: aFolderWithEvidence() });
await offerDogTax(stand, heilbronn.tenant);
const system = contextFor(house, { kind: 'system', name: 'online-services' }, heilbronn.tenant);
const app = await createServer({ house, sessions: { findActor: async () => undefined }, assets: await buildAssets(), pages: onlineServicesModule.pages ?? [], api: onlineServicesModule.api ?? [], navigation: [] });
after(() => app.close());

type Reply = { readonly status: number; readonly words: string; readonly location: string };
type Asked = { readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE'; readonly url: string; readonly headers?: Record<string, string>; readonly payload?: string | Buffer | object };
type Started = { draft: string; secret: string; firstPage: string };
const answers = completeAnswers({ 'tax.reduction': 'other', 'reduction.reason': 'Er sucht Vermisste.' });
let people = 0;

function typedFor(page: string): Record<string, string> {
  const ids = theDogTaxPackage().flow.pages.find(({ id }) => id === page)?.fields ?? [];
  return Object.assign({}, ...ids.map((id) => inputValuesOf(theDogTaxPackage().fields.find((field) => field.id === id)!, answers[id]))) as Record<string, string>;
}

function multipart(fields: Readonly<Record<string, string>>, field: string, file: readonly [string, Uint8Array] | undefined) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  if (file) form.append(field, new Blob([new Uint8Array(file[1])]), file[0]);
  return new Response(form);
}

/** One draft, reached by forms and by the API alike. */
async function aDraft(options: { readonly filled?: boolean } = {}) {
  const remoteAddress = `10.7.${Math.trunc((people += 1) / 250)}.${people % 250}`;
  const send = async (request: Asked): Promise<Reply & { cookies: { name: string; value: string }[] }> => {
    const response = await app.inject({ remoteAddress, ...request });
    return { status: response.statusCode, words: response.body, location: String(response.headers['location'] ?? ''), cookies: response.cookies };
  };
  const started = JSON.parse((await send({ method: 'POST', url: `/api/v1/places/heilbronn/services/${SERVICE}/drafts` })).words) as Started;
  const header = { 'allmende-secret': started.secret };
  const cookie = `draft-${started.draft}=${started.secret}`;
  const at = `/heilbronn/apply/${started.draft}`;
  const api = (method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, body?: unknown, secret: Record<string, string> = header) => send({ method, url: `/api/v1/drafts/${started.draft}${path}`, headers: secret, ...(body === undefined ? {} : { payload: body as object }) });
  const open = async (page: string, cookies = cookie) => {
    const shown = await send({ method: 'GET', url: `${at}/${page}`, headers: { cookie: cookies } });
    const visit = shown.cookies.find(({ name }) => name === 'allmende-visit')?.value ?? '';
    const hidden = (name: string, words: string) => new RegExp(`name="${name}" value="([^"]+)"`, 'u').exec(words)?.[1] ?? '';
    if (hidden('_csrf', shown.words) !== '') return { ...shown, cookie: `allmende-visit=${visit}; ${cookies}`, fields: { _csrf: hidden('_csrf', shown.words), _stamp: hidden('_stamp', shown.words) } };
    // Who gets no form there still has one from elsewhere.
    const start = await send({ method: 'GET', url: `/heilbronn/services/${SERVICE}` });
    return { ...shown, cookie: `allmende-visit=${start.cookies.find(({ name }) => name === 'allmende-visit')?.value ?? ''}; ${cookies}`, fields: { _csrf: hidden('_csrf', start.words), _stamp: '' } };
  };
  const form = async (page: string, fields: Record<string, string>, cookies = cookie) => {
    const shown = await open(page, cookies);
    house.clock.advanceMs(2_000);
    return send({ method: 'POST', url: `${at}/${page}`, headers: { cookie: shown.cookie, 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams({ ...shown.fields, ...fields }).toString() });
  };
  const upload = async (way: 'form' | 'api', file: readonly [string, Uint8Array]) => {
    const shown = way === 'form' ? await open('evidence') : undefined;
    const body = shown ? multipart({ ...shown.fields, item: 'reduction', act: 'upload' }, 'file.reduction', file) : multipart({}, 'files', file);
    return send({
      method: 'POST', url: shown ? `${at}/evidence` : `/api/v1/drafts/${started.draft}/evidence/reduction/files`, headers: { 'content-type': body.headers.get('content-type') ?? '', ...(shown ? { cookie: shown.cookie } : header) }, payload: Buffer.from(await body.arrayBuffer()),
    });
  };
  const access = { tenant: heilbronn.tenant, draft: started.draft, secret: started.secret.split('.')[1] ?? '' };
  const files = async () => (await viewEvidence(house, access)).files;
  if (options.filled === true) for (let page = started.firstPage; page !== 'check';) page = (JSON.parse((await api('PUT', `/pages/${page}`, typedFor(page))).words) as { next: string }).next;
  return { ...started, api, form, open, upload, files, header, send };
}

const storedName = async (draft: Awaited<ReturnType<typeof aDraft>>) => (JSON.parse((await draft.api('GET', '')).words) as { answers: Record<string, string> }).answers['applicant.givenName'];

for (const [what, value, words] of [
  ['1 MB in one field', 'x'.repeat(1_000_000), /zu groß/u],
  ['300 kB in one field', 'x'.repeat(300_000), /„Vorname“|groß|20000|passt nicht/u],
  ['a character that turns the writing round', 'Il\u202Evy', /Schreibrichtung|unsichtbare Zeichen/u],
] as const) {
  test(`${what} is refused in words by form and API, and what was saved before stays`, async () => {
    const draft = await aDraft();
    assert.equal((await draft.api('PUT', '/pages/person', typedFor('person'))).status, 200);
    for (const reply of [await draft.form('person', { ...typedFor('person'), 'applicant.givenName': value }), await draft.api('PUT', '/pages/person', { ...typedFor('person'), 'applicant.givenName': value })]) {
      assert.equal(reply.status, 422);
      assert.match(reply.words, words);
    }
    assert.equal(await storedName(draft), 'Ilvy');
  });
}

test('control characters are taken out or refused, never stored, and never a fault', async () => {
  const draft = await aDraft();
  for (const value of ['Il\u0007vy', 'Il\u0000vy', '\u001b[31mIlvy', 'Ilvy\u007f', '\ud800']) {
    for (const reply of [await draft.form('person', { ...typedFor('person'), 'applicant.givenName': value }), await draft.api('PUT', '/pages/person', { ...typedFor('person'), 'applicant.givenName': value })]) {
      assert.ok([200, 303, 422].includes(reply.status), `${JSON.stringify(value)} ${reply.status}`);
      assert.doesNotMatch((await storedName(draft)) ?? '', /[\p{Cc}\p{Cs}]/u);
    }
  }
});

test('zip bombs and what is two files at once go no further than quarantine, by form and API', async () => {
  for (const way of ['form', 'api'] as const) {
    const draft = await aDraft({ filled: true });
    const polyglot = await draft.upload(way, ['zwei.pdf', Buffer.concat([await aPdf(['Bescheinigung']), Buffer.from('PK\u0003\u0004', 'latin1'), Buffer.alloc(60)])]);
    assert.equal(polyglot.status, 422);
    assert.match(polyglot.words, /zweite Datei anderer Art/u);
    for (const [name, bytes] of [['bombe.pdf', aBombPdf()], ['bombe.png', await aBombPng()]] as const) {
      const before = (await draft.files()).map(({ id }) => id);
      assert.ok([202, 303, 422].includes((await draft.upload(way, [name, bytes])).status), name);
      for (const { id } of (await draft.files()).filter((each) => !before.includes(each.id))) await checkEvidence(system, { evidence: id });
    }
    assert.ok((await draft.files()).every(({ state }) => state === 'refused'), 'none of them came through');
    assert.ok([202, 303].includes((await draft.upload(way, ['gut.png', await anImage('png')])).status), 'and there is still room for a good one');
    assert.equal((await draft.files()).filter(({ state }) => state === 'received').length, 1);
  }
});

test('a wrong secret opens nothing, by form and API, and says no more than an unknown draft', async () => {
  const draft = await aDraft();
  const other = await aDraft();
  const foreign = `draft-${draft.draft}=${other.secret}`;
  assert.equal((await draft.open('person', foreign)).status, 404);
  assert.equal((await draft.form('person', typedFor('person'), foreign)).status, 404);
  for (const secret of [{}, { 'allmende-secret': other.secret }, { 'allmende-secret': `${heilbronn.tenant}.` }, { 'allmende-secret': 'x'.repeat(5_000) }] as Record<string, string>[]) {
    assert.equal((await draft.api('GET', '', undefined, secret)).status, 404);
    assert.equal((await draft.api('PUT', '/pages/person', typedFor('person'), secret)).status, 404);
    assert.equal((await draft.api('POST', '/submission', { 'declaration.truth': 'yes' }, secret)).status, 404);
  }
  const resumed = await draft.send({ method: 'GET', url: '/heilbronn/resume' });
  const token = /name="_csrf" value="([^"]+)"/u.exec(resumed.words)?.[1] ?? '';
  const refused = await draft.send({
    method: 'POST', url: '/heilbronn/resume', headers: { cookie: `allmende-visit=${resumed.cookies[0]?.value ?? ''}`, 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams({ _csrf: token, reference: 'AAAA-AAAA-AAAA', secret: 'AAAA-AAAA-AAAA-AAAA' }).toString(),
  });
  assert.deepEqual([refused.status, /passen zu keinem Antrag/u.test(refused.words)], [422, true]);
});

test('sending twice at once, by form and API together, makes one application', async () => {
  const countAll = async () => (await house.database.inTenant(heilbronn.tenant, (tx) => tx.client.query<{ count: number }>({ text: 'select count(*)::int as count from online_services.application where tenant_id = $1', values: [heilbronn.tenant] }))).rows[0]?.count ?? 0;
  const before = await countAll();
  const draft = await aDraft({ filled: true });
  const shown = await draft.open('check');
  house.clock.advanceMs(2_000);
  const byForm = () => draft.send({ method: 'POST', url: `/heilbronn/apply/${draft.draft}/check`, headers: { cookie: shown.cookie, 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams({ ...shown.fields, 'declaration.truth': 'yes' }).toString() });
  const byApi = () => draft.api('POST', '/submission', { 'declaration.truth': 'yes' });
  const [one, two, three, four] = await Promise.all([byForm(), byApi(), byForm(), byApi()]);
  assert.deepEqual([one.status, three.status, two.status, four.status], [303, 303, 200, 200]);
  assert.match(one.location, /\/receipt$/u);
  assert.equal(two.words, four.words);
  assert.equal(await countAll(), before + 1);
});

test('an expired draft is gone for forms, API and evidence alike', async () => {
  const draft = await aDraft({ filled: true });
  house.clock.advanceMs(31 * 86_400_000);
  for (const page of ['person', 'check', 'evidence', 'overview', 'later']) {
    const reply = await draft.open(page);
    assert.deepEqual([reply.status, /finden wir nicht mehr/u.test(reply.words)], [404, true], page);
  }
  for (const [method, path, body] of [['GET', '', undefined], ['PUT', '/pages/person', typedFor('person')], ['POST', '/submission', { 'declaration.truth': 'yes' }], ['GET', '/evidence', undefined], ['PUT', '/evidence/reduction/way', { way: 'later' }]] as const) {
    const reply = await draft.api(method, path, body);
    assert.equal(reply.status, 404, path);
    assert.match(reply.words, /nicht vorhanden/u);
  }
  assert.equal((await draft.upload('api', ['x.png', await anImage('png')])).status, 404);
});
