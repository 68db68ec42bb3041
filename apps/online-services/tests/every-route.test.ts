import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import type { Actor } from '@allmende/access';
import { contextFor } from '@allmende/house';
import { buildAssets } from '@allmende/html';
import { createServer } from '@allmende/http';
import { aPdf } from '@allmende/uploads/testing';
import { publishPackages, readReceipt, saveDraftPage, startDraft, submitApplication } from '../index.ts';
import { addEvidence } from '../actions/add-evidence.ts';
import { viewEvidence } from '../actions/evidence-holder.ts';
import { inputValuesOf } from '../domain/parse-field.ts';
import { onlineServicesModule } from '../module.ts';
import { aFolderWithEvidence, completeAnswers, theDogTaxPackage } from '../testing/index.ts';
import { offerDogTax, openStand, placeAndTenant, SERVICE } from './stand.ts';

// Who may use a route. A route that is missing here fails the first test: whoever adds one says whose it is, and the others try it as strangers do.
const ANYONE = 'anyone';
const DRAFT = 'the holder of a draft';
const APPLICATION = 'the holder of an application';
const OFFICE = 'people of the authority';
const OPERATOR = 'the operator';

const PAGES: Readonly<Record<string, string>> = {
  'GET /:place/services/:service': ANYONE, 'POST /:place/services/:service': ANYONE, 'GET /:place/services/:service/follow-up': ANYONE, 'POST /:place/services/:service/follow-up': ANYONE, 'GET /:place/resume': ANYONE, 'POST /:place/resume': ANYONE,
  'GET /:place/status': ANYONE, 'POST /:place/status': ANYONE,
  // Whoever is not signed in is led to it.
  'GET /:authority/my-account/applications': ANYONE, 'POST /:authority/my-account/applications': ANYONE,
  'GET /:place/apply/:draft/evidence': DRAFT, 'POST /:place/apply/:draft/evidence': DRAFT, 'GET /:place/apply/:draft/evidence/:evidence': DRAFT, 'GET /:place/apply/:draft/receipt': DRAFT, 'GET /:place/apply/:draft/receipt.pdf': DRAFT,
  'GET /:place/apply/:draft/overview': DRAFT, 'GET /:place/apply/:draft/later': DRAFT, 'GET /:place/apply/:draft/:page': DRAFT, 'POST /:place/apply/:draft/:page': DRAFT, 'GET /:place/apply/:draft/:page/:row': DRAFT, 'POST /:place/apply/:draft/:page/:row': DRAFT,
  'POST /:place/apply/:draft/:page/add': DRAFT, 'GET /:place/apply/:draft/:page/:row/remove': DRAFT, 'POST /:place/apply/:draft/:page/:row/remove': DRAFT,
  'POST /:place/status/credential': APPLICATION, 'POST /:place/status/evidence': APPLICATION, 'GET /:place/status/evidence/:evidence': APPLICATION, 'GET /:place/status/receipt.pdf': APPLICATION, 'GET /:place/status/documents/:file': APPLICATION, 'GET /:place/status/withdraw': APPLICATION, 'POST /:place/status/withdraw': APPLICATION,
  'GET /:authority/office/enter': OFFICE, 'POST /:authority/office/enter': OFFICE, 'GET /:authority/office/services': OFFICE, 'GET /:authority/office/services/:service': OFFICE, 'POST /:authority/office/services/:service': OFFICE, 'POST /:authority/office/services/:service/release': OFFICE,
  'GET /:authority/office/services/:service/delegation': OFFICE, 'POST /:authority/office/services/:service/delegation': OFFICE, 'GET /:authority/office/services/:service/off': OFFICE, 'POST /:authority/office/services/:service/off': OFFICE,
  'GET /:authority/office/services/:service/take-over': OFFICE, 'POST /:authority/office/services/:service/take-over': OFFICE, 'GET /:authority/office/services/:service/below': OFFICE, 'POST /:authority/office/services/:service/below': OFFICE,
  'GET /:authority/office/services/:service/places/:parameter': OFFICE, 'POST /:authority/office/services/:service/places/:parameter': OFFICE,
  'GET /operator/services': OPERATOR, 'GET /operator/services/:service': OPERATOR, 'POST /operator/services/:service': OPERATOR, 'GET /operator/services/:service/lands/:land': OPERATOR, 'POST /operator/services/:service/lands/:land': OPERATOR,
};
const OPERATIONS: Readonly<Record<string, string>> = {
  getPlaceService: ANYONE, startDraft: ANYONE, startFollowUp: ANYONE,
  getDraft: DRAFT, saveDraftPage: DRAFT, addDraftRow: DRAFT, saveDraftRowPage: DRAFT, replaceDraftRows: DRAFT, removeDraftRow: DRAFT, submitApplication: DRAFT, readReceipt: DRAFT,
  listDraftEvidence: DRAFT, addDraftEvidence: DRAFT, chooseDraftEvidenceWay: DRAFT, readDraftEvidenceFile: DRAFT, removeDraftEvidence: DRAFT,
  getApplicationStatus: APPLICATION, withdrawApplication: APPLICATION, listApplicationEvidence: APPLICATION, addApplicationEvidence: APPLICATION, chooseApplicationEvidenceWay: APPLICATION, readApplicationEvidenceFile: APPLICATION,
  enterApplication: OFFICE, listAuthorityServices: OFFICE, getAuthorityService: OFFICE, saveOverlay: OFFICE, activateService: OFFICE, deactivateService: OFFICE, listUsersOfService: OFFICE, takeOverService: OFFICE,
  getServiceRelease: OFFICE, releaseService: OFFICE, delegateReleases: OFFICE, revokeReleases: OFFICE, getPlaceValues: OFFICE, savePlaceValues: OFFICE, getDistrictValues: OFFICE, publishDistrictValues: OFFICE,
};

