import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { findCitizen } from '@allmende/citizen-accounts';
import { buildAssets } from '@allmende/html';
import { createServer } from '@allmende/http';
import { listOwnApplications, openOwnApplication } from '../actions/list-own-applications.ts';
import { NotFound } from '@allmende/errors';
import { activateService, openDraft, readReceipt, runApp, saveDraftPage, saveOverlay, startDraft, submitApplication } from '../index.ts';
import { deleteDraftsOfAccount } from '../actions/delete-drafts-of-account.ts';
import { readServicePackage } from '../data/read-service-package.ts';
import { levelsOf } from '../domain/level-of.ts';
import { overlayInputValues } from '../domain/parse-overlay-input.ts';
import { onlineServicesModule } from '../module.ts';
import { theDogTaxPackage } from '../testing/index.ts';
import { aBrowser, type ABrowser } from './a-browser.ts';
import { aCitizen, officer, openStand, placeAndTenant } from './stand.ts';

const SERVICE = 'wohnsitz-anmelden';
const START = `/heilbronn/services/${SERVICE}`;
const stand = await openStand();
after(() => stand.close());
const { house } = stand;
const { tenant, ars } = await placeAndTenant(stand, 'heilbronn');
const read = readServicePackage(join(import.meta.dirname, '../../../efa', SERVICE));
assert.ok('servicePackage' in read);
const office = officer(stand, tenant);
await runApp(office);
await saveOverlay(office, { service: SERVICE, body: overlayInputValues(read.servicePackage, read.servicePackage.sampleOverlays['example']!) });
await activateService(office, { service: SERVICE });
const app = await createServer({ house, sessions: { findActor: async () => undefined }, assets: await buildAssets(), pages: onlineServicesModule.pages ?? [], api: onlineServicesModule.api ?? [], navigation: [] });
after(() => app.close());

const MIA = {
  subject: 'BPK2-mia', level: 'high', attributes: {
    givenName: { value: 'Mia', level: 'high' }, familyName: { value: 'Erfunden', level: 'high' }, birthDate: { value: '1988-04-17', level: 'high' }, birthPlace: { value: 'Musterstadt', level: 'high' }, email: { value: 'mia@beispiel.example', level: 'basic' },
  },
} as const;
const MOVE = { 'move.on.day': '10', 'move.on.month': '5', 'move.on.year': '2026', 'move.who': 'alone' };
const REST = { 'applicant.sex': 'female', 'applicant.nationality': 'deutsch' };

/** A browser in which somebody has proven who they are. */
async function signedIn(identity: Parameters<typeof aCitizen>[2] = MIA): Promise<{ browser: ABrowser; token: string; citizen: Awaited<ReturnType<typeof aCitizen>>['citizen'] }> {
  const { token, citizen } = await aCitizen(stand, tenant, identity);
  const browser = aBrowser(app, house.clock);
  browser.cookies.set(`allmende-citizen-${tenant}`, { value: token, path: '/' });
  return { browser, token, citizen };
}

/** The address of the draft's pages, from the page that a browser was led to. */
const draftOf = (url: string): string => url.split('/').slice(0, 4).join('/');

test('a service says before it begins that somebody must prove who they are, and leads there', async () => {
  const browser = aBrowser(app, house.clock);
  const start = await browser.get(START);
  assert.match(start.body, /Sie müssen sich ausweisen/u);
  assert.match(start.body, /Personalausweis mit Online-Funktion/u);
  const led = await browser.rush(START);
  assert.match(led.url, /^\/[a-z-]+\/identify\?level=high&service=wohnsitz-anmelden&next=%2Fheilbronn%2Fservices%2Fwohnsitz-anmelden$/u);
});

for (const level of ['basic', 'substantial'] as const) {
  test(`the level ${level} is not enough for a service that wants high, by page and by API`, async () => {
    const { browser, token } = await signedIn({ ...MIA, level });
    await browser.get(START);
    assert.match((await browser.rush(START)).url, /\/identify\?level=high/u);
    const api = await app.inject({ method: 'POST', url: `/api/v1/places/heilbronn/services/${SERVICE}/drafts`, headers: { 'allmende-citizen': token } });
    assert.equal(api.statusCode, 403);
    assert.match(api.body, /citizen-accounts\/identity-needed/u);
  });
}

