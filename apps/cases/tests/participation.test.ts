import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { systemActor } from '@allmende/access';
import { listEntries } from '@allmende/audit';
import { newId } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { anInstance, createArchive, readArchive } from '@allmende/operations/testing';
import { fixedClock } from '@allmende/time';
import type { Static } from 'typebox';
import { askOffice } from '../actions/ask-office.ts';
import { giveStatement } from '../actions/give-statement.ts';
import { listStatementRequests } from '../actions/list-statement-requests.ts';
import { makePrintBatch } from '../actions/make-print-batch.ts';
import { requestDocuments } from '../actions/request-documents.ts';
import { startBulk } from '../actions/start-bulk.ts';
import { withdrawRequest } from '../actions/withdraw-request.ts';
import { removeCases } from '../actions/run-app.ts';
import { openCase } from '../actions/open-case.ts';
import { receiveEvidence } from '../actions/receive-evidence.ts';
import { deleteDueCases } from '../actions/delete-due-cases.ts';
import { recountRetention } from '../actions/recount-retention.ts';
import { casesApp } from '../app.ts';
import { findRun } from '../data/bulk-run.ts';
import { CaseRecord } from '../domain/archive-records.ts';
import { BulkRunRecord, CASES_ARCHIVE_VERSION, DeletedCaseRecord, LayoutRecord, PrintBatchRecord, RetentionRecord, StatementRequestRecord, TextBlockRecord } from '../domain/archive-settings.ts';
import { assignCase, closeCase, deleteCase, getCase } from '../index.ts';
import { aParcelContent } from '../testing/index.ts';
import { aWeb, fieldsOf, Visitor } from './a-web.ts';
import { openStand, placeAndTenant, runCasesFor, staff, startCaseWorker, until, type Stand } from './stand.ts';

const plain = await openStand();
const clock = fixedClock('2026-11-24T09:00:00Z');
const stand: Stand = { ...plain, house: { ...plain.house, clock } };
const { house } = stand;
const heilbronn = await placeAndTenant(stand, 'heilbronn');
const glasewitz = await placeAndTenant(stand, 'glasewitz');
for (const { tenant } of [heilbronn, glasewitz]) await runCasesFor(stand, tenant);
await startCaseWorker(stand);
const worker = staff(stand, heilbronn.tenant, 'caseworker', 'Tilda Probeamt');
const head = staff(stand, heilbronn.tenant, 'head-of-office', 'Ada Leitung');
const second = staff(stand, heilbronn.tenant, 'head-of-office', 'Bodo Leitung');
const people = {
  'caseworker-000000000000000': worker.actor, 'head-of-office-000000000000': head.actor, 'second-head-00000000000000': second.actor, 'office-asked-0000000000000': staff(stand, glasewitz.tenant, 'caseworker', 'Lore Nachbarin').actor, 'officer-000000000000000000': staff(stand, glasewitz.tenant, 'digital-officer').actor,
};
const app = await aWeb(stand, people);
after(() => app.close());
const [browser, leader, other, asked, officer] = Object.keys(people).map((token) => new Visitor(app, token)) as [Visitor, Visitor, Visitor, Visitor, Visitor];

async function aCase() {
  const content = aParcelContent({ summary: { de: { pages: [{ title: 'Ihr Hund', rows: [{ label: 'Name', value: 'Zwitschermann' }] }, { title: 'Ihre Bank', rows: [{ label: 'IBAN', value: 'GEHEIMKONTO' }] }], results: [{ label: 'Steuer', value: '96,00 €' }] } } });
  const id = await openCase(house, heilbronn.tenant, content);
  return { id, content, page: `/heilbronn/office/cases/${id}` };
}

async function evidenceOf(submission: string) {
  const id = newId();
  await receiveEvidence(house, heilbronn.tenant, {
    id, submission, label: { de: 'Mietvertrag' }, state: 'clean', name: 'vertrag.pdf', contentType: 'application/pdf', bytes: Buffer.from('%PDF-1.4 geheim'), isLate: false, receivedAt: '2026-11-24T09:00:00.000Z', hints: [], completeness: { score: 100, required: 1, there: 1, evidence: [] }, missingEvidence: [],
  });
  return id;
}

