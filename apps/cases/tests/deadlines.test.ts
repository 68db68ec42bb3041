import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { listEntries } from '@allmende/audit';
import { newId } from '@allmende/database';
import { fixedClock } from '@allmende/time';
import { exportCases, restoreCases } from '../actions/archive-cases.ts';
import { openCase } from '../actions/open-case.ts';
import { receiveEvidence } from '../actions/receive-evidence.ts';
import type { CaseContent } from '../domain/case-content.ts';
import { assignCase, closeCase, decideCase, deleteCase, getCase, listCases, recordObjection, recordPosting, removeCases, runCases } from '../index.ts';
import { aParcelContent } from '../testing/index.ts';
import { aWeb, fieldsOf, Visitor } from './a-web.ts';
import { openStand, placeAndTenant, runCasesFor, staff, type Stand } from './stand.ts';

const plain = await openStand();
const clock = fixedClock('2026-11-20T09:00:00Z');
const stand: Stand = { ...plain, house: { ...plain.house, clock } };
const { house } = stand;
const heilbronn = await placeAndTenant(stand, 'heilbronn');
await runCasesFor(stand, heilbronn.tenant);
const worker = staff(stand, heilbronn.tenant, 'caseworker', 'Tilda Probeamt');
const head = staff(stand, heilbronn.tenant, 'head-of-office', 'Ada Leitung');
const app = await aWeb(stand, { 'caseworker-000000000000000': worker.actor, 'head-of-office-000000000000': head.actor });
after(() => app.close());
const browser = new Visitor(app, 'caseworker-000000000000000');

const at = (instant: string) => { clock.set(instant); };
const service = (regime: string, id: string) => ({ ...aParcelContent().service, id, regime });
const text = { subject: 'Bescheid', body: 'Wir entscheiden so.', remedy: 'Sie können innerhalb eines Monats Widerspruch erheben.', recipient: 'Ilvy Musterfrau-Beispiel' };

async function decided(content: CaseContent, route: 'post' | 'formal' | 'mailbox', sentOn: string) {
  const id = await openCase(house, heilbronn.tenant, content);
  const { version } = await decideCase(worker, { case: id, version: 1, authority: 'Stadt Heilbronn', decision: 'no-tax', figures: { amount: '', firstAmount: '', startsOn: '', dueOn: '', reason: 'So ist es.' }, text, route });
  const posted = await recordPosting(worker, { case: id, version, postedOn: sentOn });
  const { notice } = await getCase(worker, { case: id });
  return { id, version: posted.version, service: notice?.service };
}

test('by law of the service and route a notice counts as served, and its period ends, on the days of the statutes', async () => {
  at('2026-11-24T09:00:00Z');
  const days = async (regime: string, id: string, route: 'post' | 'formal' | 'mailbox') => {
    const { served } = (await decided(aParcelContent({ service: service(regime, id) }), route, '2026-11-24')).service ?? {};
    return served && [served.on.earliest, served.on.latest, served.remedyEnds.earliest, served.remedyEnds.latest];
  };
  // Sent on Tuesday 24 November: the fourth day is a Saturday, and for taxes it is Monday instead.
  assert.deepEqual(await days('ao-kag', 'hundesteuer-anmelden', 'post'), ['2026-11-30', '2026-11-30', '2026-12-30', '2026-12-30']);
  assert.deepEqual(await days('sgb-x', 'wohngeld-mietzuschuss', 'post'), ['2026-11-28', '2026-11-28', '2026-12-28', '2026-12-28']);
  // Baden-Württemberg has an act of its own; which day counts there nobody has entered.
  assert.deepEqual(await days('vwvfg', 'wohnsitz-anmelden', 'post'), ['2026-11-27', '2026-11-28', '2026-12-28', '2026-12-28']);
  assert.deepEqual(await days('sgb-x', 'wohngeld-mietzuschuss', 'mailbox'), ['2026-11-28', '2026-11-28', '2026-12-28', '2026-12-28']);
  assert.deepEqual(await days('ao-kag', 'hundesteuer-anmelden', 'formal'), ['2026-11-24', '2026-11-24', '2026-12-24', '2026-12-24']);
});