test('what an identity document says stands there, cannot be changed, and keeps its source up to the receipt', async () => {
  const { browser, token, citizen } = await signedIn();
  assert.match((await browser.get(START)).body, /Sie haben sich ausgewiesen/u);
  const first = await browser.rush(START);
  const draft = draftOf(first.url);
  await browser.post(`${draft}/move`, MOVE);
  const person = await browser.get(`${draft}/person`);
  assert.match(person.body, /Mia<br><span class="kern-body--muted">aus Ihrem Ausweis/u);
  assert.match(person.body, /17\. April 1988/u);
  assert.doesNotMatch(person.body, /name="applicant\.givenName"/u, 'there is nothing to type into');
  const forged = await browser.post(`${draft}/person`, { ...REST, 'applicant.givenName': 'Max' });
  assert.equal(forged.status, 422);
  assert.match(forged.body, /Diese Angabe kommt aus Ihrem Ausweis und lässt sich hier nicht ändern/u);
  const forgedDay = await browser.post(`${draft}/person`, { ...REST, 'applicant.birthDate.day': '1', 'applicant.birthDate.month': '1', 'applicant.birthDate.year': '2000' });
  assert.equal(forgedDay.status, 422);
  assert.equal((await browser.post(`${draft}/person`, { ...REST, 'applicant.givenName': 'Mia' })).status, 200, 'the same once more is no forgery');
  const contact = await browser.get(`${draft}/contact`);
  assert.match(contact.body, /value="mia@beispiel\.example"/u);
  assert.match(contact.body, /aus Ihrem Konto/u);
  await browser.post(`${draft}/contact`, { 'applicant.email': 'mia@anders.example' });
  assert.doesNotMatch((await browser.get(`${draft}/contact`)).body, /aus Ihrem Konto/u, 'what a person changed is theirs');

  const [, , , id] = draft.split('/') as [string, string, string, string];
  const [keyTenant, secret] = browser.cookies.get(`draft-${id}`)!.value.split('.') as [string, string];
  assert.equal(keyTenant, tenant);
  const access = { tenant, draft: id, secret, citizen };
  const tampered = await saveDraftPage(house, { ...access, page: 'person', body: { ...REST, 'applicant.familyName': 'Anders' }, language: 'de' });
  assert.equal(tampered.outcome, 'refused');
  const open = await openDraft(house, access);
  assert.deepEqual(open.situation?.draft.origins?.['applicant.givenName'], { from: 'id', attribute: 'givenName' });
  assert.equal(open.situation?.draft.origins?.['applicant.email'], undefined);

  await browser.post(`${draft}/address`, { 'address.street': 'Beispielweg', 'address.houseNumber': '1', 'address.postcode': '74072', 'address.town': 'Heilbronn' });
  await browser.post(`${draft}/kind`, { 'move.kind': 'only' });
  const added = await app.inject({ method: 'POST', url: `/api/v1/drafts/${id}/pages/previous/rows`, headers: { 'allmende-secret': `${tenant}.${secret}`, 'allmende-citizen': token } });
  assert.equal(added.statusCode, 201, added.body);
  const row = (added.json() as { row: string }).row;
  const rowSaved = await app.inject({ method: 'PUT', url: `/api/v1/drafts/${id}/pages/previousAddress/rows/${row}`, headers: { 'allmende-secret': `${tenant}.${secret}`, 'allmende-citizen': token, 'content-type': 'application/json' }, payload: JSON.stringify({ 'previous.street': 'Altweg', 'previous.houseNumber': '2', 'previous.postcode': '74074', 'previous.town': 'Heilbronn', 'previous.stays': 'left' }) });
  assert.equal(rowSaved.statusCode, 200, rowSaved.body);
  await browser.post(`${draft}/previous`);
  await browser.post(`${draft}/owner`, { 'landlord.own': 'yes' });
  const check = await browser.get(`${draft}/check`);
  assert.match(check.body, /Mia \(aus Ihrem Ausweis\)/u);

  for (const weaker of [undefined, (await aCitizen(stand, tenant, { ...MIA, level: 'substantial' })).citizen]) {
    await assert.rejects(submitApplication(house, { tenant, draft: id, secret, ...(weaker ? { citizen: weaker } : {}), body: { 'declaration.truth': 'yes' }, language: 'de' }), { code: 'citizen-accounts/identity-needed' });
  }
  const refused = await app.inject({ method: 'POST', url: `/api/v1/drafts/${id}/submission`, headers: { 'allmende-secret': `${tenant}.${secret}`, 'content-type': 'application/json' }, payload: '{"declaration.truth":"yes"}' });
  assert.equal(refused.statusCode, 403);
  const sent = await submitApplication(house, { ...access, body: { 'declaration.truth': 'yes' }, language: 'de' });
  assert.equal(sent.outcome, 'sent');
  const receipt = await readReceipt(house, { ...access, language: 'de' });
  assert.equal(receipt.summary.pages.flatMap(({ rows }) => rows).find(({ field }) => field === 'applicant.givenName')?.value, 'Mia (aus Ihrem Ausweis)');
  await assert.rejects(readReceipt(house, { tenant, draft: id, secret, language: 'de' }), { code: 'citizen-accounts/identity-needed' });

  const { citizen: own } = await aCitizen(stand, tenant, MIA);
  assert.deepEqual((await listOwnApplications(house, own, { language: 'de' })).map(({ reference }) => reference), [receipt.reference], 'the account finds it again');
  const opened = await openOwnApplication(house, own, { application: receipt.application });
  assert.deepEqual([opened.reference, opened.secret, opened.placeArs], [receipt.reference, receipt.secret, ars]);
  const { citizen: stranger } = await aCitizen(stand, tenant, { ...MIA, subject: 'BPK2-somebody-else' });
  assert.deepEqual(await listOwnApplications(house, stranger, { language: 'de' }), []);
  for (const application of [receipt.application, '0190a000-0000-7000-8000-00000000000a', 'nothing']) await assert.rejects(openOwnApplication(house, stranger, { application }), NotFound);
});