const pages = onlineServicesModule.pages ?? [];
const api = onlineServicesModule.api ?? [];

test('every route of the room says here whose it is', () => {
  assert.deepEqual(pages.map(({ method, path }) => `${method} ${path}`).toSorted(), Object.keys(PAGES).toSorted());
  assert.deepEqual(api.map(({ operationId }) => operationId).toSorted(), Object.keys(OPERATIONS).toSorted());
});

const stand = await openStand();
const { house } = stand;
const heilbronn = await placeAndTenant(stand, 'heilbronn');
const amt = await placeAndTenant(stand, 'glasewitz');
await publishPackages(contextFor(house, { kind: 'system', name: 'operator-command' }, heilbronn.tenant), { folder: aFolderWithEvidence() });
await offerDogTax(stand, heilbronn.tenant);
await offerDogTax(stand, amt.tenant);

// An officer of another authority, with every right there.
const stranger: Actor = { kind: 'staff', accountId: '0190a000-0000-7000-8000-00000000000a', name: 'Von Woanders', grants: [{ tenant: amt.tenant, role: 'digital-officer' }] };
const app = await createServer({ house, sessions: { findActor: async (token) => (token === 'token-of-the-stranger' ? stranger : undefined) }, assets: await buildAssets(), pages, api, navigation: [] });
after(() => app.close());

const answers = completeAnswers({ 'tax.reduction': 'other', 'reduction.reason': 'Er sucht Vermisste.' });
function typedFor(page: string): Record<string, string> {
  const ids = theDogTaxPackage().flow.pages.find(({ id }) => id === page)?.fields ?? [];
  return Object.assign({}, ...ids.map((id) => inputValuesOf(theDogTaxPackage().fields.find((field) => field.id === id)!, answers[id]))) as Record<string, string>;
}

/** A draft with everything filled in and one document. */
async function aDraft(ars: string) {
  const { firstPage, ...access } = await startDraft(house, { ars, service: SERVICE });
  for (let page = firstPage; page !== 'check';) {
    const saved = await saveDraftPage(house, { ...access, page, body: typedFor(page), language: 'de' });
    assert.ok(saved.outcome === 'saved');
    page = saved.next;
  }
  await addEvidence(house, access, { item: 'reduction', files: [{ name: 'x.pdf', bytes: await aPdf([access.draft]), tooLarge: false }], hasTooManyFiles: false, language: 'de' });
  return { ...access, evidence: (await viewEvidence(house, access)).files[0]?.id ?? '' };
}

async function sent(access: Awaited<ReturnType<typeof aDraft>>) {
  assert.equal((await submitApplication(house, { ...access, body: { 'declaration.truth': 'yes' }, language: 'de' })).outcome, 'sent');
  const { reference, secret } = await readReceipt(house, { ...access, language: 'de' });
  return { reference, code: secret, evidence: access.evidence };
}