test('a person chooses the route with the text, enters the day, and reads on the case what follows from it', async () => {
  at('2026-11-24T09:00:00Z');
  const id = await openCase(house, heilbronn.tenant, aParcelContent());
  const page = `/heilbronn/office/cases/${id}`;
  const figures = await browser.get(`${page}/decide?decision=no-tax`);
  const written = await browser.post(`${page}/decide`, { ...fieldsOf(figures.body), reason: 'Kein Hund.' }, `${page}/decide?decision=no-tax`);
  assert.match(written.body, /Wie geben Sie den Bescheid bekannt\?/u);
  const check = await browser.post(`${page}/decide`, { ...fieldsOf(written.body), route: 'formal', step: 'text' }, `${page}/decide?decision=no-tax`);
  assert.match(check.body, /wird förmlich zugestellt/u);
  assert.equal((await browser.post(`${page}/decide`, { ...fieldsOf(check.body), step: 'issue' }, `${page}/decide?decision=no-tax`)).statusCode, 303);
  const entering = await browser.get(`${page}/posting`);
  assert.match(entering.body, /Zugestellt am/u);
  assert.equal((await browser.post(`${page}/posting`, fieldsOf(entering.body))).statusCode, 303);
  const shown = (await browser.get(page)).body;
  assert.match(shown, /Gilt als bekannt gegeben[\s\S]*24\. November 2026/u);
  assert.match(shown, /Rechtsbehelf möglich bis[\s\S]*24\. Dezember 2026/u);
  assert.match(shown, /§ 70 Abs\. 1 VwGO/u);
  const { notice } = (await browser.api('GET', `/authorities/heilbronn/cases/${id}`)).json();
  assert.deepEqual([notice.serviceOfNotice.route, notice.serviceOfNotice.remedyEnds.latest], ['formal', '2026-12-24']);
});

test('an objection is judged by its period: in time on the last day, late on the next, and it brings the case back', async () => {
  at('2026-11-24T09:00:00Z');
  const first = await decided(aParcelContent(), 'post', '2026-11-24');
  const second = await decided(aParcelContent(), 'post', '2026-11-24');
  at('2026-12-31T09:00:00Z');
  const closed = await closeCase(worker, { case: first.id, version: first.version });
  await recordObjection(worker, { case: first.id, version: closed.version, receivedOn: '2026-12-30', note: 'Der Hund ist verstorben.' });
  await recordObjection(worker, { case: second.id, version: second.version, receivedOn: '2026-12-31' });
  const opened = await getCase(worker, { case: first.id });
  assert.deepEqual([opened.file.state, opened.file.flags.includes('objection'), opened.next, opened.notice?.service.objection], ['decided', true, 'answer-objection', { receivedOn: '2026-12-30', inTime: 'in-time' }]);
  assert.ok((await getCase(worker, { case: second.id })).file.flags.includes('objection-late'));
  assert.match((await browser.get(`/heilbronn/office/cases/${second.id}`)).body, /31\. Dezember 2026, zu spät/u);
  assert.match((await browser.get('/heilbronn/office/cases?state=decided')).body, /Widerspruch verspätet/u);
  const acts = await house.database.inTenant(heilbronn.tenant, (tx) => listEntries(tx, { subject: { kind: 'case', id: second.id } }));
  const { facts } = acts.find(({ entry }) => entry.action === 'cases/case-objected')?.entry ?? {};
  assert.deepEqual([facts?.['inTime'], facts?.['receivedOn'], facts?.['remedyEndsOn']], ['late', '2026-12-31', '2026-12-30']);

  await assert.rejects(closeCase(worker, { case: first.id, version: opened.file.version }), /hat Fehler|InvalidInput|ausgegangen/u);
  await closeCase(worker, { case: first.id, version: opened.file.version, reason: 'Abgeholfen am 31.12.2026.' });
  await assert.rejects(recordObjection(worker, { case: first.id, version: opened.file.version + 1, receivedOn: '2026-12-31' }), { code: 'cases/not-possible-now' });
});