test('whose session ended is led to prove who they are, on every page, and what was typed stands there again', async () => {
  const { browser } = await signedIn();
  const first = await browser.rush((await browser.get(START)).url);
  const draft = draftOf(first.url);
  await browser.post(`${draft}/move`, MOVE);
  await browser.get(`${draft}/contact`);
  browser.cookies.delete(`allmende-citizen-${tenant}`);
  for (const page of ['move', 'person', 'check', 'evidence', 'overview', 'later', 'receipt']) assert.match((await browser.get(`${draft}/${page}`)).url, /\/identify\?level=high/u, page);
  const led = await browser.rush(`${draft}/move`, { ...MOVE, 'move.on.day': '11' });
  assert.match(led.url, new RegExp(`identify\\?level=high&service=${SERVICE}&next=${encodeURIComponent(`${draft}/move`)}`, 'u'));
  const again = await aCitizen(stand, tenant, MIA);
  browser.cookies.set(`allmende-citizen-${tenant}`, { value: again.token, path: '/' });
  assert.match((await browser.get(`${draft}/move`)).body, /value="11"/u, 'nothing that was typed is lost');
  await browser.post(`${draft}/move`, MOVE);
  assert.match((await browser.get(`${draft}/move`)).body, /value="10"/u);
});

test('a draft of a person is not there for anybody else, however surely they are known and although they have its key', async () => {
  const { citizen } = await signedIn();
  const { firstPage: _first, citizen: _own, ...begun } = await startDraft(house, { ars, service: SERVICE, citizen });
  const { citizen: stranger } = await aCitizen(stand, tenant, { ...MIA, subject: 'BPK2-noah' });
  await assert.rejects(openDraft(house, { ...begun, citizen: stranger }), { name: 'DraftGone' });
  await assert.rejects(saveDraftPage(house, { ...begun, citizen: stranger, page: 'move', body: MOVE, language: 'de' }), { name: 'DraftGone' });
  await assert.rejects(openDraft(house, { ...begun, citizen, secret: 'AAAA-AAAA-AAAA-AAAA' }), { name: 'DraftGone' }, 'being known does not replace the key');
  const elsewhere = await placeAndTenant(stand, 'tengen').catch(() => undefined);
  if (elsewhere) await assert.rejects(openDraft(house, { ...begun, citizen: { ...citizen, tenant: elsewhere.tenant } }), { code: 'citizen-accounts/identity-needed' });
});