const victim = await aDraft(heilbronn.ars);
const own = await aDraft(heilbronn.ars);
const victimSent = await sent(await aDraft(heilbronn.ars));
const ownSent = await sent(await aDraft(heilbronn.ars));
const NEVER = '0190a000-0000-7000-8000-0000000000ff';
const FILES = Buffer.from('--x\r\nContent-Disposition: form-data; name="files"; filename="x.pdf"\r\n\r\n%PDF-\r\n--x--\r\n');

const urlOf = (path: string, things: Readonly<Record<string, string>>) => path.replaceAll(/:([A-Za-z]+)/gu, (_all, name: string) => encodeURIComponent(things[name] ?? ({
  place: 'heilbronn', authority: 'heilbronn', service: SERVICE, page: 'person', row: NEVER, item: 'reduction', land: '08', parameter: 'level.rent', file: NEVER, evidence: NEVER,
} as Record<string, string>)[name] ?? name));

async function callApi(operationId: string, things: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>>) {
  const operation = api.find((each) => each.operationId === operationId);
  assert.ok(operation);
  const body = operation.uploads ? { payload: FILES, type: 'multipart/form-data; boundary=x' } : operation.body ? { payload: JSON.stringify(BODIES[operationId] ?? {}), type: 'application/json' } : undefined;
  const response = await app.inject({
    method: operation.method, url: `/api/v1${urlOf(operation.path, things)}`, headers: { ...headers, ...(body ? { 'content-type': body.type } : {}) }, ...(body ? { payload: body.payload } : {}), remoteAddress: anAddress(),
  });
  return { status: response.statusCode, body: response.body };
}
const BODIES: Readonly<Record<string, object>> = { replaceDraftRows: { rows: [] }, chooseDraftEvidenceWay: { way: 'later' }, chooseApplicationEvidenceWay: { way: 'later' }, takeOverService: { from: NEVER }, enterApplication: { service: SERVICE, placeArs: '081210000000', channel: 'counter' }, releaseService: { candidate: '0'.repeat(64) } };

let addresses = 0;
const anAddress = () => `10.${Math.trunc((addresses += 1) / 60_000) % 250}.${Math.trunc(addresses / 250) % 250}.${addresses % 250}`;

/** The title of a page and a hash of all of it. */
function shortOf(body: string): string {
  return `${/<title>([^<]*)/u.exec(body)?.[1] ?? ''} ${createHash('sha256').update(body).digest('hex')}${body.includes('Musterfrau-Beispiel') ? ' with answers' : ''}`;
}

/** Opens or sends a page in a browser that has a form token and these cookies. */
async function browse(route: string, things: Readonly<Record<string, string>>, cookies: Readonly<Record<string, string>>) {
  const [method = '', path = ''] = route.split(' ');
  const cookie = (all: Readonly<Record<string, string>>) => Object.entries(all).map(([name, value]) => `${name}=${value}`).join('; ');
  const start = await app.inject({ method: 'GET', url: `/heilbronn/services/${SERVICE}`, headers: { cookie: cookie(cookies) } });
  const visit = start.cookies.find(({ name }) => name === 'allmende-visit')?.value;
  const token = /name="_csrf" value="([^"]+)"/u.exec(start.body)?.[1] ?? '';
  const response = await app.inject({
    method: method as 'GET' | 'POST', url: urlOf(path, things), remoteAddress: anAddress(), headers: { cookie: cookie({ ...cookies, ...(visit === undefined ? {} : { 'allmende-visit': visit }) }), 'content-type': 'application/x-www-form-urlencoded' },
    ...(method === 'POST' ? { payload: new URLSearchParams({ _csrf: token, _stamp: '', item: 'reduction', act: 'later', ...typedFor('person') }).toString() } : {}),
  });
  // What differs in every answer, and the address itself, say nothing about the draft.
  return { status: response.statusCode, location: String(response.headers.location ?? ''), body: shortOf(response.body.replaceAll(/nonce="[^"]*"|name="_(?:csrf|stamp)" value="[^"]*"|\/apply\/[0-9a-f-]{36}/gu, '')) };
}

const keyOf = (access: { tenant: string; secret: string }) => `${access.tenant}.${access.secret}`;
const routesOf = (of: Readonly<Record<string, string>>, whose: string) => Object.entries(of).filter(([, each]) => each === whose).map(([route]) => route);