const POST = { 'who': 'other', 'officeName': '', 'question': 'Kennen Sie diesen Hund?', 'dueOn.day': '8', 'dueOn.month': '12', 'dueOn.year': '2026', 'parts': 'page-0' };

test('another authority sees the question and the chosen parts only, answers once, and its statement stands in the case', async () => {
  const { id, content, page } = await aCase();
  const shown = await evidenceOf(content.submission);
  const hidden = await evidenceOf(content.submission);
  const authority = await asked.get('/guestrow-land/office/statements').then((answer) => (answer.statusCode === 200 ? 'guestrow-land' : undefined));
  const slug = authority ?? 'amt-guestrow-land';
  const { version } = (await getCase(worker, { case: id })).file;
  const sent = await browser.api('POST', `/authorities/heilbronn/cases/${id}/statement-requests`, { version, office: glasewitz.tenant, question: 'Kennen Sie diesen Hund?', dueOn: '2026-12-08', parts: ['page-0', `evidence-${shown}`] });
  assert.equal(sent.statusCode, 201, sent.body);
  const { request } = sent.json() as { request: string };
  assert.match((await browser.get(page)).body, /Wartet auf Stellungnahme/u);

  const list = await until(async () => { const answer = await asked.get(`/${slug}/office/statements`); return answer.body.includes(content.reference) ? answer : undefined; });
  assert.doesNotMatch(list.body, /Kennen Sie diesen Hund/u, 'the list of the other authority holds no contents');
  const opened = await asked.get(`/${slug}/office/statements/${request}`);
  assert.equal(opened.statusCode, 200, opened.body);
  assert.match(opened.body, /Kennen Sie diesen Hund\?/u);
  assert.match(opened.body, /Zwitschermann/u);
  for (const secret of ['GEHEIMKONTO', '96,00', hidden]) assert.ok(!opened.body.includes(secret), secret);
  assert.equal((await asked.get(`/${slug}/office/statements/${request}/evidence/${shown}`)).statusCode, 200);
  assert.equal((await asked.get(`/${slug}/office/statements/${request}/evidence/${hidden}`)).statusCode, 404);
  for (const address of [page, `${page}/evidence/${shown}`]) assert.equal((await asked.get(address)).statusCode, 404, 'the case itself stays closed');
  assert.equal((await officer.get(`/${slug}/office/statements/${request}`)).statusCode, 403, 'only roles that give statements');
  assert.equal((await browser.get(`/heilbronn/office/statements/${request}`)).statusCode, 404, 'nobody else was asked, the asking authority neither');

  const empty = await asked.post(`/${slug}/office/statements/${request}`, { statement: ' ' });
  assert.equal(empty.statusCode, 422);
  const before = (await getCase(worker, { case: id })).file.version;
  assert.equal((await asked.post(`/${slug}/office/statements/${request}`, { statement: 'Ja, Krümelmonster ist bekannt.' })).statusCode, 303);
  const doubled = await asked.post(`/${slug}/office/statements/${request}`, { statement: 'Ich habe <das> auch geschrieben.' }, `/${slug}/office/statements`);
  assert.equal(doubled.statusCode, 409, 'a colleague was faster');
  assert.match(doubled.body, /schon eine Stellungnahme[\s\S]*Ich habe &lt;das&gt; auch geschrieben\.[\s\S]*Krümelmonster ist bekannt/u);
  const twice = await asked.api('POST', `/authorities/${slug}/statement-requests/${request}/statements`, { statement: 'Noch etwas.' });
  assert.equal(twice.statusCode, 409);
  const { file, participations } = await getCase(worker, { case: id });
  assert.deepEqual([file.version, participations[0]?.statement, file.flags.includes('statement-new'), file.flags.includes('statement-open')], [before + 1, 'Ja, Krümelmonster ist bekannt.', true, false]);
  assert.match((await browser.get(page)).body, /Krümelmonster ist bekannt/u);
  const acts = await house.database.inTenant(heilbronn.tenant, (tx) => listEntries(tx, { subject: { kind: 'case', id } }));
  for (const act of ['cases/case-office-asked', 'cases/request-viewed', 'cases/evidence-viewed', 'cases/case-statement']) assert.ok(acts.some(({ entry }) => entry.action === act), act);
});

