import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PDFDocument } from '@cantoo/pdf-lib';
import { fixedClock } from '@allmende/time';
import { renderNotice } from '../actions/render-notice.ts';
import { decideCase, getCase, recordObjection } from '../index.ts';
import { openCase } from '../actions/open-case.ts';
import { aParcelContent } from '../testing/index.ts';
import { aWeb, fieldsOf, Visitor } from './a-web.ts';
import { openStand, placeAndTenant, runCasesFor, staff, type Stand } from './stand.ts';

const plain = await openStand();
const clock = fixedClock('2026-11-24T09:00:00Z');
const stand: Stand = { ...plain, house: { ...plain.house, clock } };
const { house } = stand;
const heilbronn = await placeAndTenant(stand, 'heilbronn');
const glasewitz = await placeAndTenant(stand, 'glasewitz');
for (const { tenant } of [heilbronn, glasewitz]) await runCasesFor(stand, tenant);
const worker = staff(stand, heilbronn.tenant, 'caseworker', 'Tilda Probeamt');
const rent = { ...worker, actor: { kind: 'staff' as const, accountId: '0190a000-0000-7000-8000-00000000000a', name: 'Ruth Miete', grants: [{ tenant: heilbronn.tenant, role: 'caseworker' as const, service: 'wohngeld-mietzuschuss' }] } };
const app = await aWeb(stand, { 'caseworker-000000000000000': worker.actor, 'stranger-00000000000000000': staff(stand, glasewitz.tenant, 'caseworker').actor, 'rent-only-0000000000000000': rent.actor });
after(() => app.close());
const [browser, stranger, limited] = ['caseworker-000000000000000', 'stranger-00000000000000000', 'rent-only-0000000000000000'].map((token) => new Visitor(app, token)) as [Visitor, Visitor, Visitor];
const POST = '/heilbronn/office/cases/post';

/** A decided case whose notice waits for the post. */
async function waiting(route: 'post' | 'formal' = 'post') {
  const content = aParcelContent();
  const id = await openCase(house, heilbronn.tenant, content);
  const text = { subject: 'Bescheid', body: 'Wir entscheiden so.', remedy: 'Sie können Widerspruch erheben.', recipient: content.recipient.join('\n') };
  const { notice } = await decideCase(worker, { case: id, version: 1, authority: 'Stadt Heilbronn', decision: 'no-tax', figures: { amount: '', firstAmount: '', startsOn: '', dueOn: '', reason: 'So ist es.' }, text, route });
  await renderNotice(house, { tenant: heilbronn.tenant, notice });
  return { id, notice, reference: content.reference };
}

const stateOf = async (id: string) => { const { file, notice } = await getCase(worker, { case: id }); return [file.state, notice?.postedOn, notice?.service.served?.on.latest]; };

/** Chooses every letter that the page offers. */
async function batchOf(notices: readonly string[]) {
  const page = await browser.get(POST);
  const csrf = /name="_csrf" value="([^"]+)"/u.exec(page.body)?.[1] ?? '';
  const answer = await app.inject({ method: 'POST', url: POST, cookies: { 'allmende-session': 'caseworker-000000000000000' }, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams([['_csrf', csrf], ...notices.map((notice) => ['notices', notice])]).toString() });
  return { answer, address: String(answer.headers.location ?? '') };
}

test('everything that waits for the post is printed as one file in order, entered with its day, served by law from that day, and closed', async () => {
  const [first, second] = [await waiting(), await waiting()];
  const formal = await waiting('formal');
  const list = await browser.get(POST);
  assert.match(list.body, new RegExp(`value="${first.notice}"[^>]*checked|checked[^>]*value="${first.notice}"`, 'u'), 'all are chosen from the start');
  assert.doesNotMatch(list.body, new RegExp(formal.reference, 'u'), 'what is served formally does not go to the pile');

  const { answer, address } = await batchOf([first.notice, second.notice, formal.notice]);
  assert.equal(answer.statusCode, 303, answer.body);
  const pdf = await PDFDocument.load((await browser.get(`${address}/letters.pdf`)).rawPayload);
  assert.equal(pdf.getPageCount(), 6, 'a cover sheet and two letters, each on sheets of their own');
  assert.doesNotMatch((await browser.get(POST)).body, new RegExp(`value="${first.notice}"`, 'u'), 'what lies in a batch waits no more');

  const page = await browser.get(address);
  const early = await browser.post(`${address}/posting`, { 'postedOn.day': '1', 'postedOn.month': '11', 'postedOn.year': '2026', close: 'yes' }, address);
  assert.equal(early.statusCode, 422);
  assert.match(early.body, /value="1"/u);
  assert.equal((await browser.post(`${address}/posting`, { ...fieldsOf(page.body), close: 'yes' }, address)).statusCode, 303);
  assert.deepEqual(await stateOf(first.id), ['closed', '2026-11-24', '2026-11-30']);
  assert.deepEqual(await stateOf(second.id), ['closed', '2026-11-24', '2026-11-30']);
  assert.deepEqual((await stateOf(formal.id)).slice(0, 2), ['decided', null]);

  assert.equal((await browser.post(`${address}/undo`, {}, address)).statusCode, 303);
  assert.deepEqual(await stateOf(first.id), ['decided', null, undefined]);
  assert.equal((await browser.post(`${address}/dissolve`, {}, address)).statusCode, 303);
  assert.match((await browser.get(POST)).body, new RegExp(`value="${first.notice}"`, 'u'), 'a dissolved batch gives its letters back');
});

test('on the next day the sending stays, and a letter with an objection stays posted at any time', async () => {
  const [objected, other] = [await waiting(), await waiting()];
  const { address } = await batchOf([objected.notice, other.notice]);
  await browser.post(`${address}/posting`, fieldsOf((await browser.get(address)).body), address);
  assert.deepEqual((await stateOf(other.id)).slice(0, 2), ['decided', '2026-11-24']);
  await recordObjection(worker, { case: objected.id, version: (await getCase(worker, { case: objected.id })).file.version, receivedOn: '2026-11-24' });
  await browser.post(`${address}/undo`, {}, address);
  assert.deepEqual([(await stateOf(objected.id))[1], (await stateOf(other.id))[1]], ['2026-11-24', null]);

  clock.set('2026-11-25T09:00:00Z');
  const tomorrow = await browser.get(address);
  assert.doesNotMatch(tomorrow.body, /Absendung zurücknehmen/u);
  const api = await browser.api('DELETE', `/authorities/heilbronn/print-batches/${address.split('/').at(-1)}/postings`);
  assert.equal(api.statusCode, 409);
  clock.set('2026-11-24T09:00:00Z');
});

test('a batch is nowhere for another authority or for whoever does not decide its services, and nothing chosen is said at the list', async () => {
  const one = await waiting();
  const { answer } = await batchOf([]);
  assert.equal(answer.statusCode, 422);
  assert.match(answer.body, /Wählen Sie wenigstens einen Bescheid/u);
  const { address } = await batchOf([one.notice]);
  for (const visitor of [stranger, limited]) for (const path of [address, `${address}/letters.pdf`]) assert.equal((await visitor.get(path)).statusCode, 404, path);
  assert.equal((await limited.get(POST)).statusCode, 200);
  assert.doesNotMatch((await limited.get(POST)).body, new RegExp(one.reference, 'u'));
  const listed = await browser.api('GET', '/authorities/heilbronn/print-batches');
  assert.equal(listed.statusCode, 200, listed.body);
  assert.equal((await browser.api('GET', `/authorities/heilbronn/print-batches/${address.split('/').at(-1)}`)).json().letters.length, 1);
});