for (const operation of routesOf(OPERATIONS, DRAFT)) {
  test(`${operation}: a foreign draft is the same as none`, async () => {
    const never = await callApi(operation, { draft: NEVER }, { 'allmende-secret': keyOf(own) });
    assert.equal(never.status, 404);
    for (const headers of [{}, { 'allmende-secret': keyOf(own) }, { 'allmende-secret': `${victim.tenant}.` }, { 'allmende-secret': `${amt.tenant}.${victim.secret}` }, { 'allmende-secret': 'x' }] as Record<string, string>[]) {
      assert.deepEqual(await callApi(operation, { draft: victim.draft, evidence: victim.evidence }, headers), never);
    }
    assert.deepEqual(await callApi(operation, { draft: 'nonsense' }, { 'allmende-secret': keyOf(own) }), never);
  });
}

for (const operation of routesOf(OPERATIONS, APPLICATION)) {
  test(`${operation}: a foreign application is the same as none`, async () => {
    const never = await callApi(operation, { reference: 'AAAA-AAAA-AAAA' }, { 'allmende-secret': ownSent.code });
    assert.equal(never.status, 404);
    for (const headers of [{}, { 'allmende-secret': ownSent.code }, { 'allmende-secret': 'x' }] as Record<string, string>[]) assert.deepEqual(await callApi(operation, { reference: victimSent.reference, evidence: victimSent.evidence }, headers), never);
  });
}

for (const operation of routesOf(OPERATIONS, OFFICE)) {
  test(`${operation}: nobody from elsewhere`, async () => {
    assert.equal((await callApi(operation, {}, {})).status, 401);
    const foreign = await callApi(operation, {}, { authorization: 'Bearer token-of-the-stranger' });
    assert.equal(foreign.status, 404);
    assert.deepEqual(foreign, await callApi(operation, { authority: 'nirgendwo' }, { authorization: 'Bearer token-of-the-stranger' }), 'the same as an authority that does not exist');
  });
}

for (const route of routesOf(PAGES, DRAFT)) {
  test(`${route}: a foreign draft is the same as none`, async () => {
    const bare = await browse(route, { draft: NEVER }, {});
    assert.equal(bare.status, 404);
    assert.deepEqual(await browse(route, { draft: victim.draft, evidence: victim.evidence }, {}), bare);
    assert.deepEqual(await browse(route, { draft: victim.draft, evidence: victim.evidence }, { [`draft-${own.draft}`]: keyOf(own) }), bare);
    const wrong = await browse(route, { draft: NEVER }, { [`draft-${NEVER}`]: keyOf(own) });
    assert.equal(wrong.status, 404);
    assert.deepEqual(await browse(route, { draft: victim.draft, evidence: victim.evidence }, { [`draft-${victim.draft}`]: keyOf(own) }), wrong, 'one\'s own key in the name of another draft');
    assert.equal((await browse(route, { draft: victim.draft, evidence: NEVER, place: 'glasewitz' }, { [`draft-${victim.draft}`]: keyOf(victim) })).status, 404, 'nor at another place');
  });
}

for (const route of routesOf(PAGES, APPLICATION)) {
  test(`${route}: a foreign application is the same as none`, async () => {
    const given = (reference: string, secret: string) => ({ 'application-status': Buffer.from(JSON.stringify({ reference, secret })).toString('base64url') });
    const never = await browse(route, {}, given('AAAA-AAAA-AAAA', ownSent.code));
    assert.equal(never.status, 404);
    assert.deepEqual(await browse(route, { evidence: victimSent.evidence }, given(victimSent.reference, ownSent.code)), never);
    assert.deepEqual(await browse(route, { evidence: victimSent.evidence }, {}), never);
    if (route.includes(':')) assert.equal((await browse(route.replace('POST', 'GET'), { evidence: victimSent.evidence, file: victimSent.evidence }, route.includes('documents') || route.includes(':evidence') ? given(ownSent.reference, ownSent.code) : {})).status, 404, 'a file of another application through one\'s own');
  });
}

for (const route of [...routesOf(PAGES, OFFICE), ...routesOf(PAGES, OPERATOR)]) {
  test(`${route}: nobody from elsewhere`, async () => {
    const unknown = await browse(route, {}, {});
    assert.ok((unknown.status === 303 && unknown.location.includes('sign-in')) || unknown.status === 404, `${unknown.status} ${unknown.location}`);
    assert.equal((await browse(route, {}, { 'allmende-session': 'token-of-the-stranger' })).status, 404);
  });
}

test('what is for anyone opens no draft and no application', async () => {
  for (const route of routesOf(PAGES, ANYONE)) {
    const { status, body } = await browse(route, {}, {});
    assert.ok(status < 500 && !body.includes('with answers'), `${route} ${status}`);
  }
});