test('a request is typed with the name of the authority, mistakes lose nothing, and a withdrawn one is closed to those who were asked', async () => {
  const { id, page } = await aCase();
  const form = fieldsOf((await browser.get(`${page}/offices`)).body);
  const wrong = await browser.post(`${page}/offices`, { ...form, ...POST, officeName: 'Güstrow', question: '' });
  assert.equal(wrong.statusCode, 422);
  assert.match(wrong.body, /value="Güstrow"/u);
  const none = await browser.post(`${page}/offices`, { ...form, ...POST, officeName: 'Nirgendwohausen' });
  assert.match(none.body, /kennt das Verzeichnis nicht/u);
  assert.match(none.body, /Kennen Sie diesen Hund\?/u);

  assert.equal((await browser.post(`${page}/offices`, { ...form, ...POST, who: 'own' })).statusCode, 303);
  const { participations, file } = await getCase(worker, { case: id });
  const request = participations[0]?.id ?? '';
  await until(async () => ((await leader.get(`/heilbronn/office/statements/${request}`)).statusCode === 200 ? true : undefined));
  const [own, unknown] = [`/heilbronn/office/statements/${request}`, `/heilbronn/office/statements/${newId()}`];
  const written = fieldsOf((await leader.get(own)).body);
  assert.equal((await browser.post(`${page}/offices/${request}/withdraw`, { version: String(file.version) }, page)).statusCode, 303);
  const late = await leader.post(own, { ...written, statement: 'Ja, <der> Zwergspitz.\n\nEr ist freundlich.' }, '/heilbronn/office/statements');
  assert.equal(late.statusCode, 409, late.body);
  assert.match(late.body, /wurde inzwischen zurückgenommen[\s\S]*nicht gespeichert[\s\S]*Ja, &lt;der&gt; Zwergspitz\.[\s\S]*Er ist freundlich\./u);
  for (const secret of ['Kennen Sie diesen Hund', 'Zwitschermann', 'GEHEIMKONTO']) assert.ok(!late.body.includes(secret), `${secret} is of the case`);
  assert.equal((await getCase(worker, { case: id })).participations[0]?.statement, undefined);
  // To those who were never asked it is like a request that nobody ever made.
  for (const address of [unknown, own.replace('heilbronn', 'amt-guestrow-land')]) assert.notEqual((await asked.post(address, { statement: 'Ich rate mit.' }, '/')).statusCode, 409, address);
  assert.equal((await leader.post(unknown, { statement: 'Ich rate mit.' }, '/heilbronn/office/statements')).statusCode, 404);
  assert.equal((await leader.get(`/heilbronn/office/statements/${request}`)).statusCode, 404);
  assert.ok(!(await getCase(worker, { case: id })).file.flags.includes('statement-open'));
});