test('an objection is entered on its page, which keeps what was typed when the day is wrong', async () => {
  at('2026-11-24T09:00:00Z');
  const { id } = await decided(aParcelContent(), 'post', '2026-11-24');
  const page = `/heilbronn/office/cases/${id}/objection`;
  at('2026-12-01T09:00:00Z');
  const form = await browser.get(page);
  assert.match(form.body, /Die Frist endet am 30\. Dezember 2026/u);
  const wrong = await browser.post(page, { ...fieldsOf(form.body), 'receivedOn.day': '23', 'receivedOn.month': '11', 'receivedOn.year': '2026', note: 'Bitte prüfen <b>' });
  assert.equal(wrong.statusCode, 422);
  assert.match(wrong.body, /Bitte prüfen &lt;b&gt;/u);
  assert.equal((await browser.post(page, { ...fieldsOf(form.body), note: 'Bitte prüfen' })).statusCode, 303);
  const shown = (await browser.get(`/heilbronn/office/cases/${id}`)).body;
  for (const part of ['Widerspruch eingegangen', '1. Dezember 2026, rechtzeitig', 'Helfen Sie ihm ab', 'Bitte prüfen']) assert.ok(shown.includes(part), part);
});

test('the inbox shows and sorts by deadline, says how many working days are left, and keeps filters in the address', async () => {
  at('2027-02-08T09:00:00Z');
  const days = ['2026-10-30T10:00:00.000Z', '2026-11-18T10:00:00.000Z', '2027-01-20T10:00:00.000Z'];
  const [late = '', near = '', far = ''] = await Promise.all(days.map((submittedAt) => openCase(house, heilbronn.tenant, aParcelContent({ submittedAt, service: service('sgb-x', 'wohngeld-weiterleistung') }))));
  const none = await openCase(house, heilbronn.tenant, aParcelContent({ submittedAt: '2027-01-21T10:00:00.000Z', service: service('sgb-x', 'wohngeld-ohne-frist') }));
  const sorted = async (filter: Parameters<typeof listCases>[1]) => (await listCases(worker, { ...filter, assignee: 'nobody' })).cases.map(({ id }) => id).filter((id) => [late, near, far, none].includes(id));
  assert.deepEqual(await sorted({ order: 'due' }), [late, near, far, none]);
  assert.deepEqual(await sorted({ due: 'overdue' }), [late]);
  assert.deepEqual(await sorted({ due: 'soon' }), [near]);
  assert.deepEqual(await sorted({ order: 'due', after: near }), [far, none]);
  assert.deepEqual(await sorted({ order: 'due', after: none }), []);

  const list = await listCases(worker, {});
  // Due on Monday 1 February (30 January is a Saturday), Thursday 18 February, Tuesday 20 April.
  assert.deepEqual([late, near, far, none].map((id) => [list.cases.find((file) => file.id === id)?.dueOn, list.daysLeft.get(id)]), [['2027-02-01', -5], ['2027-02-18', 8], ['2027-04-20', 49], [null, undefined]]);
  assert.ok(list.counts.overdue >= 1 && list.counts.soon >= 1);
  const body = (await browser.get('/heilbronn/office/cases?service=wohngeld-weiterleistung&order=due&due=overdue')).body;
  assert.match(body, /01\.02\.2027[\s\S]*5 Arbeitstage überfällig/u);
  assert.match(body, /order=due[^"]*due=soon|due=soon[^"]*order=due/u);
  assert.match((await browser.get(`/heilbronn/office/cases/${late}`)).body, /Eine Frist ist abgelaufen[\s\S]*Untätigkeitsklage/u);
  assert.match((await browser.get(`/heilbronn/office/cases/${near}`)).body, /Eine Frist läuft bald ab[\s\S]*Noch 8 Arbeitstage/u);
  const answer = (await browser.api('GET', '/authorities/heilbronn/cases?order=due&due=overdue')).json();
  assert.ok(answer.cases.some((file: { id: string; dueOn: string }) => file.id === late && file.dueOn === '2027-02-01'));
  assert.equal((await browser.api('GET', '/authorities/heilbronn/cases?due=yesterday')).statusCode, 422);
});