test('every operation of the API on such a draft asks for the level', async () => {
  const { citizen } = await signedIn();
  const begun = await startDraft(house, { ars, service: SERVICE, citizen });
  const { token: weak } = await aCitizen(stand, tenant, { ...MIA, subject: 'BPK2-weak', level: 'basic' });
  const some = '0190a000-0000-7000-8000-00000000000a';
  const operations = [['GET', ''], ['PUT', '/pages/move'], ['POST', '/pages/previous/rows'], ['PUT', `/pages/previousAddress/rows/${some}`], ['PUT', '/pages/previous/rows'], ['DELETE', `/pages/previous/rows/${some}`], ['POST', '/submission'], ['GET', '/receipt'], ['GET', '/evidence']] as const;
  for (const [method, path] of operations) {
    for (const citizenToken of [undefined, weak, 'A'.repeat(43)]) {
      const body = path === '/pages/previous/rows' && method === 'PUT' ? '{"rows":[]}' : '{}';
      const answer = await app.inject({ method, url: `/api/v1/drafts/${begun.draft}${path}`, headers: { 'allmende-secret': `${tenant}.${begun.secret}`, ...(citizenToken === undefined ? {} : { 'allmende-citizen': citizenToken }), ...(method === 'PUT' || path === '/submission' ? { 'content-type': 'application/json' } : {}) }, ...(method === 'PUT' || path === '/submission' ? { payload: body } : {}) });
      assert.equal(answer.statusCode, 403, `${method} ${path}: ${answer.body.slice(0, 200)}`);
      assert.match(answer.body, /identity-needed/u);
    }
  }
});

test('with an account its open drafts go, and nothing of them can be read', async () => {
  const { citizen } = await signedIn({ ...MIA, subject: 'BPK2-leaving' });
  const begun = await startDraft(house, { ars, service: SERVICE, citizen });
  await deleteDraftsOfAccount(house, { tenant, account: citizen.account });
  await deleteDraftsOfAccount(house, { tenant, account: citizen.account });
  await assert.rejects(openDraft(house, begun), { name: 'DraftGone' });
});

test('no account is needed where the service asks for none, and who is known leaves no trace there', async () => {
  assert.deepEqual(levelsOf(theDogTaxPackage()), { fill: 'none', send: 'none' });
  const dogTax = theDogTaxPackage();
  await saveOverlay(office, { service: dogTax.service.id, body: overlayInputValues(dogTax, dogTax.sampleOverlays['example']!) });
  await activateService(office, { service: dogTax.service.id });
  const { citizen } = await signedIn();
  const { citizen: kept, ...begun } = await startDraft(house, { ars, service: dogTax.service.id, citizen });
  assert.equal(kept, undefined);
  assert.equal((await openDraft(house, begun)).situation?.draft.origins, undefined);
});

test('sending may ask for more than filling in, never for less', () => {
  const { service } = theDogTaxPackage();
  assert.deepEqual(levelsOf({ service: { ...service, actionLevels: { send: 'substantial' } } }), { fill: 'none', send: 'substantial' });
  assert.deepEqual(levelsOf({ service: { ...service, loginLevel: 'high', actionLevels: { send: 'basic' } } }), { fill: 'high', send: 'high' });
});

test('a session that somebody ended opens nothing any more', async () => {
  const { token } = await aCitizen(stand, tenant, MIA);
  house.clock.advanceMs(31 * 60_000);
  assert.equal(await findCitizen(house, { tenant, token }), undefined);
});