test('a case is kept as long as its period says, deleted by two people, and gone for those who were asked about it too', async () => {
  clock.set('2026-11-24T09:00:00Z');
  const { id, content } = await aCase();
  await browser.api('POST', `/authorities/heilbronn/cases/${id}/statement-requests`, { version: 1, office: glasewitz.tenant, question: 'Wissen Sie etwas?', dueOn: '2026-12-08', parts: ['page-0'] });
  await until(async () => ((await asked.api('GET', '/authorities/guestrow-land/statement-requests').then((answer) => (answer.statusCode === 404 ? asked.api('GET', '/authorities/amt-guestrow-land/statement-requests') : answer))).body.includes(content.reference) ? true : undefined));
  const service = content.service.id;
  const bad = await leader.post(`/heilbronn/office/cases/retention/${service}`, { count: 'zehn', unit: 'years', begins: 'year-end', deletion: 'two-people', source: '' });
  assert.equal(bad.statusCode, 422);
  assert.match(bad.body, /value="zehn"/u);
  assert.equal((await leader.post(`/heilbronn/office/cases/retention/${service}`, { count: '2', unit: 'years', begins: 'year-end', deletion: 'two-people', source: 'Aktenplan der Probe, Nr. 4' })).statusCode, 303);
  const { version } = await closeCase(worker, { case: id, version: 2, reason: 'Erledigt.' });
  assert.equal((await getCase(head, { case: id })).file.keptUntil, '2028-12-31');
  assert.equal((await leader.api('DELETE', `/authorities/heilbronn/cases/${id}?version=${version}`)).statusCode, 409, 'the period runs');
  assert.doesNotMatch((await leader.get('/heilbronn/office/cases/retention')).body, new RegExp(content.reference, 'u'));

  clock.set('2029-01-01T09:00:00Z');
  const list = '/heilbronn/office/cases/retention';
  assert.match((await leader.get(list)).body, new RegExp(content.reference, 'u'));
  const check = await leader.post(list, { cases: `${id}:${version}` });
  assert.match(check.body, /Das lässt sich nicht rückgängig machen/u);
  assert.equal((await leader.post(`${list}/deletion`, { cases: `${id}:${version}` }, list)).statusCode, 303);
  const proposed = (await getCase(head, { case: id })).file;
  assert.equal(proposed.deletionAsked?.name, 'Ada Leitung');
  assert.equal((await leader.api('DELETE', `/authorities/heilbronn/cases/${id}?version=${proposed.version}`)).statusCode, 409, 'nobody confirms an own proposal');
  assert.equal((await other.post(`${list}/deletion`, { cases: `${id}:${proposed.version}` }, list)).statusCode, 303);
  assert.equal((await leader.get(`/heilbronn/office/cases/${id}`)).statusCode, 404);
  const { rows } = await house.database.inTenant(glasewitz.tenant, async (tx) => until(async () => { const found = await tx.client.query('select 1 from cases.statement_request where tenant_id = $1 and reference = $2', [glasewitz.tenant, content.reference]); return found.rows.length === 0 ? found : undefined; }));
  assert.equal(rows.length, 0);
  const acts = await house.database.inTenant(heilbronn.tenant, (tx) => listEntries(tx, { subject: { kind: 'case', id } }));
  const proof = acts.find(({ entry }) => entry.action === 'cases/case-deleted');
  assert.deepEqual([proof?.entry.facts['retentionSource'], proof?.entry.facts['keyDestroyed'], proof?.entry.facts['keptUntil']], ['Aktenplan der Probe, Nr. 4', true, '2028-12-31']);
  assert.match((await leader.get(list)).body, new RegExp(id, 'u'), 'the page names what was deleted by its id alone');
  clock.set('2026-11-24T09:00:00Z');
});

test('where the authority lets the platform delete, the night takes what is over and nothing else', async () => {
  clock.set('2026-11-24T09:00:00Z');
  const service = { ...aParcelContent().service, id: 'probe-leistung' };
  const [over, kept, objected] = await Promise.all(['a', 'b', 'c'].map(() => openCase(house, heilbronn.tenant, aParcelContent({ service })))) as [string, string, string];
  await closeCase(worker, { case: over, version: 1, reason: 'Erledigt.' });
  await assignCase(worker, { case: objected, version: 1, to: 'me' });
  assert.equal((await getCase(head, { case: over })).file.keptUntil, null, 'nobody knows a period');
  assert.equal((await leader.api('PUT', '/authorities/heilbronn/retention/probe-leistung', { count: 1, unit: 'months', begins: 'closing', deletion: 'automatic', source: 'Aktenplan der Probe' })).statusCode, 204);
  await recountRetention(house, { tenant: heilbronn.tenant, service: 'probe-leistung' });
  assert.equal((await getCase(head, { case: over })).file.keptUntil, '2026-12-24', 'what was closed before counts too');
  clock.set('2026-12-10T09:00:00Z');
  await closeCase(worker, { case: kept, version: 1, reason: 'Erledigt.' });
  clock.set('2026-12-24T20:00:00Z');
  assert.equal(await deleteDueCases(house), 0, 'the last day belongs to the period');
  clock.set('2026-12-25T02:00:00Z');
  assert.equal(await deleteDueCases(house), 1);
  await assert.rejects(getCase(head, { case: over }));
  for (const id of [kept, objected]) assert.equal((await getCase(head, { case: id })).file.id, id);
  clock.set('2026-11-24T09:00:00Z');
});