test('a permit that would count as given waits for the last document, is warned of in words from then on, and says so when it is too late', async () => {
  at('2026-11-20T09:00:00Z');
  const content = aParcelContent({
    service: service('vwvfg', 'fiktiv-genehmigen'), submittedAt: '2026-11-20T09:00:00.000Z', completeness: { score: 60, required: 5, there: 3, evidence: [] }, missingEvidence: [{ de: 'Lageplan' }],
    deadlines: [{ id: 'decision', label: { de: 'Entscheidung über die Genehmigung', en: 'Decision on the permit' }, count: 3, unit: 'months', source: '§ 42a Abs. 2 VwVfG', begins: 'complete', effect: 'deemed-approval' }],
  });
  const id = await openCase(house, heilbronn.tenant, content);
  const page = `/heilbronn/office/cases/${id}`;
  const before = await getCase(worker, { case: id });
  assert.deepEqual([before.file.dueOn, before.waitingDeadlines.length, before.file.flags.includes('deemed-approval')], ['2027-02-22', 1, true], 'until then only the limit of § 75 VwGO counts');
  assert.match((await browser.get(page)).body, /Diese Frist beginnt, wenn der Antrag vollständig ist/u);

  at('2026-11-25T09:00:00Z');
  const evidence = { id: newId(), submission: content.submission, label: { de: 'Lageplan' }, state: 'clean', name: 'plan.pdf', contentType: 'application/pdf', bytes: Buffer.from('%PDF-'), isLate: true, receivedAt: '2026-11-25T09:00:00.000Z', hints: [] };
  await receiveEvidence(house, heilbronn.tenant, { ...evidence, completeness: { score: 100, required: 5, there: 5, evidence: [] }, missingEvidence: [] });
  const after_ = await getCase(worker, { case: id });
  assert.deepEqual(after_.deadlines.map(({ ends, isDeemedApproval }) => [ends.earliest, isDeemedApproval]), [['2027-02-22', false], ['2027-02-25', true]]);
  assert.match((await browser.get(page)).body, /Entscheiden Sie bis zum 25\. Februar 2027[\s\S]*gilt die Genehmigung als erteilt/u);
  assert.match((await browser.get('/heilbronn/office/cases?service=fiktiv-genehmigen')).body, /Gilt sonst als genehmigt/u);
  at('2027-02-26T09:00:00Z');
  assert.match((await browser.get(page)).body, /gilt seit dem Ablauf der Frist als erteilt/u);
});

test('what the table of the Länder knows is proposed, and its gap for the court must be filled', async () => {
  at('2026-11-24T09:00:00Z');
  const id = await openCase(house, heilbronn.tenant, aParcelContent({ remedy: undefined, placeArs: '091620000000', service: service('vwvfg', 'wohnsitz-anmelden') }));
  const { content, file } = await getCase(worker, { case: id });
  assert.deepEqual([content?.remedy?.kind, content?.remedy?.source, file.flags.includes('remedy-unknown')], ['klage', 'Art. 12 Abs. 2 AGVwGO, § 74 VwGO', false]);
  const hesse = await openCase(house, heilbronn.tenant, aParcelContent({ remedy: undefined, placeArs: '064330012012', service: service('vwvfg', 'wohnsitz-anmelden') }));
  assert.equal((await getCase(worker, { case: hesse })).content?.remedy, undefined);
  const { version } = await assignCase(worker, { case: id, version: 1, to: 'me' });
  const written = { ...text, remedy: content?.remedy?.text.replace('{court}', '[court]') ?? '' };
  await assert.rejects(decideCase(worker, { case: id, version, authority: 'x', decision: 'no-tax', figures: { amount: '', firstAmount: '', startsOn: '', dueOn: '', reason: 'So ist es.' }, text: written }));
});

test('what was recorded of service and objection goes along in an archive and comes back', async () => {
  at('2026-11-24T09:00:00Z');
  const { id, version } = await decided(aParcelContent(), 'formal', '2026-11-24');
  at('2026-12-01T09:00:00Z');
  await recordObjection(worker, { case: id, version, receivedOn: '2026-12-01' });
  const before = await getCase(worker, { case: id });
  const { cases } = await exportCases(head);
  const archived = cases.filter((one) => one.id === id);
  const operations = { ...head, actor: { kind: 'system', name: 'operations' } as const };
  await removeCases(operations);
  await runCases(operations);
  await restoreCases(operations, archived, async () => Buffer.from('%PDF-'));
  const restored = await getCase(worker, { case: id });
  assert.deepEqual([restored.notice?.service, restored.file.flags, restored.file.dueOn], [before.notice?.service, before.file.flags, before.file.dueOn]);
  const closed = await closeCase(worker, { case: id, version: restored.file.version, reason: 'Zurückgenommen.' });
  await deleteCase(head, { case: id, version: closed.version });
});