test('text blocks are kept by service, put in with the facts of the case, and nobody overwrites another one', async () => {
  const { page } = await aCase();
  const blocks = '/heilbronn/office/cases/text-blocks';
  const bad = await browser.post(`${blocks}/new`, { service: 'hundesteuer-anmelden', title: 'Grund', body: 'Für {dogName gilt das.', version: '0' });
  assert.equal(bad.statusCode, 422);
  assert.match(bad.body, /Für \{dogName gilt das\./u);
  assert.equal((await browser.post(`${blocks}/new`, { service: 'hundesteuer-anmelden', title: 'Grund', body: 'Für {dogName} gilt die Satzung von {authority}, siehe {nobodyKnows}.', version: '0' })).statusCode, 303);
  const id = /text-blocks\/([0-9a-f-]{36})/u.exec((await browser.get(blocks)).body)?.[1] ?? '';
  const first = await browser.post(`${blocks}/${id}`, { title: 'Grund', body: 'Für {dogName} gilt die Satzung, siehe {nobodyKnows}.', version: '1' });
  assert.equal(first.statusCode, 303);
  const late = await leader.post(`${blocks}/${id}`, { title: 'Grund', body: 'Meine Fassung.', version: '1' });
  assert.equal(late.statusCode, 409);
  assert.match(late.body, /Meine Fassung/u);

  const check = await browser.get(`${page}/decide?decision=assessment&quick=yes`);
  assert.match(check.body, /Bescheid erlassen/u, 'with everything known the notice is ready to be checked');
  const text = await browser.post(`${page}/decide`, { ...fieldsOf(check.body), step: 'edit' }, `${page}/decide`);
  const inserted = await browser.post(`${page}/decide`, { ...fieldsOf(text.body), step: 'insert', blocks: id }, `${page}/decide`);
  assert.match(fieldsOf(inserted.body)['body'] ?? '', /Für Krümel gilt die Satzung, siehe \[nobodyKnows\]\./u);
  const gap = await browser.post(`${page}/decide`, { ...fieldsOf(inserted.body), step: 'text' }, `${page}/decide`);
  assert.equal(gap.statusCode, 422, 'a gap is not issued');
  assert.equal((await asked.get(blocks)).statusCode, 404);
});

test('requests of both sides, statements, work on many, batches, text blocks and periods go along in the archive, and a second installation reads all of it in again', async () => {
  const operations = contextFor(house, systemActor('operations'), heilbronn.tenant);
  const { id } = await aCase();
  const version = async () => (await getCase(worker, { case: id })).file.version;
  const ask = async (office: string, question: string) => (await askOffice(worker, { case: id, version: await version(), office, question, dueOn: '2026-12-08', parts: ['page-0'] })).request;
  const open = await ask(glasewitz.tenant, 'Kennen Sie den Hund von nebenan?');
  const answered = await ask(heilbronn.tenant, 'Was sagt die Kämmerei?');
  const here = staff(stand, heilbronn.tenant, 'caseworker', 'Karla Kämmerei');
  await until(async () => giveStatement(here, { request: answered, statement: 'Nichts dagegen.' }).then(() => true, () => undefined));
  await requestDocuments(worker, { case: id, version: await version(), asked: [], text: 'Bitte schicken Sie ein Foto.', dueOn: '2026-12-07' });
  const decision = await browser.get(`/heilbronn/office/cases/${id}/decide?decision=assessment&quick=yes`);
  assert.equal((await browser.post(`/heilbronn/office/cases/${id}/decide`, { ...fieldsOf(decision.body), step: 'issue' }, `/heilbronn/office/cases/${id}/decide`)).statusCode, 303);
  const { notice } = await until(async () => { const seen = await getCase(worker, { case: id }); return seen.notice?.pdfFileId == null ? undefined : seen; });
  const batch = await makePrintBatch(worker, { notices: [notice?.id ?? ''] });
  const gone = await aCase();
  const closed = await closeCase(worker, { case: gone.id, version: 1, reason: 'Doppelt.' });
  assert.equal((await leader.api('PUT', '/authorities/heilbronn/retention/nie-benutzt', { count: 2, unit: 'years', begins: 'year-end', deletion: 'two-people', source: 'Aktenplan der Probe' })).statusCode, 204);
  clock.set('2040-01-01T09:00:00Z');
  await deleteCase(head, { case: gone.id, version: closed.version });
  clock.set('2026-11-24T09:00:00Z');
  // Work on many cases: one that is done (nobody has given its person a role in the database, so each case says why it stays), one that waits for a second person.
  const many = [await aCase(), await aCase()].map((one) => ({ case: one.id, version: 1 }));
  const run = await startBulk(worker, { id: newId(), kind: 'assign', to: 'me', authority: 'Stadt Heilbronn', cases: many });
  await until(async () => { const found = await house.database.inTenant(heilbronn.tenant, (tx) => findRun(tx, run.id)); return found?.state === 'done' ? found : undefined; });
  const waits = await startBulk(worker, { id: newId(), kind: 'request', authority: 'Stadt Heilbronn', cases: many, needsSecondPerson: true });
  // And what another authority asks this one for: once open, once taken back while the app is away.
  const abroad = staff(stand, glasewitz.tenant, 'caseworker', 'Lore Nachbarin');
  const foreign = await openCase(house, glasewitz.tenant, aParcelContent({ submission: newId(), placeArs: glasewitz.ars }));
  const asks = async (question: string) => (await askOffice(abroad, { case: foreign, version: (await getCase(abroad, { case: foreign })).file.version, office: heilbronn.tenant, question, dueOn: '2026-12-08', parts: ['page-0'] })).request;
  const [stays, goes] = [await asks('Kennen Sie den Halter?'), await asks('Hat er noch einen Hund?')];
  await until(async () => { const found = await listStatementRequests(here); return found.some((one) => one.id === stays) && found.some((one) => one.id === goes) ? found : undefined; });

  const listed = () => until(async () => (await listStatementRequests(staff(stand, glasewitz.tenant, 'caseworker'))).find((one) => one.id === open));
  await listed();

  const exported = async () => {
    const archive = createArchive();
    await casesApp.export(operations, anInstance({ app: 'cases', tenant: heilbronn.tenant }), archive);
    return readArchive(await archive.finish({ authority: { id: heilbronn.tenant, name: 'Stadt Heilbronn' }, app: 'cases', instance: newId(), parameters: {}, exportedAt: clock.now() }));
  };
  const before = await exported();
  const [archived] = (await before.records('case', CaseRecord)).filter((one) => one.id === id);
  assert.deepEqual(archived?.participations?.map(({ question, statement, state }) => [question, statement, state]), [['Kennen Sie den Hund von nebenan?', undefined, 'asked'], ['Was sagt die Kämmerei?', 'Nichts dagegen.', 'answered']]);
  assert.deepEqual([archived?.requests?.map(({ text }) => text), archived?.notice?.batch, archived?.notice?.counted?.nameDe], [['Bitte schicken Sie ein Foto.'], batch.id, 'Steuer festsetzen']);
  assert.ok((await before.records('text-block', TextBlockRecord)).some(({ title }) => title === 'Grund') && (await before.records('retention-rule', RetentionRecord)).some(({ service }) => service === 'nie-benutzt'));
  assert.deepEqual((await before.records('bulk-run', BulkRunRecord)).filter((one) => one.id === run.id || one.id === waits.id).map(({ kind, state, assignTo, items }) => [kind, state, assignTo?.name ?? null, items.map(({ outcome }) => outcome)]), [['assign', 'done', 'Tilda Probeamt', ['unchanged', 'unchanged']], ['request', 'waiting', null, ['open', 'open']]]);
  assert.deepEqual((await before.records('statement-request', StatementRequestRecord)).map((one) => [one.id, one.fromTenant, one.state]), [[stays, glasewitz.tenant, 'asked'], [goes, glasewitz.tenant, 'asked']]);
  assert.ok(!JSON.stringify(await before.records('statement-request', StatementRequestRecord)).includes('Kennen Sie den Halter'), 'contents belong to the authority that asks');
  const seen = await getCase(worker, { case: id });

  await removeCases(operations);
  await until(async () => ((await listStatementRequests(staff(stand, glasewitz.tenant, 'caseworker'))).some((one) => one.id === open) ? undefined : true));
  await runCasesFor(stand, heilbronn.tenant);
  for (let times = 0; times < 2; times += 1) await casesApp.restore(operations, anInstance({ app: 'cases', tenant: heilbronn.tenant }), before);
  const again = await exported();
  assert.deepEqual(await again.records('bulk-run', BulkRunRecord), await before.records('bulk-run', BulkRunRecord));
  assert.deepEqual(await again.records('statement-request', StatementRequestRecord), await before.records('statement-request', StatementRequestRecord));
  await giveStatement(here, { request: stays, statement: 'Ja, seit langem.' });
  assert.equal((await getCase(abroad, { case: foreign })).participations.find((one) => one.id === stays)?.statement, 'Ja, seit langem.', 'who was asked can still answer');
  for (const [kind, schema] of [['case', CaseRecord], ['text-block', TextBlockRecord], ['print-batch', PrintBatchRecord], ['retention-rule', RetentionRecord], ['deleted-case', DeletedCaseRecord]] as const) {
    assert.deepEqual(await again.records(kind, schema), await before.records(kind, schema), kind);
    assert.ok((await again.records(kind, schema)).length > 0, kind);
  }
  const restored = await getCase(worker, { case: id });
  assert.deepEqual(restored.participations, seen.participations);
  await listed();
  await giveStatement(staff(stand, glasewitz.tenant, 'caseworker', 'Lore Nachbarin'), { request: open, statement: 'Ja.' });
  assert.equal((await getCase(worker, { case: id })).participations[0]?.statement, 'Ja.', 'work goes on where it stood');

  // Taken back meanwhile, or asked by somebody whom this platform does not know: nobody waits for an answer.
  await withdrawRequest(abroad, { case: foreign, version: (await getCase(abroad, { case: foreign })).file.version, request: goes });
  await removeCases(operations);
  await runCasesFor(stand, heilbronn.tenant);
  const nobody = newId();
  const moved = createArchive();
  await moved.addRecords('layout', LayoutRecord, [{ version: 3 }]);
  await moved.addRecords('statement-request', StatementRequestRecord, [...await before.records('statement-request', StatementRequestRecord), { ...(await before.records('statement-request', StatementRequestRecord))[0] as Static<typeof StatementRequestRecord>, id: nobody, fromTenant: newId() }]);
  await casesApp.restore(operations, anInstance({ app: 'cases', tenant: heilbronn.tenant }), await readArchive(await moved.finish({ authority: { id: heilbronn.tenant, name: 'x' }, app: 'cases', instance: newId(), parameters: {}, exportedAt: clock.now() })));
  const now = new Map((await listStatementRequests(here)).map((one) => [one.id, one.state]));
  assert.deepEqual([stays, goes, nobody].map((one) => now.get(one)), ['answered', 'withdrawn', 'withdrawn']);

  const newer = createArchive();
  await newer.addRecords('layout', LayoutRecord, [{ version: CASES_ARCHIVE_VERSION + 1 }]);
  const unknown = await readArchive(await newer.finish({ authority: { id: heilbronn.tenant, name: 'x' }, app: 'cases', instance: newId(), parameters: {}, exportedAt: clock.now() }));
  await assert.rejects(async () => casesApp.restore(operations, anInstance({ app: 'cases', tenant: heilbronn.tenant }), unknown), /Fassung 4/u);
  const first = createArchive();
  await first.addRecords('case', CaseRecord, []);
  await casesApp.restore(operations, anInstance({ app: 'cases', tenant: heilbronn.tenant }), await readArchive(await first.finish({ authority: { id: heilbronn.tenant, name: 'x' }, app: 'cases', instance: newId(), parameters: {}, exportedAt: clock.now() })));
});
